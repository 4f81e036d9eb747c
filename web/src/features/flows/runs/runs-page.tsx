// Runs of one flow, or of all: who is or was in it, how far, how it ended, what went wrong. Filters live in the address.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, ListTree, SearchX } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { type RunView, runs } from '~/api/flow-runs';
import { ListPage, pagesOf, stateOf } from '~/layouts/list-page';
import { RunBadge, useWaitWords } from '~/layouts/run-badge';
import { ago, exact, upcoming } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { nodeTitle } from '../canvas/names';
import { FlowHead } from './flow-head';
import { RunFilters } from './run-filters';
import { filterOf, type RunsSearch } from './search';
import { span } from './times';

interface Props {
  /** Only this flow's; else all, to be narrowed by the filter. */
  flow?: string;
  search: RunsSearch;
  onSearch: (next: { [Key in keyof RunsSearch]: RunsSearch[Key] | undefined }) => void;
}

const noFilter = { status: undefined, flow: undefined, contact: undefined, from: undefined, to: undefined };

export default function RunsPage({ flow, search, onSearch }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  const list = useInfiniteQuery(runs.list(ws, { ...filterOf(search), ...(flow && { flow }) }));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const columns = useColumns(flow === undefined);
  const filtered = Object.values(search).some(Boolean);
  const open = (run: RunView) =>
    void navigate({ to: '/w/$ws/flows/$flow/runs/$run', params: { ws, flow: run.flow.id, run: run.id } });
  const page = (
    <ListPage
      title={t`Runs`}
      actions={
        <Button size="sm" busy={list.isRefetching} onClick={() => void list.refetch()}>
          <Trans>Refresh</Trans>
        </Button>
      }
      tools={<RunFilters search={search} onSearch={onSearch} withFlow={flow === undefined} />}
      {...stateOf(list, rows.length)}
      empty={
        filtered ? (
          <EmptyState
            icon={SearchX}
            title={t`No run fits the filters`}
            action={<Button onClick={() => onSearch(noFilter)}>{t`Show all`}</Button>}
          />
        ) : (
          <EmptyState icon={ListTree} title={t`No runs yet`}>
            <Trans>Each time a flow starts with somebody, its run appears here with every step it took.</Trans>
          </EmptyState>
        )
      }
    >
      <DataTable
        label={t`Runs`}
        rows={rows}
        rowKey={(run) => run.id}
        columns={columns}
        card={(run) => <RunCard run={run} withFlow={flow === undefined} />}
        onOpen={open}
        {...pagesOf(list)}
      />
    </ListPage>
  );
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      {flow ? <FlowHead flow={flow} page={t`Runs`} /> : <BackToFlows />}
      {page}
    </div>
  );
}

function BackToFlows() {
  const { id: ws } = useWorkspace();
  return (
    <p className="flex shrink-0 items-center border-line border-b px-3 py-2">
      <Link
        to="/w/$ws/flows"
        params={{ ws }}
        className="touch-target inline-flex items-center gap-1.5 rounded-control px-1.5 text-13 text-fg-2 hover:text-fg"
      >
        <ArrowLeft aria-hidden="true" className="mirror size-4" strokeWidth={1.75} />
        <Trans>All flows</Trans>
      </Link>
    </p>
  );
}

function useColumns(withFlow: boolean): Column<RunView>[] {
  const { t } = useLingui();
  const now = useNow();
  const waits = useWaitWords();
  return [
    { id: 'contact', header: t`Contact`, width: 'minmax(10rem,1.4fr)', cell: (run) => <Who run={run} /> },
    ...(withFlow
      ? [
          {
            id: 'flow',
            header: t`Flow`,
            width: 'minmax(9rem,1.2fr)',
            cell: (run: RunView) => <bdi className="block truncate">{run.flow.name}</bdi>,
          },
        ]
      : []),
    {
      id: 'version',
      header: t`Version`,
      width: '4.5rem',
      cell: (run) => <span className="text-fg-2">v{run.version}</span>,
    },
    {
      id: 'state',
      header: t`State`,
      width: 'minmax(11rem,1.4fr)',
      cell: (run) => (
        <span className="flex flex-col items-start gap-0.5">
          <RunBadge run={run} />
          {run.status === 'ended' && run.outcome && <bdi className="truncate text-12 text-fg-3">{run.outcome}</bdi>}
          {run.status === 'waiting' && run.waiting_for.length > 0 && (
            <span className="text-12 text-fg-3">
              {waits(run.waiting_for)}
              {run.wake_at && ` · ${upcoming(run.wake_at, now)}`}
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'node',
      header: t`Last step`,
      width: 'minmax(7rem,1fr)',
      cell: (run) => run.node && <bdi className="block truncate">{nodeTitle(run.node)}</bdi>,
    },
    { id: 'steps', header: t`Steps`, width: '4rem', cell: (run) => <span className="tabular-nums">{run.steps}</span> },
    {
      id: 'time',
      header: t`Started`,
      width: '8.5rem',
      cell: (run) => (
        <span className="flex flex-col">
          <time dateTime={run.started_at} data-tooltip={exact(run.started_at)}>
            {ago(run.started_at, now)}
          </time>
          <span className="text-12 text-fg-3">{lasted(run, now)}</span>
        </span>
      ),
    },
    {
      id: 'problem',
      header: t`Problem`,
      width: 'minmax(8rem,1.4fr)',
      cell: (run) => run.problem && <span className="line-clamp-2 text-12 text-danger">{run.problem}</span>,
    },
  ];
}

function Who({ run }: { run: RunView }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  return (
    <Link
      to="/w/$ws/flows/$flow/runs/$run"
      params={{ ws, flow: run.flow.id, run: run.id }}
      aria-label={t`Run of ${run.contact.name}`}
      className="block truncate rounded-badge font-medium underline-offset-2 hover:underline"
    >
      <bdi>{run.contact.name}</bdi>
    </Link>
  );
}

function RunCard({ run, withFlow }: { run: RunView; withFlow: boolean }) {
  const now = useNow();
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2">
        <Who run={run} />
        <RunBadge run={run} className="shrink-0" />
      </div>
      <p className="truncate text-12 text-fg-3">
        {withFlow && (
          <>
            <bdi>{run.flow.name}</bdi>
            {' · '}
          </>
        )}
        v{run.version} · <Plural value={run.steps} one="# step" other="# steps" />
        {' · '}
        <time dateTime={run.started_at}>{ago(run.started_at, now)}</time>
      </p>
      {run.problem && <p className="line-clamp-2 text-12 text-danger">{run.problem}</p>}
    </div>
  );
}

function lasted(run: RunView, now: number): string {
  return span((run.ended_at ? Date.parse(run.ended_at) : now) - Date.parse(run.started_at));
}
