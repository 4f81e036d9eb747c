// Events change what is shown, once, in any order.
import { beforeEach, expect, it } from 'vitest';
import { queryClient } from '~/api/query-client';
import type { StreamEvent } from './event-stream';
import { apply } from './live';
import { simulator } from './queries';
import { messagesOf, type ThreadPages } from './thread-pages';
import type { Deliveries, Phone, PhoneMessage } from './types';

const said = (id: string, over: Partial<PhoneMessage> = {}): PhoneMessage => ({
  id,
  phone: 'ph_1',
  number: '106',
  from: 'phone',
  via: 'phone',
  at: '2026-11-22T18:00:00.000Z',
  type: 'text',
  content: { body: id },
  media: null,
  reply_to: null,
  ticks: 'sending',
  reactions: [],
  chosen: [],
  forwarded: false,
  edited: false,
  revoked: false,
  error: null,
  ...over,
});
const event = (type: string, data: object): StreamEvent => ({
  id: '1',
  type,
  data: JSON.stringify({ phone: 'ph_1', number: '106', ...data }),
});
const key = simulator.thread('ph_1', '106').queryKey;
const shown = () => messagesOf(queryClient.getQueryData<ThreadPages>(key));

const phone: Phone = {
  id: 'ph_1',
  name: 'Ana',
  wa_id: '521',
  username: null,
  user_id: 'MX.1',
  country: 'MX',
  language: 'es',
  online: true,
  auto_read: false,
  blocked: false,
  username_only: false,
  chats: [
    {
      number: '106',
      business: '102',
      name: 'Prisma',
      display_phone_number: '+1',
      user_id: 'MX.1',
      unread: 0,
      last: null,
      typing_until: null,
      window_until: null,
      marketing: 'allowed',
      blocked_by_business: false,
    },
  ],
};

beforeEach(() => {
  queryClient.clear();
  const page = (messages: PhoneMessage[]) => ({
    phone: 'ph_1',
    number: '106',
    typing_until: null,
    more: false,
    messages,
  });
  queryClient.setQueryData<ThreadPages>(key, {
    pages: [page([said('c')]), page([said('a'), said('b')])],
    pageParams: ['', 'c'],
  });
});

it('adds a message at the end, once', () => {
  apply(event('message', { message: said('d') }));
  apply(event('message', { message: said('d', { ticks: 'delivered' }) }));
  expect(shown().map((message) => message.id)).toEqual(['a', 'b', 'c', 'd']);
  expect(shown().at(-1)?.ticks).toBe('delivered');
});

it('keeps ticks that overtook the answer of the send', () => {
  apply(event('message', { message: said('d') }));
  apply(event('ticks', { ids: ['d'], ticks: 'delivered' }));
  apply(event('message', { message: said('d') }));
  expect(shown().at(-1)?.ticks).toBe('delivered');
});

it('changes a message wherever it stands', () => {
  apply(event('message_changed', { message: said('a', { revoked: true }) }));
  expect(shown()[0]?.revoked).toBe(true);
});

it('moves ticks forward, never back', () => {
  apply(event('ticks', { ids: ['a', 'b'], ticks: 'read' }));
  apply(event('ticks', { ids: ['a'], ticks: 'delivered' }));
  expect(shown().map((message) => message.ticks)).toEqual(['read', 'read', 'sending']);
});

it('counts what the phone has not read', () => {
  queryClient.setQueryData<Phone[]>(simulator.phones().queryKey, [phone]);
  for (const _ of [1, 2])
    apply(event('message', { message: said('d', { from: 'business', via: 'api', ticks: 'delivered' }) }));
  expect(queryClient.getQueryData<Phone[]>(simulator.phones().queryKey)?.[0]?.chats[0]).toMatchObject({
    unread: 1,
    last: { id: 'd' },
  });
});

it('keeps the log newest first and each delivery once', () => {
  const log = simulator.deliveries(null).queryKey;
  queryClient.setQueryData<Deliveries>(log, { deliveries: [], pending: 0, held: 0 });
  const delivery = (id: string, state: string) =>
    event('webhook', { delivery: { id, phone: 'ph_1', state, attempts: [], what: [] } });
  for (const one of [delivery('dlv_1', 'waiting'), delivery('dlv_2', 'waiting'), delivery('dlv_1', 'answered')])
    apply(one);
  expect(queryClient.getQueryData<Deliveries>(log)?.deliveries.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'dlv_2 waiting',
    'dlv_1 answered',
  ]);
});

it.each(['{', '[]', '{"message":7}', '{"delivery":null}', ''])('ignores what it cannot read: %s', (data) => {
  for (const type of ['message', 'message_changed', 'ticks', 'webhook', 'typing']) apply({ id: null, type, data });
  expect(shown()).toHaveLength(3);
});
