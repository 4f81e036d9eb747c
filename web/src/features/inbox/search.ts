// What the inbox keeps in the address: filter, order, and the message a link leads to.
import { type Sort, sorts } from '~/api/conversations';

export interface InboxSearch {
  q?: string;
  tag?: string;
  assignee?: string;
  sort?: Sort;
  /** The message to show. */
  m?: string;
}

export function parseInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const sort = sorts.find((known) => known === raw.sort);
  return {
    ...text('q', raw.q),
    ...text('tag', raw.tag),
    ...text('assignee', raw.assignee),
    ...text('m', raw.m),
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
