// One conversation in the list: who, when, what was said last, and what needs attention.
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Bot, Check, CircleAlert, CircleSlash, Clock, Flag, Moon, Smartphone } from 'lucide-react';
import { useMemo } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { drafts } from '~/api/drafts';
import { penOf } from '~/api/pen';
import type { Conversation } from '~/api/schema';
import { members } from '~/api/team';
import { teams } from '~/api/teams';
import { exact, listTime, timeLeft, upcoming } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Avatar } from '~/ui/avatar';
import { Badge, CountBadge, TagChip } from '~/ui/badge';
import { plain } from '~/whatsapp/format';
import { Ticks } from '~/whatsapp/ticks';

interface ConversationRowProps {
  id: string;
  row: Conversation;
  active: boolean;
  open: boolean;
  position: number;
  size: number;
  offset: number;
  /** Chosen, to do something with several. */
  chosen: boolean;
  /** Some row is chosen: all of them show the box. */
  choosing: boolean;
  onOpen: () => void;
  onChoose: (range: boolean) => void;
}

export function ConversationRow(props: ConversationRowProps) {
  const { id, row, active, open, position, size, offset, chosen, choosing, onOpen, onChoose } = props;
  const { contact, last_message: last, unread_count: unread } = row;
  const now = useNow();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox that owns this option handles the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={choosing ? chosen : open}
      aria-current={open}
      aria-setsize={size}
      aria-posinset={position}
      onClick={(event) => {
        if (event.shiftKey || event.ctrlKey || event.metaKey) onChoose(event.shiftKey);
        else onOpen();
      }}
      // Shift+click chooses rows, not their text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      className={clsx(
        'group/row absolute inset-x-0 top-0 flex h-(--row-height) items-center gap-3 border-line border-b px-3',
        open || chosen ? 'bg-selected' : 'hover:bg-hover',
        active &&
          'group-focus-visible/list:outline-2 group-focus-visible/list:outline-accent group-focus-visible/list:-outline-offset-2',
      )}
      style={{ transform: `translateY(${offset}px)` }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: X does it from the keyboard */}
      <span
        data-choose
        className="relative shrink-0"
        onClick={(event) => {
          event.stopPropagation();
          onChoose(event.shiftKey);
        }}
      >
        <Avatar id={contact.id} name={contact.display_name} />
        <span
          className={clsx(
            'absolute inset-0 flex items-center justify-center rounded-full',
            chosen
              ? 'bg-accent text-accent-fg'
              : choosing
                ? 'border-2 border-accent'
                : 'border border-line-strong bg-surface opacity-0 fine:hover:opacity-100',
          )}
        >
          {chosen && <Check aria-hidden="true" className="size-5" />}
        </span>
      </span>
      <div className="flex min-w-0 flex-1 flex-col justify-center">
        <div className="flex items-baseline gap-2">
          <span className={clsx('min-w-0 flex-1 truncate text-14', unread > 0 ? 'font-semibold' : 'font-medium')}>
            <bdi>{contact.display_name}</bdi>
          </span>
          {last && (
            <time
              dir="auto"
              dateTime={last.at}
              data-tooltip={exact(last.at)}
              className={clsx('shrink-0 text-12', unread > 0 ? 'font-medium text-accent-text' : 'text-fg-3')}
            >
              {listTime(last.at, now)}
            </time>
          )}
        </div>
        <div className="flex items-center gap-2">
          <Preview row={row} open={open} />
          <CountBadge count={unread} label={plural(unread, { one: '# unread message', other: '# unread messages' })} />
        </div>
        <Chips row={row} now={now} />
      </div>
    </div>
  );
}

/** What this member began to answer and did not send. */
function useDraftOf(conversation: string): string | undefined {
  const { id: ws, can } = useWorkspace();
  const { data } = useQuery({ ...drafts.list(ws), enabled: can.has('messages:send') });
  return data?.find((one) => one.conversation_id === conversation && one.box === 'reply')?.body;
}

