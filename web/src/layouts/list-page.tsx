// The frame of a page that is a list: title, tools, and what stands in the list's place while it loads, fails or is empty.
import { Trans } from '@lingui/react/macro';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { useTitle } from '~/lib/use-title';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';

interface Props {
  title: string;
  /** Beside the title. */
  actions?: ReactNode;
  /** Below the title: search and filters. */
  tools?: ReactNode;
  state: 'loading' | 'error' | 'empty' | 'ready';
  error?: unknown;
  onRetry: () => void;
  empty: ReactNode;
  /** New rows are on their way while old ones are shown. */
  fetching?: boolean;
  children: ReactNode;
}

export function ListPage({ title, actions, tools, state, error, onRetry, empty, fetching, children }: Props) {
  const { workspace } = useWorkspace();
  useTitle(title, workspace.name);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <header className="relative flex shrink-0 flex-col gap-3 border-line border-b px-4 pt-3 pb-3">
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
          <h1 tabIndex={-1} className="font-semibold text-16">
            {title}
          </h1>
          <div className="flex items-center gap-2">{actions}</div>
        </div>
        {tools && <div className="flex flex-wrap items-center gap-2">{tools}</div>}
        {fetching && (
          <span
            aria-hidden="true"
            className="absolute inset-x-0 -bottom-px h-0.5 animate-pulse bg-accent/60 motion-reduce:animate-none"
          />
        )}
      </header>
      {state === 'loading' && (
        <div aria-hidden="true" className="flex flex-col">
          {[0, 1, 2, 3, 4, 5].map((row) => (
            <div key={row} className="flex items-center gap-4 border-line border-b px-4 py-3">
              <Skeleton className="size-7 rounded-full" />
              <Skeleton className="h-4 w-40" />
              <Skeleton className="ms-auto h-4 w-24" />
            </div>
          ))}
        </div>
      )}
      {state === 'error' && <Failed error={error} onRetry={onRetry} />}
      {state === 'empty' && <div className="min-h-60 flex-1">{empty}</div>}
      {state === 'ready' && children}
    </div>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = asProblem(error);
  return (
    <EmptyState
      icon={CircleAlert}
      title={problem.detail}
      action={
        <Button onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      {problem.remedy}
      {problem.requestId && (
        <span className="block pt-1 font-mono text-11">
          <Trans>Request {problem.requestId}</Trans>
        </span>
      )}
    </EmptyState>
  );
}

type Paged = Pick<
  UseInfiniteQueryResult,
  | 'data'
  | 'error'
  | 'fetchNextPage'
  | 'hasNextPage'
  | 'isError'
  | 'isFetchNextPageError'
  | 'isFetching'
  | 'isFetchingNextPage'
  | 'isPending'
  | 'refetch'
>;

/** What the page of a list must know about it: spread on `ListPage`. */
export function stateOf(list: Omit<Paged, 'fetchNextPage' | 'hasNextPage'>, rows: number) {
  return {
    state: listState(list, rows),
    error: list.error,
    onRetry: () => void list.refetch(),
    fetching: list.isFetching && !list.isPending,
  };
}

/** How a list goes on: spread on `DataTable`. */
export function pagesOf(list: Paged) {
  const more = () => void list.fetchNextPage();
  return {
    hasMore: list.hasNextPage,
    onMore: () => {
      if (!list.isFetchingNextPage) more();
    },
    foot: <ListFoot more={list.hasNextPage} failed={list.isFetchNextPageError} onRetry={more} />,
  };
}

/** Which of the four states a query is in. */
export function listState(
  query: { isPending: boolean; isError: boolean; data: unknown },
  rows: number,
): Props['state'] {
  if (query.isPending) return 'loading';
  if (query.isError && query.data === undefined) return 'error';
  return rows === 0 ? 'empty' : 'ready';
}

/** The foot of a list that goes on. */
function ListFoot({ more, failed, onRetry }: { more: boolean; failed: boolean; onRetry: () => void }) {
  if (failed) {
    return (
      <p className="flex items-center justify-center gap-2 p-3 text-13 text-danger">
        <Trans>More rows could not be loaded.</Trans>
        <Button size="sm" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </p>
    );
  }
  return more ? (
    <p role="status" className="p-3 text-center text-12 text-fg-3">
      <Trans>Loading more…</Trans>
    </p>
  ) : null;
}
