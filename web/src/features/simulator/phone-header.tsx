// The head of the phone's chat: the business, whether the phone is on the net, and what else a customer can do.
import { Trans, useLingui } from '@lingui/react/macro';
import { EllipsisVertical, Wifi, WifiOff } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '~/ui/avatar';
import { confirm } from '~/ui/confirm';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { control } from './control';
import { EchoDialog } from './echo-dialog';
import { useTyping } from './live';
import { PastDialog } from './past-dialog';
import type { Chat, Phone } from './types';
import { attempt, type PhoneDoings } from './use-phone';

export function PhoneHeader({ phone, chat, doings }: { phone: Phone; chat: Chat; doings: PhoneDoings }) {
  const { t } = useLingui();
  const typing = useTyping(phone.id, chat.number);
  const [echo, setEcho] = useState(false);
  const [past, setPast] = useState(false);

  const remove = async () => {
    const sure = await confirm({
      title: t`Delete the phone of ${phone.name}?`,
      body: t`The phone and its chats vanish from the simulator. What the inbox already received stays there.`,
      action: t`Delete phone`,
    });
    if (sure) await attempt(control.deletePhone(phone.id));
  };
  const entries: MenuEntry[] = [
    {
      kind: 'header',
      id: 'who',
      label: phone.name,
      note: phone.wa_id === null ? `@${phone.username}` : `+${phone.wa_id}`,
    },
    {
      kind: 'item',
      id: 'auto-read',
      label: phone.auto_read ? t`Stop reading at once` : t`Read everything at once`,
      onSelect: () => void doings.change({ auto_read: !phone.auto_read }),
    },
    {
      kind: 'item',
      id: 'block',
      label: phone.blocked ? t`Unblock the business` : t`Block the business`,
      onSelect: () => void doings.change({ blocked: !phone.blocked }),
    },
    {
      kind: 'item',
      id: 'marketing',
      label: chat.marketing === 'stopped' ? t`Allow offers again` : t`Stop offers from this business`,
      onSelect: () => void doings.marketing(chat.marketing === 'stopped' ? 'resume' : 'stop'),
    },
    { kind: 'item', id: 'echo', label: t`Let the owner answer in the phone app…`, onSelect: () => setEcho(true) },
    { kind: 'item', id: 'past', label: t`Share the phone app’s past…`, onSelect: () => setPast(true) },
    { kind: 'separator', id: 'line' },
    { kind: 'item', id: 'delete', label: t`Delete this phone…`, tone: 'danger', onSelect: () => void remove() },
  ];

  return (
    <header className="flex items-center gap-2.5 border-line border-b bg-surface py-2 ps-3 pe-1.5">
      <Avatar id={chat.number} name={chat.name} size="md" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold text-14">
          <bdi>{chat.name}</bdi>
        </p>
        <p className="truncate text-12 text-fg-3" aria-live="polite">
          {typing ? <Trans>typing…</Trans> : <span dir="ltr">{chat.display_phone_number}</span>}
        </p>
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={phone.online}
        aria-label={t`On the net`}
        data-tooltip={phone.online ? t`Take the phone off the net: messages wait` : t`Put the phone back on the net`}
        onClick={() => void doings.change({ online: !phone.online })}
        className={`touch-target flex h-7 items-center gap-1 rounded-full px-2 font-medium text-11 ${phone.online ? 'bg-success-soft text-success' : 'bg-warning-soft text-warning'}`}
      >
        {phone.online ? (
          <Wifi aria-hidden="true" className="size-3.5" />
        ) : (
          <WifiOff aria-hidden="true" className="size-3.5" />
        )}
        {phone.online ? <Trans>online</Trans> : <Trans>offline</Trans>}
      </button>
      <Menu
        label={t`More for this phone`}
        align="end"
        entries={entries}
        trigger={(props) => <IconButton {...props} icon={EllipsisVertical} label={t`More for this phone`} />}
      />
      <EchoDialog open={echo} onClose={() => setEcho(false)} onSend={doings.echo} />
      <PastDialog open={past} number={chat.number} onClose={() => setPast(false)} />
    </header>
  );
}
