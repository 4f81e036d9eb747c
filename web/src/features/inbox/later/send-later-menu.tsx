// Beside Send: the same message, at a time to come.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { CalendarClock, ChevronDown, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { upcoming } from '~/lib/dates';
import { Button } from '~/ui/button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { sendTimes } from './send-times';
import { TimeDialog } from './time-dialog';

interface Props {
  conversation: Conversation;
  disabledReason: string | null;
  onPick: (at: Date) => void;
}

export default function SendLaterMenu({ conversation, disabledReason, onPick }: Props) {
  const { t, i18n } = useLingui();
  const { id, workspace, can } = useWorkspace();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState(false);
  const now = new Date();
  const closes = conversation.window.expires_at ? new Date(conversation.window.expires_at) : null;
  const times = sendTimes(now, closes);
  const seconds = workspace.settings.undo_send_seconds ?? 0;
  const undo: MenuEntry = {
    kind: 'item',
    id: 'undo',
    label: t`Time to undo`,
    note: seconds > 0 ? t`${seconds} s` : t`off`,
    icon: Undo2,
    disabledReason: can.permission('workspace:update'),
    onSelect: () =>
      void navigate({ to: '/w/$ws/settings/$section', params: { ws: id, section: 'workspace' }, hash: 'undo' }),
  };
  const entries: MenuEntry[] = [
    ...times.map(
      ({ id, label, at }): MenuEntry => ({
        kind: 'item',
        id,
        label: i18n._(label),
        note: upcoming(at.getTime(), now.getTime()),
        disabledReason,
        onSelect: () => onPick(at),
      }),
    ),
    ...(times.length > 0 ? [{ kind: 'separator' as const, id: 'line' }] : []),
    {
      kind: 'item',
      id: 'other',
      label: t`Pick a time…`,
      icon: CalendarClock,
      disabledReason,
      onSelect: () => setDialog(true),
    },
    { kind: 'separator', id: 'undo-line' },
    undo,
  ];
  return (
    <>
      <Menu
        label={t`Send later`}
        entries={entries}
        side="top"
        align="end"
        trigger={(props) => (
          <Button
            {...props}
            variant="primary"
            aria-label={t`Send later`}
            // As dim as Send beside it; it still opens, and says in it what is missing.
            className={`-ms-2 rounded-s-none border-s-accent-fg/30 px-1.5 ${disabledReason ? 'opacity-55' : ''}`}
          >
            <ChevronDown aria-hidden="true" className="size-4" strokeWidth={1.75} />
          </Button>
        )}
      />
      {dialog && (
        <TimeDialog
          open
          suggested={times[0]?.at ?? new Date(now.getTime() + 3_600_000)}
          closes={closes}
          onClose={() => setDialog(false)}
          onPick={onPick}
        />
      )}
    </>
  );
}
