// Putting a conversation off, and taking it back before its time: what the menus of a thread offer, and the menu of its head.
import { useLingui } from '@lingui/react/macro';
import { AlarmClockOff, Moon } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { type Command, useCommands } from '~/layouts/commands';
import { upcoming } from '~/lib/dates';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { snoozeChoices } from './snooze-choices';
import { useConversationActions } from './use-conversation-actions';

export function useSnoozeEntries(conversation: Conversation): MenuEntry[] {
  const { t, i18n } = useLingui();
  const { can } = useWorkspace();
  const actions = useConversationActions();
  const [now] = useState(() => new Date());
  const reason = can.update();
  return [
    ...(conversation.status === 'snoozed'
      ? [
          {
            kind: 'item' as const,
            id: 'wake',
            label: t`Back to the inbox now`,
            icon: AlarmClockOff,
            disabledReason: reason,
            onSelect: () => actions.wake(conversation),
          },
        ]
      : []),
    { kind: 'header', id: 'snooze', label: t`Snooze until` },
    ...snoozeChoices(now).map(
      (choice): MenuEntry => ({
        kind: 'item',
        id: choice.id,
        label: i18n._(choice.label),
        icon: Moon,
        note: upcoming(choice.until.getTime(), now.getTime()),
        disabledReason: reason,
        onSelect: () => actions.snooze(conversation, choice.until),
      }),
    ),
  ];
}

/** Where the head has room for it; on phones the same stands under More. */
export function SnoozeMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const place = useRef<HTMLSpanElement>(null);
  const entries = useSnoozeEntries(conversation);
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'snooze',
        label: t`Snooze`,
        scope: 'thread',
        keys: ['h'],
        run: () => place.current?.querySelector('button')?.click(),
      },
    ],
    [t],
  );
  useCommands(commands);
  return (
    <span ref={place}>
      <Menu
        label={t`Snooze`}
        align="end"
        entries={entries}
        trigger={(props) => <IconButton icon={Moon} label={t`Snooze`} shortcut="H" {...props} />}
      />
    </span>
  );
}
