// What the contacts list keeps in the address.
import { textParam } from '~/lib/search-params';

export const contactSorts = ['newest', 'name', 'last_seen'] as const;
export type ContactSort = (typeof contactSorts)[number];

export interface ContactsSearch {
  q?: string;
  tag?: string;
  sort?: ContactSort;
  /** A custom field's key, and the value it must have. */
  field?: string;
  value?: string;
}

export function parseContactsSearch(raw: Record<string, unknown>): ContactsSearch {
  const sort = contactSorts.find((known) => known === raw.sort);
  const field = { ...textParam('field', raw.field), ...textParam('value', raw.value) };
  return {
    ...textParam('q', raw.q),
    ...textParam('tag', raw.tag),
    ...(field.field && field.value && field),
    ...(sort && sort !== 'newest' && { sort }),
  };
}
