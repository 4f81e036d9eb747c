// The messages this folder draws: the server's view of one, as the inbox has it and as the virtual phone makes it.
import type { components } from '~/generated/api';

export type MessageView = components['schemas']['MessageView'];
export type MediaView = components['schemas']['MediaView'];
export type MessageStatus = components['schemas']['MessageStatus'];

/** Whose screen it is: the team's console, or the customer's phone. */
export type Perspective = 'business' | 'customer';

/** Where a message stands among its neighbours by the same author. */
export type Place = 'only' | 'first' | 'middle' | 'last';

/** Is the message the screen owner's own (drawn at the end side)? */
export function isOwn(message: MessageView, perspective: Perspective): boolean {
  return (message.direction === 'outbound') === (perspective === 'business');
}

/** Messages of one author within three minutes stand together. */
export function placeOf(previous: MessageView | undefined, message: MessageView, next: MessageView | undefined): Place {
  const first = !previous || !together(previous, message);
  const last = !next || !together(message, next);
  if (first) return last ? 'only' : 'first';
  return last ? 'last' : 'middle';
}

const TOGETHER_MS = 3 * 60_000;

function together(one: MessageView, other: MessageView): boolean {
  return (
    one.kind !== 'system' &&
    other.kind !== 'system' &&
    one.direction === other.direction &&
    one.author.kind === other.author.kind &&
    one.author.id === other.author.id &&
    new Date(one.sent_at).toDateString() === new Date(other.sent_at).toDateString() &&
    Math.abs(Date.parse(other.sent_at) - Date.parse(one.sent_at)) <= TOGETHER_MS
  );
}
