// The head of a thread: who, how long free-form replies are possible, and what to do with the conversation.
import { Trans, useLingui } from '@lingui/react/macro';
import {
  ArrowLeft,
  Bot,
  Check,
  CircleSlash,
  Ellipsis,
  Link2,
  MailOpen,
  Moon,
  PanelRight,
  RotateCcw,
  UserRound,
} from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { penOf } from '~/api/pen';
import type { Conversation } from '~/api/schema';
import { type Command, useCommands } from '~/layouts/commands';
import { PhoneToggle } from '~/layouts/phone-beside';
import { upcoming } from '~/lib/dates';
import { phone } from '~/lib/format';
import { useMedia } from '~/lib/use-media';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { toast } from '~/ui/toast';
import { AssignMenu } from './assign-menu';
import { priorities, priorityNames } from './priority-names';
import { SnoozeMenu, useSnoozeEntries } from './snooze-menu';
import { useConversationActions } from './use-conversation-actions';
import { WindowBadge } from './window-badge';

interface ThreadHeaderProps {
  conversation: Conversation;
  detailsOpen: boolean;
  onDetails: () => void;
  onBack: () => void;
}

export function ThreadHeader({ conversation, detailsOpen, onDetails, onBack }: ThreadHeaderProps) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  const actions = useConversationActions();
  const { contact, status } = conversation;
  const pen = penOf(conversation);
  const closed = status === 'closed';
  // Where the list is not beside it, the thread is the page.
  const roomy = useMedia('(min-width: 48rem)');
  const Name = roomy ? 'h2' : 'h1';
  return (
    <header className="flex min-h-12 shrink-0 items-center gap-2 border-line border-b bg-surface px-2 py-1.5 md:px-3">
      <span className="md:hidden">
        <IconButton icon={ArrowLeft} label={t`Back to the list`} directional onClick={onBack} />
      </span>
      <Name className="sr-only">{contact.display_name}</Name>
      <button
        type="button"
        onClick={onDetails}
        aria-label={t`Details of ${contact.display_name}`}
        className="flex min-w-0 items-center gap-2.5 rounded-control text-start md:pointer-events-none"
      >
        <Avatar id={contact.id} name={contact.display_name} className="max-md:size-8" />
        <span className="flex min-w-0 flex-col">
          <bdi className="truncate font-semibold text-14">{contact.display_name}</bdi>
          <Identity conversation={conversation} />
        </span>
      </button>
      {/* What does not fit goes to a second row, which nobody sees: no badge is cut in two. */}
      <div className="hidden h-[1.125rem] min-w-0 flex-1 basis-28 flex-wrap gap-1.5 overflow-hidden @lg:flex">
        {contact.opted_out && (
          <Badge tone="danger" icon={CircleSlash}>
            <Trans>Opted out</Trans>
          </Badge>
        )}
        <WindowBadge conversation={conversation} />
        {status === 'snoozed' && conversation.snoozed_until && (
          <Badge icon={Moon}>
            <Trans>Until {upcoming(conversation.snoozed_until, Date.now())}</Trans>
          </Badge>
        )}
        {pen.kind === 'human' && !pen.run && (
          <Badge icon={UserRound}>
            <Trans>Your team answers</Trans>
          </Badge>
        )}
      </div>
      <div className="ms-auto flex shrink-0 items-center gap-1">
        <span className="md:hidden">
          <PhoneToggle />
        </span>
        <AssignMenu conversation={conversation} />
        <Button
          icon={closed ? RotateCcw : Check}
          disabledReason={can.update()}
          onClick={() => actions.toggleClosed(conversation)}
          aria-keyshortcuts="E"
          aria-label={closed ? t`Reopen` : t`Close`}
        >
          <span className="hidden @2xl:inline">{closed ? t`Reopen` : t`Close`}</span>
        </Button>
        {roomy && <SnoozeMenu conversation={conversation} />}
        <span className="max-md:hidden">
          <IconButton
            icon={PanelRight}
            label={t`Details`}
            shortcut="Shift+]"
            pressed={detailsOpen}
            directional
            onClick={onDetails}
          />
        </span>
        <MoreMenu conversation={conversation} roomy={roomy} />
      </div>
    </header>
  );
}

function Identity({ conversation }: { conversation: Conversation }) {
  const { phone: number, username } = conversation.contact;
  if (!number && !username) return null;
  return (
    <span dir="ltr" className="truncate text-12 text-fg-3">
      {number ? phone(number) : `@${username}`}
    </span>
  );
}

function MoreMenu({ conversation, roomy }: { conversation: Conversation; roomy: boolean }) {
  const snooze = useSnoozeEntries(conversation);
  const { t, i18n } = useLingui();
  const { id: ws, can } = useWorkspace();
  const actions = useConversationActions();
  const trigger = useRef<HTMLButtonElement>(null);
  const latest = useRef(conversation);
  useEffect(() => {
    latest.current = conversation;
  });
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'more',
        label: t`More to do with it`,
        scope: 'thread',
        keys: ['.'],
        run: () => trigger.current?.click(),
      },
    ],
    [t],
  );
  useCommands(commands);

  const reason = can.update();
  const pen = penOf(conversation);
  const entries: MenuEntry[] = [
    {
      kind: 'item',
      id: 'unread',
      label: t`Mark as unread`,
      icon: MailOpen,
      shortcut: 'U',
      disabledReason: reason,
      onSelect: () => actions.markUnread(conversation),
    },
    {
      kind: 'item',
      id: 'link',
      label: t`Copy link`,
      icon: Link2,
      onSelect: () => {
        void navigator.clipboard.writeText(location.href).then(() => toast({ title: t`Link copied`, tone: 'success' }));
      },
    },
    ...(pen.kind === 'human' && !pen.run
      ? [
          {
            kind: 'item' as const,
            id: 'release',
            label: t`Release to automation`,
            icon: Bot,
            disabledReason: can.permission('messages:send'),
            onSelect: () => void import('./automation/pause').then(({ layDownPen }) => layDownPen(ws, conversation.id)),
          },
        ]
      : []),
    { kind: 'separator', id: 's-priority' },
    {
      kind: 'choice',
      id: 'priority',
      label: t`Priority`,
      value: conversation.priority,
      options: priorities.map((priority) => ({ value: priority, label: i18n._(priorityNames[priority]) })),
      onChange: (value) => actions.prioritize(conversation, priorities.find((one) => one === value) ?? 'normal'),
    },
    ...(roomy ? [] : [{ kind: 'separator' as const, id: 's' }, ...snooze]),
  ];
  return (
    <Menu
      label={t`More`}
      align="end"
      entries={entries}
      trigger={(props) => (
        <IconButton
          icon={Ellipsis}
          label={t`More`}
          {...props}
          ref={(node) => {
            trigger.current = node;
            if (typeof props.ref === 'function') props.ref(node);
            else if (props.ref) props.ref.current = node;
          }}
        />
      )}
    />
  );
}
