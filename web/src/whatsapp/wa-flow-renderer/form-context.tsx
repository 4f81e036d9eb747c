// What the pieces of a form's screen share: the phone, what waits, what is refused, and the room where sheets slide up.
import { createContext, type ReactNode, use } from 'react';
import type { Fields } from '../read';
import { own } from './expression';
import { enteredOn, type Phone } from './phone';
import { isRequired, refuse } from './refuse';
import type { WaFlow } from './use-wa-flow';
import { useWhyWords } from './why-words';

/** Makes what a picker puts into the form out of a chosen file. */
export type Attach = (file: File) => Promise<Fields>;

/** Keeps the file with its description for the phone's own eyes; payloads are copies, and copies are without it. */
export function withPicture(described: Fields, file: File): Fields {
  return Object.defineProperty({ ...described }, 'blob', { value: file, enumerable: false });
}

interface FormRoom {
  flow: WaFlow;
  phone: Phone;
  attach: Attach;
  /** The sheet's own element: what slides over it is drawn inside. */
  room: HTMLElement | null;
}

const Context = createContext<FormRoom | null>(null);

export function FormRoomProvider({ children, ...room }: FormRoom & { children: ReactNode }) {
  return <Context value={room}>{children}</Context>;
}

export function useFormRoom(): FormRoom {
  const room = use(Context);
  if (!room) throw new Error('only inside a form');
  return room;
}

export interface Entry {
  name: string;
  value: unknown;
  error: string | null;
  isRequired: boolean;
  isOff: boolean;
  isWaiting: boolean;
  set(value: unknown): void;
  /** The customer left it: say what is wrong with it. */
  leave(): void;
}

/** An input's value, and what the phone says about it. */
export function useEntry(it: Fields): Entry {
  const { flow, phone } = useFormRoom();
  const words = useWhyWords();
  const name = String(it.name ?? '');
  const value = own(enteredOn(phone), name) ?? null;
  const why = flow.judged.has(name) ? refuse(it, value) : null;
  const given = typeof it['error-message'] === 'string' && it['error-message'] !== '' ? it['error-message'] : null;
  return {
    name,
    value,
    error: why ? words(why) : flow.edited.has(name) ? null : given,
    isRequired: isRequired(it),
    isOff: it.enabled === false,
    isWaiting: flow.waiting === name,
    set: (next) => flow.fill(name, next),
    leave: () => value !== null && value !== '' && flow.judge(name),
  };
}
