// Tells whoever listens that a message for later could not be sent.
import type { ScheduledMessage } from '~/api/schema';

type Listener = (message: ScheduledMessage) => void;

const listeners = new Set<Listener>();
/** An event may come twice. */
const told = new Set<string>();

export function onScheduledFailure(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellScheduledFailure(message: ScheduledMessage): void {
  if (message.state !== 'failed' || told.has(message.id)) return;
  told.add(message.id);
  for (const listener of listeners) listener(message);
}
