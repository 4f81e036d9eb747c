// The filters of a saved view, and the same in the inbox's address.
import type { SavedFilters } from '~/api/saved-views';
import type { InboxSearch } from './search';
import type { InboxPlace } from './use-inbox';

const fields = ['q', 'tag', 'assignee', 'team', 'priority', 'sort'] as const;

/** What the list shows now, as it is saved. */
export function filtersOf({ view, search }: Pick<InboxPlace, 'view' | 'search'>): SavedFilters {
  const { q, tag, assignee, team, priority, sort } = search;
  return {
    view,
    ...(q && { q }),
    ...(tag && { tag }),
    ...(assignee && { assignee }),
    ...(team && { team }),
    ...(priority && { priority }),
    ...(sort && { sort }),
  };
}

/** The address of a saved view, without its view. */
export function searchOf(filters: SavedFilters): Record<string, string> {
  return Object.fromEntries(fields.flatMap((field) => (filters[field] ? [[field, filters[field]]] : [])));
}

export function sameFilters(one: SavedFilters, other: SavedFilters): boolean {
  const plain = (filters: SavedFilters) => fields.map((field) => filters[field] ?? '').join('\n');
  return one.view === other.view && plain(one) === plain(other);
}

/** Something is narrowed or ordered: worth a name. */
export function isNarrowed(search: InboxSearch): boolean {
  return fields.some((field) => search[field]);
}
