// The saved views of the inbox: which there are, which one the list shows now, and the way to each.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useWorkspace } from '~/api/current-workspace';
import { type SavedView, savedViews } from '~/api/saved-views';
import { filtersOf, isNarrowed, sameFilters, searchOf } from './saved-filters';
import { parseInboxSearch } from './search';
import type { InboxPlace } from './use-inbox';

export function useSavedViews(inbox: Pick<InboxPlace, 'view' | 'search'>) {
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  const { data: saved = none } = useQuery(savedViews.list(ws));
  const here = filtersOf(inbox);
  return {
    saved,
    /** None when nothing is narrowed: then the list has the name of its view. */
    current: isNarrowed(inbox.search) ? saved.find((one) => sameFilters(one.filters, here)) : undefined,
    open: ({ filters }: SavedView) =>
      void navigate({
        to: '/w/$ws/inbox/$view',
        params: { ws, view: filters.view },
        search: parseInboxSearch(searchOf(filters)),
      }),
  };
}

const none: SavedView[] = [];
