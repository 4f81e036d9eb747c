// Everything that waits for its time, in all conversations: soonest first, each to be changed or taken off.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { scheduled } from '~/api/scheduled';
import type { ScheduledMessage } from '~/api/schema';
import { ListPage, pagesOf, stateOf } from '~/layouts/list-page';
import { Avatar } from '~/ui/avatar';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { bodyOf, ScheduledMenu } from './scheduled-menu';
import { ScheduledTime } from './scheduled-time';

export default function ScheduledPage() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useInfiniteQuery(scheduled.ofWorkspace(id));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const columns = useColumns();
  return (
    <ListPage
      title={t`Scheduled messages`}
      {...stateOf(list, rows.length)}
      empty={
        <EmptyState icon={CalendarClock} title={t`Nothing is waiting for its time`}>
          <Trans>To send something later, open the arrow beside Send in a conversation.</Trans>
        </EmptyState>
      }
    >
      <DataTable
        label={t`Scheduled messages`}
        rows={rows}
        rowKey={(message) => message.id}
        columns={columns}
        card={(message) => <Card message={message} />}
        {...pagesOf(list)}
      />
    </ListPage>
  );
}

function useColumns(): Column<ScheduledMessage>[] {
  const { t } = useLingui();
  return [
    { id: 'at', header: t`Goes`, width: '9rem', cell: (message) => <ScheduledTime message={message} /> },
    { id: 'to', header: t`To`, width: 'minmax(10rem,1fr)', cell: (message) => <Customer message={message} /> },
    {
      id: 'what',
      header: t`Message`,
      width: 'minmax(12rem,2fr)',
      cell: (message) => (
        <span dir="auto" className="line-clamp-2">
          {bodyOf(message)}
        </span>
      ),
    },
    {
      id: 'by',
      header: t`By`,
      width: '9rem',
      cell: (message) => <bdi className="truncate">{message.author_name}</bdi>,
    },
    {
      id: 'more',
      header: <span className="sr-only">{t`Actions`}</span>,
      width: '2.5rem',
      cell: (message) => <ScheduledMenu message={message} closes={null} />,
    },
  ];
}

/** Leads to the conversation it is for. */
function Customer({ message }: { message: ScheduledMessage }) {
  const { id } = useWorkspace();
  return (
    <Link
      to="/w/$ws/inbox/$view/$conversation"
      params={{ ws: id, view: 'all', conversation: message.conversation_id }}
      className="touch-target flex min-w-0 items-center gap-2 rounded-badge font-medium hover:underline"
    >
      <Avatar id={message.contact_id} name={message.contact_name} size="sm" />
      <bdi className="truncate">{message.contact_name}</bdi>
    </Link>
  );
}

function Card({ message }: { message: ScheduledMessage }) {
  return (
    <div className="flex items-start gap-2">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <Customer message={message} />
        <p dir="auto" className="line-clamp-2 text-13">
          {bodyOf(message)}
        </p>
        <p className="flex items-center gap-1 text-12 text-fg-2">
          <CalendarClock aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
          <ScheduledTime message={message} />
          <span aria-hidden="true">·</span>
          <bdi className="truncate">{message.author_name}</bdi>
        </p>
      </div>
      <ScheduledMenu message={message} closes={null} />
    </div>
  );
}
