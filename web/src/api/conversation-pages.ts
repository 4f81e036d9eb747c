// Pure rules of conversation lists: what belongs to a view, where a row stands, how a newer row replaces an older one.
import type { ConversationFilter, Sort, View } from './conversations';
import { penOf } from './pen';
import type { Conversation } from './schema';

export interface ConversationPages {
  pages: { data: Conversation[]; page: { next_cursor: string | null } }[];
  pageParams: string[];
}

/** Does this row stand in that view? `null`: only the server can tell. */
export function belongs(view: View, row: Conversation, userId: string | null): boolean | null {
  switch (view) {
    case 'mine':
      return row.status === 'open' && row.assignee_id !== null && row.assignee_id === userId;
    case 'unassigned':
      return row.status === 'open' && row.assignee_id === null;
    case 'all_open':
      return row.status === 'open';
    case 'needs_reply':
      return row.status === 'open' && row.waiting_since !== null;
    case 'snoozed':
      return row.status === 'snoozed';
    case 'closed':
      return row.status === 'closed';
    case 'all':
      return true;
    case 'bot':
      return row.status === 'open' && penOf(row).kind === 'bot';
    case 'failed':
    case 'window_closing':
      return null;
  }
}

/** The newest of two states of one row. Socket events do not know this member's own read mark, so the known one is kept. */
export function newest(
  known: Conversation | undefined,
  incoming: Conversation,
  from: 'server' | 'event',
): Conversation {
  if (!known) return from === 'server' ? incoming : withUnread(incoming, incoming.read_inbound_count);
  if (incoming.version < known.version) return known;
  if (from === 'server') return incoming;
  return withUnread(incoming, known.read_inbound_count);
}

export function withUnread(row: Conversation, read: number): Conversation {
  return { ...row, read_inbound_count: read, unread_count: Math.max(0, row.inbound_count - read) };
}

/** The list with `row` changed, moved, added or taken out; `stale` when only the server can tell. */
export function applyToList(
  list: ConversationPages,
  row: Conversation,
  filter: ConversationFilter,
  userId: string | null,
): { list: ConversationPages; stale: boolean } {
  const narrowed = Boolean(filter.q || filter.tag || filter.assignee);
  const { team, priority } = filter;
  const inTeam = team === undefined || (team === 'none' ? row.team_id === null : row.team_id === team);
  const member = inTeam && (priority === undefined || row.priority === priority) && belongs(filter.view, row, userId);
  const present = list.pages.some((page) => page.data.some((other) => other.id === row.id));
  if (member === null || (narrowed && !present)) return { list: present ? replace(list, row) : list, stale: !present };
  if (!member) return { list: present ? remove(list, row.id) : list, stale: false };
  return { list: insert(present ? remove(list, row.id) : list, row, filter.sort ?? 'newest'), stale: false };
}

/** Rows in order, each once. */
export function rowsOf(list: Pick<ConversationPages, 'pages'> | undefined): Conversation[] {
  const seen = new Set<string>();
  return (list?.pages ?? []).flatMap((page) =>
    page.data.filter((row) => {
      if (seen.has(row.id)) return false;
      seen.add(row.id);
      return true;
    }),
  );
}

/** What a list is ordered by; rows with the smaller key come first. */
function rank(row: Conversation, sort: Sort): number {
  const at = Date.parse(row.last_message?.at ?? row.created_at);
  const far = Number.MAX_SAFE_INTEGER;
  switch (sort) {
    case 'newest':
      return -at;
    case 'oldest':
      return at;
    case 'waiting':
      return row.waiting_since ? Date.parse(row.waiting_since) : far;
    case 'window':
      return row.window.expires_at ? Date.parse(row.window.expires_at) : far;
  }
}

function insert(list: ConversationPages, row: Conversation, sort: Sort): ConversationPages {
  const key = rank(row, sort);
  const pages = list.pages;
  for (const [index, page] of pages.entries()) {
    const at = page.data.findIndex((other) => rank(other, sort) > key);
    const isLast = index === pages.length - 1;
    if (at < 0 && !(isLast && page.page.next_cursor === null)) continue;
    const data = [...page.data];
    data.splice(at < 0 ? data.length : at, 0, row);
    return { ...list, pages: pages.map((other) => (other === page ? { ...page, data } : other)) };
  }
  // Behind everything that was loaded: it comes with its own page.
  return list;
}

function remove(list: ConversationPages, id: string): ConversationPages {
  return mapPages(list, (data) => data.filter((row) => row.id !== id));
}

function replace(list: ConversationPages, row: Conversation): ConversationPages {
  return mapPages(list, (data) => data.map((other) => (other.id === row.id ? row : other)));
}

export function mapPages(list: ConversationPages, change: (data: Conversation[]) => Conversation[]): ConversationPages {
  return { ...list, pages: list.pages.map((page) => ({ ...page, data: change(page.data) })) };
}
