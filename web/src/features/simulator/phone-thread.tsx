// The chat on the phone: opens at the end, stays there while new messages come, and lets each message be answered, liked, changed or deleted.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CheckCheck, MessagesSquare } from 'lucide-react';
import { Fragment, useLayoutEffect, useMemo, useRef } from 'react';
import { asProblem } from '~/api/errors';
import { dayKey, dayLabel } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import type { BubbleActions } from '~/whatsapp/actions';
import type { Action } from '~/whatsapp/interactive';
import { type MessageView, placeOf } from '~/whatsapp/message';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { Typing } from '~/whatsapp/typing';
import { useTyping } from './live';
import { MessageTools } from './message-tools';
import type { Draft } from './phone-screen';
import { simulator } from './queries';
import { messagesOf } from './thread-pages';
import { toMessageView } from './to-message-view';
import type { Chat, Phone } from './types';
import type { PhoneDoings } from './use-phone';

interface Props {
  phone: Phone;
  chat: Chat;
  doings: PhoneDoings;
  onDraft(draft: Draft): void;
  onList(message: MessageView, list: Extract<Action, { kind: 'list' }>): void;
  onForm(message: MessageView): void;
}

/** Closer to the end than this, new messages keep the end in sight. */
const NEAR_PX = 80;

export function PhoneThread({ phone, chat, doings, onDraft, onList, onForm }: Props) {
  const { t } = useLingui();
  const now = useNow();
  const thread = useInfiniteQuery(simulator.thread(phone.id, chat.number));
  const typing = useTyping(phone.id, chat.number);
  const messages = useMemo(() => messagesOf(thread.data), [thread.data]);
  const views = useMemo(() => {
    const byId = new Map(messages.map((message) => [message.id, message]));
    return messages.map((message) => toMessageView(message, (id) => byId.get(id)));
  }, [messages]);
  const scroller = useStickToEnd(`${views.at(-1)?.id} ${typing}`);
  const actions = useBubbleActions(phone, doings, onList, onForm);

  if (thread.isPending) return <ThreadSkeleton />;
  if (thread.isError) {
    const problem = asProblem(thread.error);
    return (
      <div className="flex-1">
        <EmptyState
          icon={MessagesSquare}
          title={problem.detail}
          action={<Button onClick={() => void thread.refetch()}>{t`Try again`}</Button>}
        >
          {problem.remedy}
        </EmptyState>
      </div>
    );
  }
  return (
    <div
      ref={scroller}
      role="log"
      aria-label={t`Messages`}
      className="scroller min-h-0 flex-1 pb-2 [overflow-anchor:none]"
    >
      {thread.hasNextPage && (
        <div className="flex justify-center pt-2">
          <Button
            size="sm"
            variant="ghost"
            busy={thread.isFetchingNextPage}
            onClick={() => void thread.fetchNextPage()}
          >
            <Trans>Show older messages</Trans>
          </Button>
        </div>
      )}
      {views.length === 0 && (
        <EmptyState icon={MessagesSquare} title={t`No messages yet`}>
          <Trans>Write as {phone.name} below; it arrives in the inbox.</Trans>
        </EmptyState>
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
          <Button size="sm" icon={CheckCheck} className="rounded-full" onClick={() => void doings.read()}>
            <Plural value={chat.unread} one="Read # message" other="Read # messages" />
          </Button>
        </div>
      )}
    </div>
  );
}

function useBubbleActions(
  phone: Phone,
  doings: PhoneDoings,
  onList: Props['onList'],
  onForm: Props['onForm'],
): BubbleActions {
  return useMemo(
    () => ({
      onQuote: (id) =>
        document
          .querySelector(`[data-message="${CSS.escape(id)}"]`)
          ?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
      onTap: (message, tap) => void doings.tap(message.id, tap.id, tap.card),
      onOpenList: onList,
      onOpenForm: onForm,
      onRemoveReaction: (message) => void doings.react(message.id, null),
      onShareLocation: (message) =>
        void doings.say({
          type: 'location',
          latitude: 19.4326,
          longitude: -99.1332,
          name: 'Zócalo',
          address: 'Ciudad de México',
          reply_to: message.id,
        }),
      onShareContact: (message) => void doings.say({ ...ownCard(phone), reply_to: message.id }),
      onPlayed: (message) => {
        if (message.direction === 'outbound' && message.status !== 'played') void doings.play(message.id);
      },
    }),
    [phone, doings, onList, onForm],
  );
}

/** The customer's own contact card, as an answer to "share your contact". */
function ownCard(phone: Phone) {
  const phones = phone.wa_id === null ? [] : [{ phone: `+${phone.wa_id}`, wa_id: phone.wa_id, type: 'CELL' }];
  return {
    type: 'contacts',
    origin: 'contact_request',
    contacts: [{ name: { formatted_name: phone.name, first_name: phone.name }, phones }],
  };
}

/** Opens at the end and stays there while the reader is near it. */
function useStickToEnd(newest: string) {
  const scroller = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      near.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the newest message changes
  useLayoutEffect(() => {
    if (near.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [newest]);
  return scroller;
}

function ThreadSkeleton() {
  return (
    <div aria-hidden="true" className="flex min-h-0 flex-1 flex-col gap-2 p-4">
      <Skeleton className="h-10 w-40 rounded-bubble" />
      <Skeleton className="h-14 w-56 self-end rounded-bubble" />
      <Skeleton className="h-10 w-32 rounded-bubble" />
    </div>
  );
}
