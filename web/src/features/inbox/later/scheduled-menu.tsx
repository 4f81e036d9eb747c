// What can be done with a message that waits: send it now, change its words or its time, take it off.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CalendarClock, MoreVertical, PenLine, SendHorizontal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { scheduled } from '~/api/scheduled';
import type { ScheduledMessage } from '~/api/schema';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { toast } from '~/ui/toast';
import { EditDialog } from './edit-dialog';
import { TimeDialog } from './time-dialog';

interface Props {
  message: ScheduledMessage;
  /** When the customer's 24-hour window closes, where the screen knows it; the server checks it in any case. */
  closes: string | null;
  side?: 'top' | 'bottom';
}

export function ScheduledMenu({ message, closes, side = 'bottom' }: Props) {
  const { t } = useLingui();
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
    <>
      <Menu
        label={t`Scheduled message`}
        entries={entries}
        side={side}
        align="end"
        trigger={(props) => <IconButton {...props} icon={MoreVertical} label={t`Scheduled message: more`} size="sm" />}
      />
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
    </>
  );
}

/** The words of a text; of anything else the line that stands for it. */
export function bodyOf(message: ScheduledMessage): string {
  const { content } = message;
  const isText = message.kind === 'text' && typeof content === 'object' && content !== null && 'body' in content;
  return isText ? String(content.body) : message.preview;
}
