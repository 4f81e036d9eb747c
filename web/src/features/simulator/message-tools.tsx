// What the customer can do with one message: react, answer, change it, delete it.
import { useLingui } from '@lingui/react/macro';
import { EllipsisVertical, Forward, PenLine, Reply, SmilePlus, Trash2 } from 'lucide-react';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { Popover } from '~/ui/popover';
import type { MessageView } from '~/whatsapp/message';
import { fields } from '~/whatsapp/read';
import type { Draft } from './phone-screen';
import type { PhoneDoings } from './use-phone';

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

interface Props {
  message: MessageView;
  doings: PhoneDoings;
  onDraft: (draft: Draft) => void;
}

export function MessageTools({ message, doings, onDraft }: Props) {
  const { t } = useLingui();
  const own = message.direction === 'inbound';
  const canEdit = own && ['text', 'image', 'video', 'document'].includes(message.kind);
  const entries: MenuEntry[] = [
    {
      kind: 'item',
      id: 'reply',
      label: t`Reply`,
      icon: Reply,
      onSelect: () => onDraft({ kind: 'reply', about: message }),
    },
  ];
  const words = fields(message.content).body;
  if (message.kind === 'text' && typeof words === 'string')
    entries.push({
      kind: 'item',
      id: 'forward',
      label: t`Forward to the business`,
      icon: Forward,
      onSelect: () => void doings.say({ type: 'text', text: words, forwarded: true }),
    });
  if (canEdit)
    entries.push({
      kind: 'item',
      id: 'edit',
      label: t`Edit`,
      icon: PenLine,
      onSelect: () => onDraft({ kind: 'edit', about: message }),
    });
  if (own) {
    entries.push({
      kind: 'item',
      id: 'delete',
      label: t`Delete for everyone`,
      icon: Trash2,
      tone: 'danger',
      onSelect: () => void doings.revoke(message.id),
    });
  }
  return (
    <div className="flex">
      {!own && <React message={message} doings={doings} />}
      <Menu
        label={t`Message`}
        align="center"
        entries={entries}
        trigger={(props) => (
          <IconButton {...props} icon={EllipsisVertical} label={t`More for this message`} size="sm" />
        )}
      />
    </div>
  );
}

function React({ message, doings }: Omit<Props, 'onDraft'>) {
  const { t } = useLingui();
  const reacted = message.reactions.find((reaction) => reaction.actor === 'contact')?.emoji;
  return (
    <Popover
      label={t`React`}
      side="top"
      align="center"
      trigger={(props) => <IconButton {...props} icon={SmilePlus} label={t`React`} size="sm" />}
    >
      {(close) => (
        <div role="group" aria-label={t`React`} className="flex gap-0.5 p-1">
          {emojis.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-pressed={emoji === reacted}
              className="size-9 rounded-control text-20 leading-none hover:bg-hover aria-pressed:bg-selected coarse:size-11"
              onClick={() => {
                void doings.react(message.id, emoji === reacted ? null : emoji);
                close();
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
