// The door to the live connection: what pages call. The connection itself is fetched after the first paint.
import { setConnection } from './connection';

/** Conversations on screen; the connection enters their rooms, after every reconnect again. */
export const openRooms = new Set<string>();

interface Wire {
  enter: (conversation: string) => void;
  leave: (conversation: string) => void;
  typing: (conversation: string, on: boolean) => void;
}

let wire: Wire | null = null;

/** The connection says it is there (or gone). */
export function attachWire(next: Wire | null): void {
  wire = next;
}

/** Connects the page to a workspace. `after`: the last event its data already holds. Returns how to hang up. */
export function connect(workspace: string, after: number): () => void {
  let hangUp: (() => void) | null = null;
  let stopped = false;
  // Fetching it may have to wait for the server, which is worth telling as well.
  setConnection({ state: 'connecting', since: Date.now() });
  void import('./socket').then((socket) => {
    if (!stopped) hangUp = socket.open(workspace, after);
  });
  return () => {
    stopped = true;
    setConnection({ state: 'idle' });
    hangUp?.();
  };
}

/** Follows who is in a conversation while it is open. */
export function openConversation(conversation: string): () => void {
  openRooms.add(conversation);
  wire?.enter(conversation);
  return () => {
    openRooms.delete(conversation);
    wire?.leave(conversation);
  };
}

/** Tells teammates that this member is writing, or has stopped. */
export function sendTyping(conversation: string, on: boolean): void {
  wire?.typing(conversation, on);
}
