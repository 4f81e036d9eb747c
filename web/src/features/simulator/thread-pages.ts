// The thread of a phone in the cache: pages of older and older messages, changed by events. Every change can come twice.
import type { InfiniteData } from '@tanstack/react-query';
import type { PhoneMessage, PhoneTicks, Thread } from './types';

export type ThreadPages = InfiniteData<Thread>;

/** All messages that are loaded, oldest first. */
export function messagesOf(pages: ThreadPages | undefined): PhoneMessage[] {
  return pages ? pages.pages.toReversed().flatMap((page) => page.messages) : [];
}

const ranks: { [ticks in PhoneTicks]: number } = { sending: 0, sent: 1, delivered: 2, read: 3, played: 4, failed: 5 };

/** Adds a new message at the end, or puts a known one in its place. An answer can be older than an event that overtook it. */
export function putMessage(pages: ThreadPages, message: PhoneMessage): ThreadPages {
  const known = pages.pages.some((page) => page.messages.some((other) => other.id === message.id));
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      if (known)
        return {
          ...page,
          messages: page.messages.map((other) => (other.id === message.id ? newest(other, message) : other)),
        };
      return index === 0 ? { ...page, messages: [...page.messages, message] } : page;
    }),
  };
}

function newest(known: PhoneMessage, message: PhoneMessage): PhoneMessage {
  return ranks[known.ticks] > ranks[message.ticks] ? { ...message, ticks: known.ticks } : message;
}

/** Moves ticks forward; they never go back. */
export function moveTicks(pages: ThreadPages, ids: readonly string[], ticks: PhoneTicks): ThreadPages {
  const moved = new Set(ids);
  const move = (message: PhoneMessage) =>
    moved.has(message.id) && ranks[message.ticks] < ranks[ticks] ? { ...message, ticks } : message;
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, messages: page.messages.map(move) })) };
}
