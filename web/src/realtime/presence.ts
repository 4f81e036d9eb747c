// Who else looks at a conversation, who is writing in it, and who is online. Nothing here outlives the moment.
import { useSyncExternalStore } from 'react';
import type { PresenceSignal, TypingSignal, Viewer } from './events';

/** A typing mark that is not renewed fades. */
const TYPING_FADES_MS = 6000;

let viewers: ReadonlyMap<string, readonly Viewer[]> = new Map();
let online: ReadonlySet<string> = new Set();
const fading = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();
const nobody: readonly Viewer[] = [];

export function applyPresence({ conversation_id, users }: PresenceSignal): void {
  viewers = new Map(viewers).set(conversation_id, users);
  emit();
}

export function applyTyping({ conversation_id, user_id, name, on }: TypingSignal): void {
  const key = `${conversation_id} ${user_id}`;
  clearTimeout(fading.get(key));
  fading.delete(key);
  const others = (viewers.get(conversation_id) ?? nobody).filter((viewer) => viewer.id !== user_id);
  viewers = new Map(viewers).set(conversation_id, [...others, { id: user_id, name, replying: on }]);
  if (on)
    fading.set(
      key,
      setTimeout(() => applyTyping({ conversation_id, user_id, name, on: false }), TYPING_FADES_MS),
    );
  emit();
}

export function applyOnline(users: string[]): void {
  online = new Set(users);
  emit();
}

export function forgetPresence(): void {
  for (const timer of fading.values()) clearTimeout(timer);
  fading.clear();
  viewers = new Map();
  emit();
}

/** The others in a conversation, writers first. */
export function useViewers(conversation: string, me: string): readonly Viewer[] {
  const all = useSyncExternalStore(subscribe, () => viewers.get(conversation) ?? nobody);
  return all.filter((viewer) => viewer.id !== me).toSorted((a, b) => Number(b.replying) - Number(a.replying));
}

export function useOnline(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => online);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function emit(): void {
  for (const listener of listeners) listener();
}
