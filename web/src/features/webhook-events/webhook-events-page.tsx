// Every raw delivery from WhatsApp: what became of it, its bytes, and another try for what failed.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { SearchX, Webhook } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { webhookEvents } from '~/api/operations';
import type { components } from '~/generated/api';
import { ListPage, pagesOf, stateOf } from '~/layouts/list-page';
import { ForbiddenPage } from '~/layouts/notice-page';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { EventDetail } from './event-detail';
import { EventFilters } from './event-filters';
import { EventStats } from './event-stats';
import { ReplayDead } from './replay-dead';
import { filterOf, type WebhookEventsSearch } from './search';
import { StateBadge } from './state-badge';

type WebhookEvent = components['schemas']['WebhookEventView'];

const noFilter = { state: undefined, field: undefined, from: undefined, to: undefined };

interface Props {
  search: WebhookEventsSearch;
  onSearch: (next: Partial<WebhookEventsSearch>) => void;
}

export default function WebhookEventsPage(props: Props) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  return can.has('webhook_events:read') ? <Events {...props} /> : <ForbiddenPage place={t`webhook deliveries`} />;
}

function Events({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useInfiniteQuery(webhookEvents.list(id, filterOf(search)));
  const stats = useQuery(webhookEvents.stats(id));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const open = (event: WebhookEvent) => onSearch({ event: event.id });
  const columns = useColumns(open);
  return (
    <ListPage
      title={t`Webhook events`}
      actions={
        <>
          <ReplayDead search={search} dead={stats.data?.dead ?? 0} />
          <Button
            size="sm"
            busy={list.isRefetching}
            onClick={() => {
              void list.refetch();
              void stats.refetch();
            }}
          >
            <Trans>Refresh</Trans>
          </Button>
        </>
      }
      tools={
        <>
          <EventStats stats={stats.data} state={search.state} onState={(state) => onSearch({ state })} />
          <EventFilters search={search} onSearch={onSearch} />
        </>
      }
      {...stateOf(list, rows.length)}
      empty={
        list.hasNextPage ? (
          <EmptyState
            icon={SearchX}
            title={t`Nothing fits among the newest deliveries`}
            action={
              <Button
                busy={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >{t`Look further back`}</Button>
            }
          />
        ) : search.state || search.field || search.from || search.to ? (
          <EmptyState
            icon={SearchX}
            title={t`No delivery fits the filters`}
            action={<Button onClick={() => onSearch(noFilter)}>{t`Show all`}</Button>}
          />
        ) : (
          <EmptyState icon={Webhook} title={t`WhatsApp delivered nothing yet`}>
            <Trans>The first message to your number appears here, byte for byte.</Trans>
          </EmptyState>
        )
      }
    >
      <DataTable
        label={t`Webhook events`}
        rows={rows}
        rowKey={(event) => event.id}
        columns={columns}
        card={(event) => <EventCard event={event} onOpen={() => open(event)} />}
        onOpen={open}
        current={search.event}
        {...pagesOf(list)}
      />
      <EventDetail id={search.event ?? null} onClose={() => onSearch({ event: undefined })} />
    </ListPage>
  );
}

function useColumns(open: (event: WebhookEvent) => void): Column<WebhookEvent>[] {
  const { t } = useLingui();
  const now = useNow();
  return [
    {
      id: 'received',
      header: t`Received`,
      width: '9rem',
      cell: (event) => (
        <button
          type="button"
          className="rounded-badge font-medium hover:underline"
          data-tooltip={exact(event.received_at)}
          onClick={() => open(event)}
        >
          {ago(event.received_at, now)}
        </button>
      ),
    },
    { id: 'state', header: t`State`, width: '8rem', cell: (event) => <StateBadge state={event.state} /> },
    { id: 'fields', header: t`Carries`, width: 'minmax(10rem,1fr)', cell: (event) => <Fields event={event} /> },
    {
      id: 'items',
      header: t`Items`,
      width: '8rem',
      cell: (event) => t`${event.new_item_count} new of ${event.item_count}`,
    },
    { id: 'deliveries', header: t`Delivered`, width: '6rem', cell: (event) => t`${event.delivery_count} ×` },
    {
      id: 'error',
      header: t`Problem`,
      width: 'minmax(8rem,1.5fr)',
      cell: (event) => event.error && <span className="line-clamp-2 text-danger">{event.error.detail}</span>,
    },
  ];
}

function Fields({ event }: { event: WebhookEvent }) {
  return (
    <span className="flex flex-wrap gap-1">
      {event.fields.map((field) => (
        <Badge key={field} className="font-mono">
          {field}
        </Badge>
      ))}
    </span>
  );
}

function EventCard({ event, onOpen }: { event: WebhookEvent; onOpen: () => void }) {
  const { t } = useLingui();
  const now = useNow();
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <button type="button" className="font-medium hover:underline" onClick={onOpen}>
          {ago(event.received_at, now)}
        </button>
        <StateBadge state={event.state} />
      </div>
      <div className="flex flex-wrap items-center gap-2 text-12 text-fg-3">
        <Fields event={event} />
        <span>{t`${event.new_item_count} new of ${event.item_count}`}</span>
        {event.delivery_count > 1 && <span>{t`delivered ${event.delivery_count} ×`}</span>}
      </div>
      {event.error && <p className="text-12 text-danger">{event.error.detail}</p>}
    </div>
  );
}
