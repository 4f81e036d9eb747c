// The views of the inbox, as the server would answer them.
import type { View } from '~/api/conversations';
import { views } from '~/api/conversations';
import { penOf } from '~/api/pen';
import type { Conversation } from '~/api/schema';
import type { World } from './world';

export function applyFilter(world: World, query: URLSearchParams): Conversation[] {
  const view = views.find((known) => known === query.get('view')) ?? 'all';
  const q = query.get('q')?.toLowerCase();
  const tag = query.get('tag');
  const assignee = query.get('assignee');
  return world.conversations
    .filter(
      (one) =>
        inView(world, view, one) &&
        (!q ||
          `${one.contact.display_name} ${one.contact.phone} ${one.last_message?.preview}`.toLowerCase().includes(q)) &&
        (!tag || one.contact.tags.some((other) => other.id === tag)) &&
        (!assignee || one.assignee_id === assignee),
    )
    .toSorted((a, b) => (query.get('sort') === 'oldest' ? at(a) - at(b) : at(b) - at(a)));
}

function inView(world: World, view: View, one: Conversation): boolean {
  const open = one.status === 'open';
  switch (view) {
    case 'mine':
      return open && one.assignee_id === world.user.id;
    case 'unassigned':
      return open && one.assignee_id === null;
    case 'all_open':
      return open;
    case 'needs_reply':
      return open && one.waiting_since !== null;
    case 'window_closing':
      return open && one.window.open && Date.parse(one.window.expires_at ?? '') - Date.now() < 2 * 3_600_000;
    case 'bot':
      return open && penOf(one).kind === 'bot';
    case 'failed':
      return one.last_message?.status === 'failed';
    case 'snoozed':
    case 'closed':
      return one.status === view;
    case 'all':
      return true;
  }
}

function at(one: Conversation): number {
  return Date.parse(one.last_message?.at ?? one.created_at);
}
