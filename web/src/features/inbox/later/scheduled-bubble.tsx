// One message that waits: dashed, since it is not sent, with its time and what can be done with it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CalendarClock, MoreVertical, PenLine, SendHorizontal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { scheduled } from '~/api/scheduled';
import type { Conversation, ScheduledMessage } from '~/api/schema';
import { exact, upcoming } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { toast } from '~/ui/toast';
import { EditDialog } from './edit-dialog';
import { TimeDialog } from './time-dialog';

export function ScheduledBubble({ message, conversation }: { message: ScheduledMessage; conversation: Conversation }) {
  const { t } = useLingui();
  const now = useNow();
  const { id: ws, can } = useWorkspace();
  const [dialog, setDialog] = useState<'text' | 'time' | null>(null);
  const refusal = can.permission('messages:send');
  const report = (error: unknown) => {
    const problem = asProblem(error);
    toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
  };
  const { mutate: update } = useMutation({ ...scheduled.update(ws), onError: report });
  const { mutate: cancel } = useMutation({ ...scheduled.cancel(ws), onError: report });
  const { mutate: sendNow } = useMutation({ ...scheduled.sendNow(ws), onError: report });
  const held = message.state === 'held';
  const closes = message.kind === 'template' ? null : conversation.window.expires_at;
  const entries: MenuEntry[] = [
    {
      kind: 'item',
      id: 'now',
      label: t`Send now`,
      icon: SendHorizontal,
      disabledReason: refusal,
      onSelect: () => sendNow(message),
    },
    ...(message.kind === 'text'
      ? [
          {
            kind: 'item' as const,
            id: 'text',
            label: t`Edit text…`,
            icon: PenLine,
            disabledReason: refusal,
            onSelect: () => setDialog('text'),
          },
        ]
      : []),
    {
      kind: 'item',
      id: 'time',
      label: t`Change time…`,
      icon: CalendarClock,
      disabledReason: refusal,
      onSelect: () => setDialog('time'),
    },
    { kind: 'separator', id: 'line' },
    {
      kind: 'item',
      id: 'cancel',
      label: t`Do not send`,
      icon: Trash2,
      tone: 'danger',
      disabledReason: refusal,
      onSelect: () => cancel(message),
    },
  ];
  return (
    <li className="flex items-start justify-end gap-1">
      <Menu
        label={t`Scheduled message`}
        entries={entries}
        side="top"
        align="end"
        trigger={(props) => <IconButton {...props} icon={MoreVertical} label={t`Scheduled message: more`} size="sm" />}
      />
      <div className="max-w-[min(34rem,82cqw)] min-w-0 rounded-bubble border border-line-strong border-dashed bg-surface px-3 pt-1.5 pb-1.5 text-14">
        <p dir="auto" className="line-clamp-4 whitespace-pre-wrap break-words">
          {bodyOf(message)}
        </p>
        <p className="mt-0.5 flex items-center justify-end gap-1 text-11 text-fg-2">
          <CalendarClock aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
          {held ? (
            <span data-tooltip={t`It was due when the server was restored, so it may have gone already.`}>
              <Trans>Held: decide yourself</Trans>
            </span>
          ) : (
            <time dateTime={message.send_at} data-tooltip={exact(message.send_at)}>
              {upcoming(message.send_at, now)}
            </time>
          )}
          <span aria-hidden="true">·</span>
          <bdi>{message.author_name}</bdi>
        </p>
      </div>
      {dialog === 'time' && (
        <TimeDialog
          open
          suggested={new Date(message.send_at)}
          closes={closes ? new Date(closes) : null}
          onClose={() => setDialog(null)}
          onPick={(at) => update({ before: message, send_at: at.toISOString() })}
        />
      )}
      {dialog === 'text' && (
        <EditDialog
          text={bodyOf(message)}
          onClose={() => setDialog(null)}
          onSave={(body) => update({ before: message, content: { type: 'text', text: { body } } })}
        />
      )}
    </li>
  );
}

/** The words of a text; of anything else the line that stands for it. */
function bodyOf(message: ScheduledMessage): string {
  const { content } = message;
  const isText = message.kind === 'text' && typeof content === 'object' && content !== null && 'body' in content;
  return isText ? String(content.body) : message.preview;
}
