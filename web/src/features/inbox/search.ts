// What the inbox keeps in the address: filter, order, and the message a link leads to.
import { priorities, type Sort, sorts } from '~/api/conversations';
import type { Conversation } from '~/api/schema';

export interface InboxSearch {
  q?: string;
  tag?: string;
  assignee?: string;
  team?: string;
  priority?: Conversation['priority'];
  sort?: Sort;
  /** The message to show. */
  m?: string;
  /** The note to show, which stands beside that message. */
  note?: string;
}

export function parseInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const priority = priorities.find((known) => known === raw.priority);
  const sort = sorts.find((known) => known === raw.sort);
  return {
    ...text('q', raw.q),
    ...text('tag', raw.tag),
    ...text('assignee', raw.assignee),
    ...text('team', raw.team),
    ...text('m', raw.m),
    ...text('note', raw.note),
    ...(priority && { priority }),
    ...(sort && sort !== 'newest' && { sort }),
  };
}

function text<Key extends string>(key: Key, value: unknown): { [K in Key]?: string } {
  // A search for digits arrives as a number.
  const shown = typeof value === 'number' ? String(value) : value;
  return typeof shown === 'string' && shown !== '' ? object(key, shown) : {};
}

function object<Key extends string>(key: Key, value: string): { [K in Key]?: string } {
  const made: { [K in Key]?: string } = {};
  made[key] = value;
  return made;
}
