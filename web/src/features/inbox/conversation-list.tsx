// The list of a view: its name, search and filters, and the conversations, drawn only where they can be seen.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheckBig, CloudOff, SearchX } from 'lucide-react';
import { useState } from 'react';
import { rowsOf } from '~/api/conversation-pages';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { ConversationRows } from './conversation-rows';
import { holdOrder } from './held-order';
import { ListHeader } from './list-header';
import type { InboxPlace } from './use-inbox';
import { emptyViews } from './view-names';

export function ConversationList({ inbox }: { inbox: InboxPlace }) {
  const { t, i18n } = useLingui();
  const { id: ws } = useWorkspace();
  const { q, tag, assignee, team, priority, sort } = inbox.search;
  const list = useInfiniteQuery(conversations.list(ws, { view: inbox.view, q, tag, assignee, team, priority, sort }));
  const held = useHeldRows(rowsOf(list.data), `${inbox.view} ${q} ${tag} ${assignee} ${team} ${priority} ${sort}`);
  const filtered = Boolean(q || tag || assignee || team || priority);

  return (
    <section aria-label={t`Conversations`} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <ListHeader inbox={inbox} fetching={list.isFetching && !list.isPending} />
      {list.isPending ? (
        <ListSkeleton />
      ) : list.isError && held.rows.length === 0 ? (
        <EmptyState
          icon={CloudOff}
          title={asProblem(list.error).detail}
          action={
            <Button onClick={() => list.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          {asProblem(list.error).remedy}
        </EmptyState>
      ) : held.rows.length === 0 ? (
        <EmptyState
          icon={filtered ? SearchX : CircleCheckBig}
          title={filtered ? t`No conversations match` : i18n._(emptyViews[inbox.view])}
          action={
            filtered && (
              <Button
                onClick={() =>
                  inbox.setSearch({
                    q: undefined,
                    tag: undefined,
                    assignee: undefined,
                    team: undefined,
                    priority: undefined,
                  })
                }
              >
                <Trans>Clear filters</Trans>
              </Button>
            )
          }
        />
      ) : (
        <ConversationRows
          rows={held.rows}
          inbox={inbox}
          hasMore={list.hasNextPage}
          onMore={() => !list.isFetchingNextPage && list.fetchNextPage()}
          waiting={held.waiting}
          onRelease={held.release}
          onPoint={held.point}
        />
      )}
    </section>
  );
}

/** While the pointer is over the list its order stands still; what would have moved is counted. */
function useHeldRows<Row extends { id: string }>(rows: Row[], key: string) {
  const [hold, setHold] = useState<{ key: string; order: string[] } | null>(null);
  const active = hold?.key === key ? hold : null;
  const held = active ? holdOrder(active.order, rows) : { rows, waiting: 0 };
  const order = () => rows.map((row) => row.id);
  return {
    ...held,
    point: (inside: boolean) => setHold(inside ? { key, order: order() } : null),
    release: () => setHold({ key, order: order() }),
  };
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col overflow-hidden">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
        <div key={key} className="flex h-(--row-height) shrink-0 items-center gap-3 border-line border-b px-3">
          <Skeleton className="size-9 shrink-0 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
