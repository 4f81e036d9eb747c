// The inbox: one page for the list and the open conversation, so that moving through the list keeps its place.
import { createFileRoute, notFound, Outlet } from '@tanstack/react-router';
import { conversations, views } from '~/api/conversations';
import { queryClient } from '~/api/query-client';
import InboxPage from '~/features/inbox/inbox-page';
import { parseInboxSearch } from '~/features/inbox/search';

export const Route = createFileRoute('/w/$ws/inbox/$view')({
  validateSearch: parseInboxSearch,
  loaderDeps: ({ search: { q, sort, tag, assignee } }) => ({ q, sort, tag, assignee }),
  loader: ({ params, deps }) => {
    const view = views.find((known) => known === params.view);
    if (!view) throw notFound();
    void queryClient.prefetchInfiniteQuery(conversations.list(params.ws, { view, ...deps }));
    void queryClient.prefetchQuery(conversations.counts(params.ws));
  },
  component: Inbox,
});

function Inbox() {
  const { ws, view } = Route.useParams();
  return (
    <>
      <InboxPage key={ws} view={views.find((known) => known === view) ?? 'all_open'} />
      <Outlet />
    </>
  );
}
