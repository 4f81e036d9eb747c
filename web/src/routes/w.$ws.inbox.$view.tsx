// The inbox: one page for the list and the open conversation, so that moving through the list keeps its place.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { createFileRoute, notFound, Outlet } from '@tanstack/react-router';
import { Smartphone } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { account } from '~/api/account';
import { conversations, views } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { queryClient } from '~/api/query-client';
import InboxPage from '~/features/inbox/inbox-page';
import { parseInboxSearch } from '~/features/inbox/search';
import { loadString, save } from '~/lib/storage';
import { useMedia } from '~/lib/use-media';
import { IconButton } from '~/ui/icon-button';

const PhonePanel = lazy(() =>
  import('~/features/simulator/phone-panel').then(({ PhonePanel }) => ({ default: PhonePanel })),
);

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
      <div className="flex min-h-0 min-w-0 flex-1 flex-col xl:flex-row">
        <InboxPage key={ws} view={views.find((known) => known === view) ?? 'all_open'} />
        <PhoneBeside />
      </div>
      <Outlet />
    </>
  );
}

/** A customer's phone beside the inbox, where the simulator runs and there is room for both. */
function PhoneBeside() {
  const { t } = useLingui();
  const { can } = useWorkspace();
  const system = useQuery(account.system());
  const roomy = useMedia('(min-width: 80rem)');
  const [open, setOpen] = useState(() => loadString('phone-beside', 'no') === 'yes');
  if (!roomy || !system.data?.simulator_enabled || !can.has('simulator:use')) return null;
  const show = (next: boolean) => {
    setOpen(next);
    save('phone-beside', next ? 'yes' : 'no');
  };
  if (open) {
    return (
      <div className="flex min-h-0 shrink-0 border-line border-s">
        <Suspense fallback={null}>
          <PhonePanel onClose={() => show(false)} />
        </Suspense>
      </div>
    );
  }
  return (
    <div className="flex shrink-0 flex-col items-center border-line border-s bg-surface px-1 py-2">
      <IconButton icon={Smartphone} label={t`Show a customer's phone`} onClick={() => show(true)} />
    </div>
  );
}
