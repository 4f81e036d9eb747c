// Words that were taken back go to the composer of their conversation: the open one, or its stored draft when it is not on the page.
import { loadString, save } from '~/lib/storage';
import { draftKey } from '../use-draft';

type Listener = (text: string) => void;

const listeners = new Map<string, Listener>();

export function restoreDraft(user: string, conversation: string, text: string): void {
  const listener = listeners.get(conversation);
  if (listener) {
    listener(text);
    return;
  }
  const key = draftKey(user, conversation, 'reply');
  save(key, joined(loadString(key, ''), text));
}

/** The composer of a conversation takes words back; gives what ends that. */
export function takeRestored(conversation: string, listener: Listener): () => void {
  listeners.set(conversation, listener);
  return () => {
    if (listeners.get(conversation) === listener) listeners.delete(conversation);
  };
}

/** What is being written stays in front of what comes back. */
export function joined(written: string, restored: string): string {
  return written.trim() === '' ? restored : `${written}\n${restored}`;
}
