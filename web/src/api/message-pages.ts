// Pure rules of a thread: pages oldest first, each message once, statuses that never go back.
import type { Message, MessagePage, MessageStatus } from './schema';

export interface ThreadPages {
  pages: MessagePage[];
  pageParams: ThreadCursor[];
}

export type ThreadCursor =
  | { at: 'end' }
  | { at: 'around'; message: string }
  | { at: 'older' | 'newer'; cursor: string };

const ranks: Record<MessageStatus, number> = {
  received: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  accepted: 4,
  sent: 5,
  delivered: 6,
  read: 7,
  played: 8,
  failed: 9,
};

/** The later of two states of one message. A retried message starts over, which a newer attempt's time shows. */
export function latest(known: Message | undefined, arrived: Message): Message {
  if (!known) return arrived;
  const incoming = withLink(known, arrived);
  if (ranks[incoming.status] >= ranks[known.status]) return incoming;
  const restarted = Date.parse(incoming.status_at ?? '') > Date.parse(known.status_at ?? '');
  const mayRestart = known.status === 'failed' || known.status === 'unknown';
  if (restarted && mayRestart) return incoming;
  return {
    ...incoming,
    status: known.status,
    status_at: known.status_at,
    error: known.error,
    wamid: known.wamid ?? incoming.wamid,
  };
}

/** Links to files are made for one reader, so events come without; the one we have is kept. */
function withLink({ media: before }: Message, arrived: Message): Message {
  if (!before?.url || !arrived.media || arrived.media.url || arrived.media.id !== before.id) return arrived;
  return { ...arrived, media: { ...arrived.media, url: before.url, thumbnail_url: before.thumbnail_url } };
}

/** A thread with one message changed or added. Reactions hang on their target; they are no messages of the thread. Unloaded neighbourhoods stay unloaded. */
export function receive(thread: ThreadPages, message: Message): ThreadPages {
  for (const page of thread.pages) {
    const at = page.data.findIndex((other) => other.id === message.id);
    if (at >= 0) return withPage(thread, page, page.data.with(at, latest(page.data[at], message)));
  }
  return reachesEnd(thread) && message.kind !== 'reaction' ? append(thread, message) : thread;
}

/** A thread without a message (an optimistic one that never came to be). */
export function without(thread: ThreadPages, id: string): ThreadPages {
  return {
    ...thread,
    pages: thread.pages.map((page) => ({ ...page, data: page.data.filter((message) => message.id !== id) })),
  };
}

/** Is the newest message of the conversation among the loaded ones? */
export function reachesEnd(thread: ThreadPages): boolean {
  return thread.pages.at(-1)?.page.newer_cursor === null;
}

/** Messages in order, each once. */
export function messagesOf(thread: Pick<ThreadPages, 'pages'> | undefined): Message[] {
  const seen = new Set<string>();
  const all = (thread?.pages ?? []).flatMap((page) =>
    page.data.filter((message) => {
      if (seen.has(message.id)) return false;
      seen.add(message.id);
      return true;
    }),
  );
  return isSorted(all) ? all : all.sort(inOrder);
}

function append(thread: ThreadPages, message: Message): ThreadPages {
  const page = thread.pages.at(-1);
  if (!page) return thread;
  let at = page.data.length;
  for (let before = page.data[at - 1]; before && inOrder(before, message) > 0; before = page.data[at - 1]) at -= 1;
  // Older than everything in the last page, and there are older pages: it belongs to one of those.
  if (at === 0 && page.data.length > 0 && (thread.pages.length > 1 || page.page.older_cursor !== null)) return thread;
  return withPage(thread, page, page.data.toSpliced(at, 0, message));
}

function withPage(thread: ThreadPages, page: MessagePage, data: Message[]): ThreadPages {
  return { ...thread, pages: thread.pages.map((other) => (other === page ? { ...page, data } : other)) };
}

function inOrder(a: Message, b: Message): number {
  return Date.parse(a.sent_at) - Date.parse(b.sent_at) || (a.id < b.id ? -1 : 1);
}

function isSorted(messages: readonly Message[]): boolean {
  return messages.every((message, index) => {
    const before = messages[index - 1];
    return !before || inOrder(before, message) <= 0;
  });
}
