// What this member wrote and the server has not taken yet: kept across reloads, sent in the order it was written, each under the
// id it was written with, so that however often it is sent it arrives once.
import { useSyncExternalStore } from 'react';
import { load, save } from '~/lib/storage';
import { isUnheard } from './errors';
import { patchMessage, removeMessage } from './message-cache';
import { messages, type Outgoing, refused } from './messages';
import { queryClient } from './query-client';
import type { Message } from './schema';

/** Whose out tray: every member has one in every workspace. */
export interface Tray {
  workspace: string;
  user: string;
}

/** More than these do not wait at once. */
export const MOST_UNSENT = 20;
/** What waited longer is only sent when its writer says so. */
const FRESH_MS = 24 * 3_600_000;
/** While something waits, the server is tried again after the first of these, then after ever longer, up to the second. */
const AGAIN_MS = { first: 1000, most: 15_000 };

const nothing: readonly Outgoing[] = [];
const trays = new Map<string, readonly Outgoing[]>();
const underWay = new Set<string>();
const listeners = new Set<() => void>();
let patience = AGAIN_MS.first;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Takes a message into the tray and sends what waits there. */
export function send(tray: Tray, outgoing: Outgoing): void {
  put(tray, [...unsent(tray).filter((other) => other.id !== outgoing.id), outgoing]);
  deliver(tray);
}

/** Sends what waits, oldest first. Call it whenever the server may be back. */
export function deliver(tray: Tray): void {
  for (const outgoing of unsent(tray)) {
    if (underWay.has(outgoing.id) || outgoing.draft.status !== 'queued' || isOld(outgoing)) continue;
    underWay.add(outgoing.id);
    void queryClient
      .getMutationCache()
      .build(queryClient, messages.send(tray.workspace))
      .execute(outgoing)
      .then(
        () => {
          patience = AGAIN_MS.first;
          drop(tray, outgoing.id);
        },
        (error: unknown) => {
          if (isUnheard(error)) later(tray);
          // In the tray as on the screen: a message that was refused shows why, after a reload too.
          else change(tray, outgoing.id, (draft) => refused(draft, error));
        },
      )
      .finally(() => {
        underWay.delete(outgoing.id);
        emit();
      });
  }
}

/** Sends one of them again, however old it is. False: it is not in the tray. */
export function sendAgain(tray: Tray, id: string): boolean {
  const found = unsent(tray).find((outgoing) => outgoing.id === id);
  if (!found) return false;
  const at = new Date().toISOString();
  const draft: Message = { ...found.draft, status: 'queued', status_at: at, created_at: at, error: null };
  patchMessage(tray.workspace, found.conversation, id, () => draft);
  send(tray, { ...found, draft });
  return true;
}

/** Throws a message away that the server never took. Returns how to take that back, or null while it is being sent. */
export function discard(tray: Tray, id: string): (() => void) | null {
  const found = unsent(tray).find((outgoing) => outgoing.id === id);
  if (!found || underWay.has(id)) return null;
  drop(tray, id);
  removeMessage(tray.workspace, found.conversation, id);
  return () => {
    put(tray, [...unsent(tray), found]);
    deliver(tray);
  };
}

export function unsent(tray: Tray): readonly Outgoing[] {
  const key = keyOf(tray);
  const known = trays.get(key) ?? read(key);
  trays.set(key, known);
  return known;
}

export function useUnsent(tray: Tray): readonly Outgoing[] {
  return useSyncExternalStore(subscribe, () => unsent(tray));
}

export type Waiting = 'no' | 'sending' | 'waiting' | 'old';

/** How a message of the tray stands. */
export function useWaiting(tray: Tray, id: string): Waiting {
  return useSyncExternalStore(subscribe, () => {
    const found = unsent(tray).find((outgoing) => outgoing.id === id);
    if (found?.draft.status !== 'queued') return 'no';
    if (underWay.has(id)) return 'sending';
    return isOld(found) ? 'old' : 'waiting';
  });
}

/** Keeps trying while the page is open. Returns how to stop. */
export function watchTray(tray: Tray): () => void {
  const again = () => deliver(tray);
  const elsewhere = (event: StorageEvent) => {
    if (event.key !== `prismwa.${keyOf(tray)}`) return;
    // Another tab sent or threw away something.
    trays.delete(keyOf(tray));
    emit();
  };
  window.addEventListener('online', again);
  window.addEventListener('storage', elsewhere);
  again();
  return () => {
    clearTimeout(timer);
    timer = undefined;
    window.removeEventListener('online', again);
    window.removeEventListener('storage', elsewhere);
  };
}

function later(tray: Tray): void {
  if (timer) return;
  timer = setTimeout(() => {
    timer = undefined;
    deliver(tray);
  }, patience);
  patience = Math.min(AGAIN_MS.most, patience * 2);
}

function isOld({ draft }: Outgoing): boolean {
  return Date.now() - Date.parse(draft.created_at) > FRESH_MS;
}

function drop(tray: Tray, id: string): void {
  put(
    tray,
    unsent(tray).filter((outgoing) => outgoing.id !== id),
  );
}

function change(tray: Tray, id: string, edit: (draft: Message) => Message): void {
  put(
    tray,
    unsent(tray).map((outgoing) => (outgoing.id === id ? { ...outgoing, draft: edit(outgoing.draft) } : outgoing)),
  );
}

function put(tray: Tray, list: readonly Outgoing[]): void {
  trays.set(keyOf(tray), list);
  save(keyOf(tray), list.length > 0 ? list : null);
  emit();
}

function keyOf({ workspace, user }: Tray): string {
  return `unsent.${workspace}.${user}`;
}

function read(key: string): readonly Outgoing[] {
  const stored = load(key);
  return Array.isArray(stored) ? stored.filter(isOutgoing) : nothing;
}

/** What an older version of the console stored may look different: it is left out rather than sent wrongly. */
function isOutgoing(value: unknown): value is Outgoing {
  if (typeof value !== 'object' || value === null) return false;
  const { id, conversation, content, draft } = Object.fromEntries(Object.entries(value));
  return [id, conversation].every((part) => typeof part === 'string') && [content, draft].every(isObject);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function emit(): void {
  for (const listener of listeners) listener();
}
