// The form's state: the message itself, what is wrong with it, and the files put into it.
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { Outgoing } from '~/api/messages';
import type { Media } from '~/api/schema';
import { read, write } from './pointer';
import type { Fault } from './use-check';

export type Content = Outgoing['content'];

export interface Form {
  content: Content;
  /** What stands at a place, as text for a box. */
  text: (pointer: string) => string;
  set: (pointer: string, next: unknown) => void;
  /** Several places at once. */
  setAll: (changes: readonly (readonly [pointer: string, next: unknown])[]) => void;
  /** What is wrong at a place (and below it, when `deep`), once the person has been there or tried to send. */
  fault: (pointer: string, deep?: boolean) => string | null;
  touch: (pointer: string) => void;
  /** Puts an uploaded file into the message. */
  addFile: (media: Media) => void;
}

const Context = createContext<Form | null>(null);

export function useForm(): Form {
  const form = use(Context);
  if (!form) throw new Error('a field stands outside a form');
  return form;
}

interface FormProps {
  content: Content;
  onChange: (content: Content) => void;
  faults: readonly Fault[];
  /** Sending was tried: everything that is wrong is shown. */
  tried: boolean;
  onFile: (media: Media) => void;
  children: ReactNode;
}

export function FormProvider({ content, onChange, faults, tried, onFile, children }: FormProps) {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const form = useMemo((): Form => {
    const setAll: Form['setAll'] = (changes) => {
      const next = changes.reduce<unknown>((value, [pointer, part]) => write(value, pointer, part), content);
      if (isContent(next)) onChange(next);
    };
    return {
      content,
      text: (pointer) => {
        const found = read(content, pointer);
        return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
      },
      set: (pointer, next) => setAll([[pointer, next]]),
      setAll,
      fault: (pointer, deep = false) => {
        const found = faults.find((one) => one.pointer === pointer || (deep && one.pointer.startsWith(`${pointer}/`)));
        return found && (tried || touched.has(pointer)) ? found.detail : null;
      },
      touch: (pointer) => setTouched((all) => (all.has(pointer) ? all : new Set([...all, pointer]))),
      addFile: onFile,
    };
  }, [content, onChange, faults, tried, touched, onFile]);
  return <Context value={form}>{children}</Context>;
}

function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
