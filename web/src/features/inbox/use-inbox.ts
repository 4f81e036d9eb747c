// Where the inbox is (view, open conversation, filter) and the ways to go elsewhere in it.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { View } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import type { InboxSearch } from './search';

export interface InboxPlace {
  view: View;
  open: string | null;
  search: InboxSearch;
  openConversation: (id: string) => void;
  closeConversation: () => void;
  setView: (view: View) => void;
  setSearch: (change: Partial<Record<keyof InboxSearch, string | undefined>>) => void;
}

export function useInbox(view: View): InboxPlace {
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  const { conversation } = useParams({ strict: false });
  const search = useSearch({ from: '/w/$ws/inbox/$view' });
  const { m: _link, note: _note, ...lasting } = search;
  return {
    view,
    open: conversation ?? null,
    search,
    openConversation: (id) =>
      navigate({ to: '/w/$ws/inbox/$view/$conversation', params: { ws, view, conversation: id }, search: lasting }),
    closeConversation: () => navigate({ to: '/w/$ws/inbox/$view', params: { ws, view }, search: lasting }),
    setView: (next) => navigate({ to: '/w/$ws/inbox/$view', params: { ws, view: next }, search: {} }),
    setSearch: (change) =>
      navigate({
        to: conversation ? '/w/$ws/inbox/$view/$conversation' : '/w/$ws/inbox/$view',
        params: { ws, view, conversation: conversation ?? '' },
        search: parse({ ...search, ...change }),
        replace: true,
      }),
  };
}

function parse(raw: Record<string, string | undefined>): InboxSearch {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value));
}
