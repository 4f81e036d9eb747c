// What the contacts list keeps in the address.
import { textParam } from '~/lib/search-params';

export const contactSorts = ['newest', 'name', 'last_seen'] as const;
export type ContactSort = (typeof contactSorts)[number];

export interface ContactsSearch {
  q?: string;
  tag?: string;
  sort?: ContactSort;
}

export function parseContactsSearch(raw: Record<string, unknown>): ContactsSearch {
  const sort = contactSorts.find((known) => known === raw.sort);
  return { ...textParam('q', raw.q), ...textParam('tag', raw.tag), ...(sort && sort !== 'newest' && { sort }) };
}
