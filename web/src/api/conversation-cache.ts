// Puts a changed conversation everywhere it is shown: its own entry and every list that is in the cache.
import type { InfiniteData } from '@tanstack/react-query';
import { applyToList, type ConversationPages, newest, rowsOf, withUnread } from './conversation-pages';
import type { ConversationFilter } from './conversations';
import { queryClient } from './query-client';
import type { Contact, Conversation } from './schema';
import { currentSession } from './session';

const oneKey = (workspace: string, id: string) => ['conversations', workspace, 'one', id];
const listsKey = (workspace: string) => ['conversations', workspace, 'list'];
const countsKey = (workspace: string) => ['conversations', workspace, 'counts'];

/** A row the server answered with. */
export function replaceConversation(workspace: string, row: Conversation): void {
  spread(workspace, newest(findConversation(workspace, row.id), row, 'server'));
}

/** A row that came by socket. */
export function receiveConversation(workspace: string, row: Conversation): void {
  spread(workspace, newest(findConversation(workspace, row.id), row, 'event'));
}

/** Changes a row at once and says how to take that back. */
export function patchConversation(
  workspace: string,
  id: string,
  change: (row: Conversation) => Conversation,
): () => void {
  const before = findConversation(workspace, id);
  if (!before) return () => undefined;
  spread(workspace, change(before));
  return () => spread(workspace, before);
}

export function markReadLocally(workspace: string, id: string): void {
  patchConversation(workspace, id, (row) => withUnread(row, row.inbound_count));
}

/** The row as the cache knows it, wherever it is. */
export function findConversation(workspace: string, id: string): Conversation | undefined {
  const own = queryClient.getQueryData<Conversation>(oneKey(workspace, id));
  if (own) return own;
  for (const [, list] of listsIn(workspace)) {
    const row = rowsOf(list && asPages(list)).find((other) => other.id === id);
    if (row) return row;
  }
  return undefined;
}

function spread(workspace: string, row: Conversation): void {
  const userId = myId();
  queryClient.setQueryData(oneKey(workspace, row.id), row);
  for (const [key, list] of listsIn(workspace)) {
    const filter = filterOf(key);
    if (!list || !filter) continue;
    const { list: next, stale } = applyToList(asPages(list), row, filter, userId);
    queryClient.setQueryData(key, next);
    if (stale) void queryClient.invalidateQueries({ queryKey: key, exact: true });
  }
  soon(workspace);
}

let timer: ReturnType<typeof setTimeout> | undefined;
/** Counts are the server's to make: asked again once things have been quiet for a moment. */
function soon(workspace: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => queryClient.invalidateQueries({ queryKey: countsKey(workspace) }), 800);
}

type List = InfiniteData<ConversationPages['pages'][number], string>;

function listsIn(workspace: string) {
  return queryClient.getQueriesData<List>({ queryKey: listsKey(workspace) });
}

function asPages(list: List): ConversationPages {
  return list;
}

function filterOf(key: readonly unknown[]): ConversationFilter | null {
  const filter = key[3];
  return isFilter(filter) ? filter : null;
}

function isFilter(value: unknown): value is ConversationFilter {
  return typeof value === 'object' && value !== null && 'view' in value;
}

function myId(): string | null {
  const session = currentSession();
  return session.state === 'signed_in' ? session.user.id : null;
}

/** A contact changed: their name, tags and opt-out stand in every conversation row of theirs. */
export function refreshContact(workspace: string, contact: Contact): void {
  const { id, display_name, phone, username, tags, opted_out, opted_out_at, blocked } = contact;
  for (const row of allRows(workspace)) {
    if (row.contact.id !== id) continue;
    patchConversation(workspace, row.id, (old) => ({
      ...old,
      contact: { id, display_name, phone, username, tags, opted_out, opted_out_at, blocked },
    }));
  }
}

function allRows(workspace: string): Conversation[] {
  const single = queryClient.getQueriesData<Conversation>({ queryKey: ['conversations', workspace, 'one'] });
  const rows = [
    ...single.map(([, row]) => row),
    ...listsIn(workspace).flatMap(([, list]) => rowsOf(list && asPages(list))),
  ];
  const byId = new Map<string, Conversation>();
  for (const row of rows) if (row) byId.set(row.id, row);
  return [...byId.values()];
}
