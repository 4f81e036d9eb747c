// The messages on the phone: each can be answered, liked, changed or deleted; its buttons can be pressed.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CheckCheck, MessagesSquare } from 'lucide-react';
import { Fragment, useMemo } from 'react';
import { dayKey, dayLabel } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { toast } from '~/ui/toast';
import type { BubbleActions } from '~/whatsapp/actions';
import { placeOf } from '~/whatsapp/message';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { Typing } from '~/whatsapp/typing';
import { useTyping } from './live';
import { MessageTools } from './message-tools';
import type { PhoneThreadProps } from './phone-thread';
import { toMessageView } from './to-message-view';
import type { Phone, PhoneMessage } from './types';
import { useStickToEnd } from './use-stick-to-end';

interface Props extends PhoneThreadProps {
  messages: PhoneMessage[];
  hasOlder: boolean;
  loadingOlder: boolean;
  onOlder: () => void;
}

export function PhoneMessages({
  phone,
  chat,
  doings,
  onDraft,
  onSheet,
  onRead,
  messages,
  hasOlder,
  loadingOlder,
  onOlder,
}: Props) {
  const { t } = useLingui();
  const now = useNow();
  const typing = useTyping(phone.id, chat.number);
  const views = useMemo(() => {
    const byId = new Map(messages.map((message) => [message.id, message]));
    return messages.map((message) => toMessageView(message, (id) => byId.get(id)));
  }, [messages]);
  const actions = useBubbleActions(phone, doings, onSheet);
  const newest = messages.at(-1);
  const { scroller, content } = useStickToEnd({
    first: messages[0]?.id ?? null,
    own: newest?.from === 'phone' ? newest.id : null,
  });
  return (
    <div
      ref={scroller}
      role="log"
      aria-label={t`Chat on the phone`}
      className="scroller wallpaper min-h-0 flex-1 [overflow-anchor:none]"
    >
      <div ref={content} className="flex min-h-full flex-col pb-2">
        {hasOlder && (
          <div className="flex justify-center pt-2">
            <Button size="sm" variant="ghost" busy={loadingOlder} onClick={onOlder}>
              <Trans>Show older messages</Trans>
            </Button>
          </div>
        )}
        {views.length === 0 && (
          <div className="flex-1">
            <EmptyState icon={MessagesSquare} title={t`No messages yet`}>
              <Trans>Write as {phone.name} below; it arrives in the inbox.</Trans>
            </EmptyState>
          </div>
        )}
        {views.map((message, index) => (
          <Fragment key={message.id}>
            {(index === 0 || dayKey(message.sent_at) !== dayKey(views[index - 1]?.sent_at ?? '')) && (
              <p className="mx-auto mt-3 w-fit rounded-full bg-surface px-2.5 py-0.5 text-11 text-fg-3 shadow-1">
                {dayLabel(message.sent_at, now)}
              </p>
            )}
            <MessageBubble
              message={message}
              perspective="customer"
              contactName={chat.name}
              place={placeOf(views[index - 1], message, views[index + 1])}
              actions={actions}
              chosen={messages[index]?.chosen ?? []}
              toolbar={
                message.revoked_at === null && <MessageTools message={message} doings={doings} onDraft={onDraft} />
              }
            />
          </Fragment>
        ))}
        {typing && <Typing />}
        {chat.unread > 0 && !phone.auto_read && (
          <div className="sticky bottom-1 flex justify-center pt-2">
            <Button size="sm" icon={CheckCheck} className="rounded-full" onClick={onRead}>
              <Plural value={chat.unread} one="Read # message" other="Read # messages" />
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function useBubbleActions(phone: Phone, doings: Props['doings'], onSheet: Props['onSheet']): BubbleActions {
  const { t } = useLingui();
  return useMemo(
    () => ({
      onQuote: (id) =>
        document
          .querySelector(`[data-message="${CSS.escape(id)}"]`)
          ?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
      onTap: (message, tap) => void doings.tap(message.id, tap.id, tap.card),
      onOpenList: (message, list) => onSheet({ kind: 'list', message, list }),
      onOpenForm: (message) => onSheet({ kind: 'form', message }),
      onCallPermission: (message) => onSheet({ kind: 'call', message }),
      onShop: (message, ids) => onSheet({ kind: 'shop', message, ids }),
      onCall: () => toast({ title: t`The simulator does not place calls.`, tone: 'info' }),
      onRemoveReaction: (message) => void doings.react(message.id, null),
      onShareLocation: (message) => void doings.say({ type: 'location', ...somewhere, reply_to: message.id }),
      onShareContact: (message) => void doings.say({ ...ownCard(phone), reply_to: message.id }),
      onPlayed: (message) => {
        if (message.direction === 'outbound' && message.status !== 'played') void doings.play(message.id);
      },
    }),
    [phone, doings, onSheet, t],
  );
}

const somewhere = { latitude: 19.4326, longitude: -99.1332, name: 'Zócalo', address: 'Ciudad de México' };

/** The customer's own contact card, as an answer to "share your contact". */
function ownCard(phone: Phone) {
  const phones = phone.wa_id === null ? [] : [{ phone: `+${phone.wa_id}`, wa_id: phone.wa_id, type: 'CELL' }];
  return {
    type: 'contacts',
    origin: 'contact_request',
    contacts: [{ name: { formatted_name: phone.name, first_name: phone.name }, phones }],
  };
}
