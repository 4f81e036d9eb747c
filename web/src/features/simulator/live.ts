// One stream of events for all the simulator's screens: opened with the first, closed after the last, applied to the cache.
import { useEffect, useSyncExternalStore } from 'react';
import { queryClient } from '~/api/query-client';
import { fields, json, list, text } from '~/whatsapp/read';
import { send } from './control';
import { follow, type StreamEvent } from './event-stream';
import { simulator } from './queries';
import { moveTicks, putMessage, type ThreadPages } from './thread-pages';
import type { Deliveries, Delivery, Phone, PhoneMessage, PhoneTicks } from './types';

/** The business types for at most this long (WhatsApp's own limit). */
const TYPING_MS = 25_000;

let users = 0;
let stop: AbortController | null = null;
/** Broken only once a line that was needed could not be kept: the first moments count as live. */
let state: 'live' | 'broken' = 'live';
const typing = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

/** Keeps the stream open while a component that needs it is on screen. */
export function useLive(): 'live' | 'broken' {
  useEffect(() => {
    users += 1;
    if (users === 1) start();
    return () => {
      users -= 1;
      if (users === 0) end();
    };
  }, []);
  return useSyncExternalStore(subscribe, () => state);
}

/** Is the business typing in this chat? */
export function useTyping(phone: string, number: string): boolean {
  return useSyncExternalStore(subscribe, () => typing.has(chatKey(phone, number)));
}

function start() {
  const ending = new AbortController();
  stop = ending;
  void follow({
    open: (after, signal) =>
      send('/control/events', {
        signal,
        headers: { Accept: 'text/event-stream', ...(after && { 'Last-Event-ID': after }) },
      }),
    onEvent: apply,
    onState: (next) => {
      if (next === 'waiting') set('broken');
      if (next !== 'open' || state === 'live') return;
      // The server may have been restarted meanwhile: then nothing tells what was missed.
      void queryClient.invalidateQueries({ queryKey: ['simulator'] });
      set('live');
    },
    signal: ending.signal,
  });
}

function end() {
  stop?.abort();
  stop = null;
  state = 'live';
  for (const timer of typing.values()) clearTimeout(timer);
  typing.clear();
}

/** Applies one event to what the cache knows. */
export function apply(event: StreamEvent): void {
  const data = fields(json(event.data));
  const [phone, number] = [text(data.phone) ?? '', text(data.number) ?? ''];
  switch (event.type) {
    case 'message':
      if (!isMessage(data.message)) return;
      change(phone, number, putMessage, data.message);
      if (data.message.from === 'business') setTyping(phone, number, false);
      touchPhone(phone, number, data.message);
      return;
    case 'message_changed':
      if (isMessage(data.message)) change(phone, number, putMessage, data.message);
      return;
    case 'ticks': {
      const ticks = text(data.ticks);
      const ids = list(data.ids).flatMap((id) => text(id) ?? []);
      if (isTicks(ticks)) change(phone, number, (pages) => moveTicks(pages, ids, ticks), null);
      if (ticks === 'read') void queryClient.invalidateQueries(simulator.phones());
      return;
    }
    case 'typing':
      setTyping(phone, number, data.until !== null);
      return;
    case 'phone':
      void queryClient.invalidateQueries(simulator.phones());
      return;
    case 'webhook':
      if (isDelivery(data.delivery)) putDelivery(data.delivery);
      // News that are about no phone may be Meta's decision about a template.
      if (fields(data.delivery).phone === null) void queryClient.invalidateQueries(simulator.templates());
      return;
    case 'clock':
      void queryClient.invalidateQueries(simulator.clock());
      void queryClient.invalidateQueries(simulator.phones());
      return;
    default:
      void queryClient.invalidateQueries({ queryKey: ['simulator'] });
  }
}

function change<Extra>(
  phone: string,
  number: string,
  edit: (pages: ThreadPages, extra: Extra) => ThreadPages,
  extra: Extra,
) {
  queryClient.setQueryData<ThreadPages>(
    simulator.thread(phone, number).queryKey,
    (pages) => pages && edit(pages, extra),
  );
}

/** The list shows the newest message and how many are unread. */
function touchPhone(id: string, number: string, message: PhoneMessage) {
  queryClient.setQueryData<Phone[]>(simulator.phones().queryKey, (phones) =>
    phones?.map((phone) => {
      if (phone.id !== id) return phone;
      const chats = phone.chats.map((chat) => {
        if (chat.number !== number || chat.last?.id === message.id) return chat;
        const isUnread = message.from === 'business' && message.ticks !== 'read';
        return { ...chat, last: message, unread: chat.unread + (isUnread ? 1 : 0) };
      });
      return { ...phone, chats };
    }),
  );
}

const LOG_LENGTH = 200;

function putDelivery(delivery: Delivery) {
  for (const key of [null, delivery.phone]) {
    queryClient.setQueryData<Deliveries>(simulator.deliveries(key).queryKey, (log) => {
      if (!log) return log;
      const at = log.deliveries.findIndex((other) => other.id === delivery.id);
      const deliveries =
        at >= 0 ? log.deliveries.with(at, delivery) : [delivery, ...log.deliveries].slice(0, LOG_LENGTH);
      return { ...log, deliveries };
    });
    if (delivery.phone === null) break;
  }
  void queryClient.invalidateQueries(simulator.delivery(delivery.id));
}

function setTyping(phone: string, number: string, on: boolean) {
  const key = chatKey(phone, number);
  clearTimeout(typing.get(key));
  if (on)
    typing.set(
      key,
      setTimeout(() => setTyping(phone, number, false), TYPING_MS),
    );
  else typing.delete(key);
  tell();
}

const chatKey = (phone: string, number: string) => `${phone} ${number}`;

function isMessage(value: unknown): value is PhoneMessage {
  const message = fields(value);
  return typeof message.id === 'string' && typeof message.type === 'string' && Array.isArray(message.reactions);
}

function isDelivery(value: unknown): value is Delivery {
  const delivery = fields(value);
  return typeof delivery.id === 'string' && Array.isArray(delivery.attempts);
}

function isTicks(value: string | null): value is PhoneTicks {
  return value !== null && ['sending', 'sent', 'delivered', 'read', 'played', 'failed'].includes(value);
}

function set(next: 'live' | 'broken') {
  state = next;
  tell();
}

function tell() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