function Preview({ row, open }: { row: Conversation; open: boolean }) {
  const { t } = useLingui();
  const draft = useDraftOf(row.id);
  const { last_message: last, unread_count: unread } = row;
  const words = useMemo(() => plain(last?.preview ?? ''), [last?.preview]);
  if (draft && !open && unread === 0) {
    return (
      <span className="min-w-0 flex-1 truncate text-13 text-fg-2">
        <span className="text-danger">
          <Trans>Draft:</Trans>
        </span>{' '}
        <bdi>{draft}</bdi>
      </span>
    );
  }
  if (!last) {
    return (
      <span className="flex-1 truncate text-13 text-fg-3">
        <Trans>No messages yet</Trans>
      </span>
    );
  }
  if (last.status === 'failed') {
    return (
      <span className="flex min-w-0 flex-1 items-center gap-1 text-13 text-danger">
        <CircleAlert aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="truncate">
          <Trans>Not delivered</Trans>
          {': '}
          <bdi>{words}</bdi>
        </span>
      </span>
    );
  }
  const outbound = last.direction === 'outbound';
  return (
    <span
      className={clsx(
        'flex min-w-0 flex-1 items-center gap-1 text-13',
        unread > 0 ? 'font-medium text-fg' : 'text-fg-2',
      )}
    >
      {outbound && last.author_kind === 'flow' && <Bot aria-label={t`Bot`} className="size-3.5 shrink-0 text-fg-3" />}
      {outbound && last.author_kind === 'phone_app' && (
        <Smartphone aria-label={t`Sent from phone`} className="size-3.5 shrink-0 text-fg-3" />
      )}
      {outbound && last.author_kind !== 'flow' && last.author_kind !== 'phone_app' && (
        <span className="shrink-0 [&_svg]:size-3.5">
          <Ticks status={last.status} />
        </span>
      )}
      <span className="min-w-0 flex-1 truncate">
        <bdi>{words}</bdi>
      </span>
    </span>
  );
}

const SOON_MS = 2 * 3_600_000;
const MAX_TAGS = 2;

function Chips({ row, now }: { row: Conversation; now: number }) {
  const { t } = useLingui();
  const assignee = useAssignee(row);
  const { contact, window: service, status } = row;
  const left = service.expires_at ? Date.parse(service.expires_at) - now : 0;
  const open = service.open && left > 0;
  const more = contact.tags.length - MAX_TAGS;
  const chips = [
    (row.priority === 'urgent' || row.priority === 'high') && (
      <Badge key="priority" tone={row.priority === 'urgent' ? 'danger' : 'warning'} icon={Flag} className="shrink-0">
        {row.priority === 'urgent' ? t`Urgent` : t`High`}
      </Badge>
    ),
    penOf(row).kind === 'bot' && (
      <Badge key="bot" tone="accent" icon={Bot} className="shrink-0">
        <Trans>Bot</Trans>
      </Badge>
    ),
    status === 'snoozed' && row.snoozed_until && (
      <Badge key="snoozed" icon={Moon} className="shrink-0">
        {upcoming(row.snoozed_until, now)}
      </Badge>
    ),
    contact.opted_out && (
      <Badge key="opted-out" tone="danger" icon={CircleSlash} className="shrink-0">
        <Trans>Opted out</Trans>
      </Badge>
    ),
    open && left < SOON_MS && (
      <Badge
        key="closing"
        tone="warning"
        icon={Clock}
        className="shrink-0"
        data-tooltip={t`The 24-hour window closes in ${timeLeft(left)}`}
      >
        {timeLeft(left)}
      </Badge>
    ),
    !open && status === 'open' && (
      <Badge key="closed" className="shrink-0">
        <Trans>Window closed</Trans>
      </Badge>
    ),
    ...contact.tags.slice(0, MAX_TAGS).map((tag) => <TagChip key={tag.id} name={tag.name} color={tag.color} />),
    more > 0 && (
      <span key="more" className="shrink-0 text-11 text-fg-3">
        +{more}
      </span>
    ),
  ].filter(Boolean);
  // Without a word to say the line is not there, and the two others stand in the middle.
  if (chips.length === 0 && assignee === null) return null;
  return (
    <div className="flex h-4.5 min-w-0 items-center gap-1 in-data-[density=compact]:hidden">
      <div className="flex min-w-0 flex-1 items-center gap-1 overflow-hidden">{chips}</div>
      {assignee !== null && <bdi className="max-w-24 shrink-0 truncate text-11 text-fg-3">{assignee}</bdi>}
    </div>
  );
}

/** Whose it is: a person, else a team. Most are nobody's yet, which goes without saying. */
function useAssignee({ assignee_id: id, team_id: teamId }: Conversation): string | null {
  const { t } = useLingui();
  const { id: ws, user } = useWorkspace();
  const { data: people } = useQuery(members.list(ws));
  const { data: allTeams } = useQuery({ ...teams.list(ws), enabled: teamId !== null });
  if (id === user.id) return t`You`;
  if (id !== null) return people?.find((one) => one.user_id === id)?.name.split(' ')[0] ?? null;
  return allTeams?.find((one) => one.id === teamId)?.name ?? null;
}
