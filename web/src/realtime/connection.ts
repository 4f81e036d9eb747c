// How the live connection stands, for the dot on the rail and the bar above the page.
import { useSyncExternalStore } from 'react';

export type Connection =
  | { state: 'idle' }
  | { state: 'connecting'; since: number }
  | { state: 'online' }
  /** `missed`: events caught up since the connection came back. */
  | { state: 'back'; missed: number }
  | { state: 'reconnecting'; since: number };

let connection: Connection = { state: 'idle' };
const listeners = new Set<() => void>();

export function setConnection(next: Connection): void {
  connection = next;
  for (const listener of listeners) listener();
}

export function currentConnection(): Connection {
  return connection;
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, currentConnection);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
