// The inbox: one page for the list and the open conversation, so that moving through the list keeps its place.
import { useQuery } from '@tanstack/react-query';
import { createFileRoute, notFound, Outlet, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { conversations, views } from '~/api/conversations';
import { queryClient } from '~/api/query-client';
import InboxPage from '~/features/inbox/inbox-page';
import { parseInboxSearch } from '~/features/inbox/search';
import { PhoneBesideContext } from '~/layouts/phone-beside';
import { usePhoneBeside } from '~/layouts/use-phone-beside';
import { focusAtOnce } from '~/lib/focus-at-once';

const PhonePanel = lazy(() => import('~/features/simulator/phone-panel'));

export const Route = createFileRoute('/w/$ws/inbox/$view')({
  validateSearch: parseInboxSearch,
  loaderDeps: ({ search: { q, sort, tag, assignee, team, priority } }) => ({ q, sort, tag, assignee, team, priority }),
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
  const phone = usePhoneBeside();
  return (
    <PhoneBesideContext value={phone}>
      <div className="relative flex min-h-0 min-w-0 flex-1">
        <InboxPage key={ws} view={views.find((known) => known === view) ?? 'all_open'} />
        {phone?.open && (
          <div
            ref={phone.over ? focusAtOnce : undefined}
            tabIndex={-1}
            className="absolute inset-y-0 end-0 z-20 flex w-full min-h-0 shrink-0 border-line bg-canvas outline-none md:w-auto md:border-s md:shadow-2 xl:static xl:shadow-none"
          >
            <Suspense fallback={<div aria-busy="true" className="w-101.5" />}>
              <OwnPhone onClose={phone.toggle} />
            </Suspense>
          </div>
        )}
      </div>
      <Outlet />
    </PhoneBesideContext>
  );
}

/** The phone of the customer whose conversation is open, if they have one in the simulator. */
function OwnPhone({ onClose }: { onClose: () => void }) {
  const { ws } = Route.useParams();
  const { conversation } = useParams({ strict: false });
  const open = useQuery({ ...conversations.get(ws, conversation ?? ''), enabled: conversation !== undefined });
  return <PhonePanel onClose={onClose} contactPhone={conversation ? (open.data?.contact.phone ?? null) : null} />;
}
