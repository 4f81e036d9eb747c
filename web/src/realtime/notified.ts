// Tells whoever listens that this member is told something.
import type { Notification } from '~/api/notifications';

type Listener = (notification: Notification) => void;

const listeners = new Set<Listener>();

export function onNotified(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellNotified(notification: Notification): void {
  for (const listener of listeners) listener(notification);
}
