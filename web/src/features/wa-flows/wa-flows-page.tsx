// All of WhatsApp's own forms: what state they are in, whether they can be sent, and how many came back lately.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ClipboardList, Plus, RefreshCw, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { isUnderWay, type WaFlow, waFlows } from '~/api/wa-flows';
import { ListPage, listState } from '~/layouts/list-page';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { SearchBox } from '~/ui/search-box';
import { Select } from '~/ui/select';
import { toast } from '~/ui/toast';
import { useFormAlerts } from './alerts';
import { AlertMark, HealthDot, StatusBadge } from './badges';
import { CreateDialog } from './create-dialog';
import type { WaFlowsSearch } from './search';
import { type statusTone, useWaFlowWords } from './words';

interface Props {
  search: WaFlowsSearch;
  onSearch: (next: Partial<WaFlowsSearch>) => void;
}

export default function WaFlowsPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const navigate = useNavigate();
  const words = useWaFlowWords();
  const [creating, setCreating] = useState(false);
  const list = useQuery(waFlows.list(id));
  const sync = useMutation({
    ...waFlows.sync(id),
    onSuccess: () => toast({ title: t`The forms are being fetched from Meta.` }),
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
  });
  const columns = useColumns();
  const refusal = can.permission('wa_flows:manage');
  const all = list.data?.data ?? [];
  const wanted = search.q?.toLowerCase() ?? '';
  const rows = all.filter(
    (flow) =>
      flow.name.toLowerCase().includes(wanted) && (search.status === undefined || flow.status === search.status),
  );
  const open = (flow: WaFlow) =>
    void navigate({ to: '/w/$ws/wa-flows/$flow/$tab', params: { ws: id, flow: flow.id, tab: 'code' } });
  const create = (
    <Button variant="primary" icon={Plus} disabledReason={refusal} onClick={() => setCreating(true)}>
      <Trans>New form</Trans>
    </Button>
  );
  return (
    <ListPage
      title={t`WhatsApp Flows`}
      actions={
        <>
          <Button
            icon={RefreshCw}
            busy={sync.isPending || isUnderWay(list.data?.sync?.state)}
            disabledReason={refusal}
            aria-label={t`Sync with Meta`}
            onClick={() => sync.mutate()}
          >
            <Trans>Sync</Trans>
          </Button>
          {create}
        </>
      }
      tools={
        all.length > 0 && (
          <>
            <SearchBox
              label={t`Search names`}
              value={search.q ?? ''}
              onChange={(q) => onSearch({ q: q || undefined })}
              className="min-w-0 flex-1 basis-48"
            />
            <Select
              label={t`Any state`}
              value={search.status ?? 'any'}
              onChange={(value) => onSearch({ status: value === 'any' ? undefined : value })}
              options={[
                { value: 'any', label: t`Any state` },
                ...statuses.map((status) => ({ value: status, label: words.status(status) })),
              ]}
              className="max-w-48"
            />
          </>
        )
      }
      state={listState(list, rows.length)}
      error={list.error}
      onRetry={() => void list.refetch()}
      fetching={list.isFetching && !list.isPending}
      empty={
        all.length > 0 ? (
          <EmptyState
            icon={SearchX}
            title={t`No forms match`}
            action={
              <Button onClick={() => onSearch({ q: undefined, status: undefined })}>
                <Trans>Clear filters</Trans>
              </Button>
            }
          />
        ) : (
          <EmptyState icon={ClipboardList} title={t`No forms yet`} action={create}>
            <Trans>Customers fill in a form without leaving the chat: appointments, leads, surveys.</Trans>
          </EmptyState>
        )
      }
    >
      <DataTable
        label={t`WhatsApp Flows`}
        rows={rows}
        rowKey={(flow) => flow.id}
        columns={columns}
        card={(flow) => <Card flow={flow} />}
        onOpen={open}
      />
      {creating && <CreateDialog onClose={() => setCreating(false)} onCreated={open} />}
    </ListPage>
  );
}

const statuses = [
  'DRAFT',
  'PUBLISHED',
  'THROTTLED',
  'BLOCKED',
  'DEPRECATED',
] as const satisfies (keyof typeof statusTone)[];

function NameLink({ flow }: { flow: WaFlow }) {
  const { id } = useWorkspace();
  return (
    <Link
      to="/w/$ws/wa-flows/$flow/$tab"
      params={{ ws: id, flow: flow.id, tab: 'code' }}
      className="truncate font-medium text-14 hover:underline"
    >
      <bdi>{flow.name}</bdi>
    </Link>
  );
}

function useColumns(): Column<WaFlow>[] {
  const { t } = useLingui();
  const words = useWaFlowWords();
  const alertsOf = useFormAlerts();
  const now = useNow();
  return [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(14rem,1.6fr)',
      cell: (flow) => (
        <span className="flex min-w-0 flex-col">
          <NameLink flow={flow} />
          <span className="truncate text-12 text-fg-3">{flow.categories.map(words.category).join(', ')}</span>
        </span>
      ),
    },
    {
      id: 'state',
      header: t`State`,
      width: 'minmax(10rem,1fr)',
      cell: (flow) => (
        <span className="flex items-center gap-2">
          <StatusBadge flow={flow} />
          {flow.has_changes && (
            <Badge tone="accent">
              <Trans>Changed here</Trans>
            </Badge>
          )}
        </span>
      ),
    },
    {
      id: 'health',
      header: t`Health`,
      width: '5.5rem',
      cell: (flow) => (
        <span className="flex items-center gap-2">
          <HealthDot flow={flow} />
          <AlertMark alerts={alertsOf([flow.meta_id])} />
        </span>
      ),
    },
    {
      id: 'endpoint',
      header: t`Answered by`,
      width: 'minmax(8rem,0.8fr)',
      cell: (flow) => <span className="truncate text-13 text-fg-2">{words.endpoint(flow.endpoint.kind)}</span>,
    },
    {
      id: 'submissions',
      header: t`7 days`,
      width: '5rem',
      cell: (flow) => <span className="text-13 tabular-nums">{flow.submissions_7d.toLocaleString()}</span>,
    },
    {
      id: 'version',
      header: t`Version`,
      width: '4.5rem',
      cell: (flow) => <span className="text-13 text-fg-2 tabular-nums">{flow.json_version ?? '–'}</span>,
    },
    {
      id: 'updated',
      header: t`Changed`,
      width: '7rem',
      cell: (flow) => (
        <time dateTime={flow.updated_at} data-tooltip={exact(flow.updated_at)} className="text-13 text-fg-3">
          {ago(flow.updated_at, now)}
        </time>
      ),
    },
  ];
}

function Card({ flow }: { flow: WaFlow }) {
  const words = useWaFlowWords();
  const alertsOf = useFormAlerts();
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-3">
        <span className="flex min-w-0 flex-1">
          <NameLink flow={flow} />
        </span>
        <AlertMark alerts={alertsOf([flow.meta_id])} />
        <HealthDot flow={flow} />
      </div>
      <div className="flex items-center gap-2 text-12 text-fg-3">
        <StatusBadge flow={flow} />
        <span className="truncate">{flow.categories.map(words.category).join(', ')}</span>
        <span className="ms-auto shrink-0">
          <Plural value={flow.submissions_7d} one="# this week" other="# this week" />
        </span>
      </div>
    </div>
  );
}
