// What a customer can do with their phone, ready to call; what goes wrong is said in a toast.
import { useMemo } from 'react';
import { asProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import { toast } from '~/ui/toast';
import { control } from './control';
import { simulator } from './queries';
import { putMessage, type ThreadPages } from './thread-pages';
import type { Outgoing, Phone, PhoneMessage } from './types';

export interface PhoneDoings {
  /** False when it did not work (and was said). */
  say(message: Outgoing): Promise<boolean>;
  tap(message: string, button: string, card: number | undefined): Promise<boolean>;
  choose(message: string, row: string): Promise<boolean>;
  submit(message: string, response: Record<string, unknown>): Promise<boolean>;
  react(message: string, emoji: string | null): Promise<boolean>;
  read(): Promise<boolean>;
  play(message: string): Promise<boolean>;
  edit(message: string, text: string): Promise<boolean>;
  revoke(message: string): Promise<boolean>;
  change(change: Partial<Pick<Phone, 'name' | 'online' | 'auto_read' | 'blocked'>>): Promise<boolean>;
  marketing(value: 'stop' | 'resume'): Promise<boolean>;
  echo(text: string): Promise<boolean>;
}

export function usePhone(phone: string, number: string): PhoneDoings {
  return useMemo(() => {
    const put = (message: PhoneMessage) =>
      queryClient.setQueryData<ThreadPages>(
        simulator.thread(phone, number).queryKey,
        (pages) => pages && putMessage(pages, message),
      );
    const phones = () => queryClient.invalidateQueries(simulator.phones());
    return {
      say: (message) => attempt(control.say(phone, number, message), put),
      tap: (message, button, card) =>
        attempt(control.tap(phone, { message, button, ...(card !== undefined && { card }) }), put),
      choose: (message, row) => attempt(control.choose(phone, { message, row }), put),
      submit: (message, response) => attempt(control.submit(phone, { message, response }), put),
      react: (message, emoji) => attempt(control.react(phone, { message, emoji }), put),
      read: () => attempt(control.read(phone, number), phones),
      play: (message) => attempt(control.play(phone, message), put),
      edit: (message, text) => attempt(control.edit(phone, { message, text }), put),
      revoke: (message) => attempt(control.revoke(phone, message), put),
      change: (change) => attempt(control.changePhone(phone, change), phones),
      marketing: (value) => attempt(control.marketing(phone, number, value), phones),
      echo: (text) => attempt(control.echo(number, phone, text), put),
    };
  }, [phone, number]);
}

/** Runs a call; tells a failure and answers false. */
export async function attempt<Answer>(call: Promise<Answer>, then?: (answer: Answer) => unknown): Promise<boolean> {
  try {
    const answer = await call;
    then?.(answer);
    return true;
  } catch (error) {
    const problem = asProblem(error);
    toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
    return false;
  }
}
