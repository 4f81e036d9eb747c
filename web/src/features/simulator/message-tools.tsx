// What the customer can do with one message, behind one button beside it.
import { useLingui } from '@lingui/react/macro';
import { EllipsisVertical, PenLine, Reply, Trash2 } from 'lucide-react';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import type { MessageView } from '~/whatsapp/message';
import type { Draft } from './phone-screen';
import type { PhoneDoings } from './use-phone';

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

interface Props {
  message: MessageView;
  doings: PhoneDoings;
  onDraft(draft: Draft): void;
}

export function MessageTools({ message, doings, onDraft }: Props) {
  const { t } = useLingui();
  const own = message.direction === 'inbound';
  const reacted = message.reactions.find((reaction) => reaction.actor === 'contact')?.emoji ?? '';
  const canEdit =
    own &&
    (message.kind === 'text' || message.kind === 'image' || message.kind === 'video' || message.kind === 'document');
  const entries: MenuEntry[] = [
    {
      kind: 'item',
      id: 'reply',
      label: t`Reply`,
      icon: Reply,
      onSelect: () => onDraft({ kind: 'reply', about: message }),
    },
    {
      kind: 'choice',
      id: 'react',
      label: t`React`,
      value: reacted,
      options: [
        ...emojis.map((emoji) => ({ value: emoji, label: emoji })),
        ...(reacted ? [{ value: '', label: t`No reaction` }] : []),
      ],
      onChange: (emoji) => void doings.react(message.id, emoji || null),
    },
  ];
  if (canEdit)
    entries.push({
      kind: 'item',
      id: 'edit',
      label: t`Edit`,
      icon: PenLine,
      onSelect: () => onDraft({ kind: 'edit', about: message }),
    });
  if (own)
    entries.push({
      kind: 'item',
      id: 'delete',
      label: t`Delete for everyone`,
      icon: Trash2,
      tone: 'danger',
      onSelect: () => void doings.revoke(message.id),
    });
  return (
    <Menu
      label={t`Message`}
      align="center"
      entries={entries}
      trigger={(props) => <IconButton {...props} icon={EllipsisVertical} label={t`More for this message`} size="sm" />}
    />
  );
}
