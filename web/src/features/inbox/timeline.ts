// A thread as it is drawn: messages and notes in one line of time, with day chips, the unread mark, and groups by author.
import type { Message, Note } from '~/api/schema';
import { dayKey } from '~/lib/dates';
import { type Place, placeOf } from '~/whatsapp/message';

export type TimelineEntry = ({ kind: 'message'; message: Message; place: Place } | { kind: 'note'; note: Note }) & {
  id: string;
  at: string;
  /** The first of its day. */
  startsDay: boolean;
  /** The first that was unread when the thread was opened. */
  startsUnread: boolean;
};

interface TimelineOptions {
  messages: readonly Message[];
  notes: readonly Note[];
  /** Older messages are not loaded yet: notes from before them wait. */
  hasOlder: boolean;
  hasNewer: boolean;
  firstUnread: string | null;
}

export function timeline({ messages, notes, hasOlder, hasNewer, firstUnread }: TimelineOptions): TimelineEntry[] {
  const oldest = messages[0]?.sent_at ?? '';
  const newest = messages.at(-1)?.sent_at ?? '';
  const shown = notes.filter(
    (note) => (!hasOlder || note.created_at >= oldest) && (!hasNewer || note.created_at <= newest),
  );
  const all: ({ kind: 'message'; message: Message } | { kind: 'note'; note: Note })[] = [
    ...messages.map((message) => ({ kind: 'message' as const, message })),
    ...shown.map((note) => ({ kind: 'note' as const, note })),
  ];
  if (shown.length > 0) all.sort((a, b) => Date.parse(atOf(a)) - Date.parse(atOf(b)));

  return all.map((entry, index) => {
    const before = all[index - 1];
    const after = all[index + 1];
    const at = atOf(entry);
    const common = {
      at,
      startsDay: !before || dayKey(atOf(before)) !== dayKey(at),
      startsUnread: entry.kind === 'message' && entry.message.id === firstUnread,
    };
    if (entry.kind === 'note') return { ...entry, ...common, id: entry.note.id };
    const neighbour = (other: typeof before) => (other?.kind === 'message' ? other.message : undefined);
    const previous = common.startsUnread ? undefined : neighbour(before);
    return { ...entry, ...common, id: entry.message.id, place: placeOf(previous, entry.message, neighbour(after)) };
  });
}

/** The message from which `unread` inbound ones follow, or null. */
export function firstUnreadOf(messages: readonly Message[], unread: number): string | null {
  let left = unread;
  for (let index = messages.length - 1; index >= 0 && left > 0; index -= 1) {
    const message = messages[index];
    if (message?.direction !== 'inbound') continue;
    left -= 1;
    if (left === 0) return message.id;
  }
  // More are unread than are loaded: the mark stands where loading stopped.
  return unread > 0 ? (messages.find((message) => message.direction === 'inbound')?.id ?? null) : null;
}

/** How many inbound messages came after `seen`. */
export function newSince(entries: readonly TimelineEntry[], seen: string | null): number {
  const at = entries.findIndex((entry) => entry.id === seen);
  if (seen === null || at < 0) return 0;
  return entries.slice(at + 1).filter((entry) => entry.kind === 'message' && entry.message.direction === 'inbound')
    .length;
}

function atOf(entry: { kind: 'message'; message: Message } | { kind: 'note'; note: Note }): string {
  return entry.kind === 'message' ? entry.message.sent_at : entry.note.created_at;
}
