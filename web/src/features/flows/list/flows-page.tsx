// All flows: what each does now, what starts it, who is in it, and what is wrong with its draft.

import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ListTree, Plus, SearchX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type FlowStarter, type FlowView, flows } from '~/api/flows';
import { ListPage, pagesOf, stateOf } from '~/layouts/list-page';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button, buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { SearchBox } from '~/ui/search-box';
import { Select } from '~/ui/select';
import { FirstFlow } from './first-flow';
import { FlowMenu } from './flow-menu';
import { type FlowsSearch, flowStates } from './search';
import { FlowProblems, FlowStateBadge } from './state-badge';
import { useMayEdit } from './use-may-edit';
import { useTriggerWords } from './use-trigger-words';

const NewFlowDialog = lazy(() => import('./new-flow-dialog'));

interface Props {
  search: FlowsSearch;
  onSearch: (next: { [Key in keyof FlowsSearch]: FlowsSearch[Key] | undefined }) => void;
}

export default function FlowsPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const refusal = useMayEdit();
  const [starter, setStarter] = useState<FlowStarter | null>(null);
  const list = useInfiniteQuery(
    flows.list(ws, { ...(search.q && { q: search.q }), ...(search.state && { state: search.state }) }),
  );
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const columns = useColumns();
  const filtered = Boolean(search.q || search.state);
  const open = (from: FlowStarter | null) => {
    setStarter(from);
    onSearch({ new: true });
  };
  return (
    <ListPage
      title={t`Flows`}
      actions={
        <>
          <Link to="/w/$ws/runs" params={{ ws }} className={buttonClass({ variant: 'secondary' })}>
            <ListTree aria-hidden="true" className="size-4" strokeWidth={1.75} />
            <Trans>Runs</Trans>
          </Link>
          <Button variant="primary" icon={Plus} disabledReason={refusal} onClick={() => open(null)}>
            <Trans>New flow</Trans>
          </Button>
        </>
      }
      tools={
        <>
          <SearchBox
            label={t`Search flows`}
            value={search.q ?? ''}
            onChange={(q) => onSearch({ q: q || undefined })}
            className="w-full md:w-72"
          />
          <Select
            label={t`State`}
            className="w-40!"
            value={search.state ?? ''}
            options={[
              { value: '', label: t`Every state` },
              ...flowStates.map((state) => ({
                value: state,
                label: { live: t`Live`, draft: t`Draft`, off: t`Off` }[state],
              })),
            ]}
            onChange={(state) => onSearch({ state: flowStates.find((one) => one === state) })}
          />
        </>
      }
      {...stateOf(list, rows.length)}
      empty={
        filtered ? (
          <EmptyState
            icon={SearchX}
            title={t`No flow fits`}
            action={<Button onClick={() => onSearch({ q: undefined, state: undefined })}>{t`Show all`}</Button>}
          />
        ) : (
          <FirstFlow refusal={refusal} onStart={open} />
        )
      }
    >
      <DataTable
        label={t`Flows`}
        rows={rows}
        rowKey={(flow) => flow.id}
        columns={columns}
        card={(flow) => <FlowCard flow={flow} />}
        {...pagesOf(list)}
      />
      {search.new && (
        <Suspense fallback={null}>
          <NewFlowDialog open starter={starter} onClose={() => onSearch({ new: undefined })} />
        </Suspense>
      )}
    </ListPage>
  );
}

function useColumns(): Column<FlowView>[] {
  const { t } = useLingui();
  const now = useNow();
  return [
    { id: 'name', header: t`Name`, width: 'minmax(14rem,2fr)', cell: (flow) => <Name flow={flow} /> },
    { id: 'state', header: t`State`, width: 'minmax(9rem,1fr)', cell: (flow) => <FlowStateBadge flow={flow} /> },
    { id: 'triggers', header: t`Starts with`, width: 'minmax(9rem,1.2fr)', cell: (flow) => <Triggers flow={flow} /> },
    { id: 'runs', header: t`Running now`, width: '7rem', cell: (flow) => <Running flow={flow} /> },
    { id: 'problems', header: t`Problems`, width: '8rem', cell: (flow) => <FlowProblems flow={flow} /> },
    {
      id: 'changed',
      header: t`Last change`,
      width: '9rem',
      cell: (flow) => (
        <span className="flex flex-col">
          <time dateTime={flow.draft_saved_at} data-tooltip={exact(flow.draft_saved_at)}>
            {ago(flow.draft_saved_at, now)}
          </time>
          {flow.draft_saved_by && <bdi className="truncate text-12 text-fg-3">{flow.draft_saved_by.name}</bdi>}
        </span>
      ),
    },
    {
      id: 'menu',
      header: <span className="sr-only">{t`Actions`}</span>,
      width: '2.5rem',
      cell: (flow) => <FlowMenu flow={flow} />,
    },
  ];
}

function Name({ flow }: { flow: FlowView }) {
  const { id: ws } = useWorkspace();
  return (
    <span className="flex min-w-0 flex-col">
      <Link
        to="/w/$ws/flows/$flow/edit"
        params={{ ws, flow: flow.id }}
        className="truncate rounded-badge font-medium text-14 underline-offset-2 hover:underline"
      >
        <bdi>{flow.name}</bdi>
      </Link>
      {flow.description && <bdi className="truncate text-12 text-fg-3">{flow.description}</bdi>}
    </span>
  );
}

function Triggers({ flow }: { flow: FlowView }) {
  const { t } = useLingui();
  const words = useTriggerWords();
  if (flow.triggers.length === 0) return <span className="text-fg-3">{t`Nothing yet`}</span>;
  return <span className="line-clamp-2">{[...new Set(flow.triggers)].map(words).join(', ')}</span>;
}

function Running({ flow }: { flow: FlowView }) {
  const { id: ws } = useWorkspace();
  if (flow.runs_active === 0) return <span className="text-fg-3">–</span>;
  return (
    <Link
      to="/w/$ws/flows/$flow/runs"
      params={{ ws, flow: flow.id }}
      className="inline-flex items-center gap-1.5 rounded-badge font-medium underline-offset-2 hover:underline"
    >
      <span aria-hidden="true" className="size-2 rounded-full bg-success" />
      {flow.runs_active.toLocaleString()}
    </Link>
  );
}

function FlowCard({ flow }: { flow: FlowView }) {
  const now = useNow();
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-start justify-between gap-2">
        <Name flow={flow} />
        <FlowMenu flow={flow} />
      </div>
      <FlowStateBadge flow={flow} />
      <p className="text-12 text-fg-2">
        <Triggers flow={flow} />
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-fg-3">
        {flow.runs_active > 0 && <Running flow={flow} />}
        {flow.errors + flow.warnings > 0 && <FlowProblems flow={flow} />}
        <time dateTime={flow.draft_saved_at}>{ago(flow.draft_saved_at, now)}</time>
      </div>
    </div>
  );
}
