// A message of the phone reads the same in the shared renderer as a message of the inbox.
import { expect, it } from 'vitest';
import { toMessageView } from './to-message-view';
import type { PhoneMessage } from './types';

const said = (over: Partial<PhoneMessage> = {}): PhoneMessage => ({
  id: 'wamid.1',
  phone: 'ph_1',
  number: '106',
  from: 'phone',
  via: 'phone',
  at: '2026-11-22T18:00:00.000Z',
  type: 'text',
  content: { body: 'hi *you*' },
  media: null,
  reply_to: null,
  ticks: 'read',
  reactions: [],
  chosen: [],
  forwarded: false,
  edited: false,
  revoked: false,
  error: null,
  ...over,
});
const view = (over: Partial<PhoneMessage>, others: PhoneMessage[] = []) =>
  toMessageView(said(over), (id) => others.find((other) => other.id === id));

it('is inbound for the business, with the ticks the customer sees', () => {
  expect(view({})).toMatchObject({
    direction: 'inbound',
    author: { kind: 'contact' },
    status: 'read',
    preview: 'hi you',
  });
  expect(view({ from: 'business', via: 'app' })).toMatchObject({
    direction: 'outbound',
    author: { kind: 'phone_app' },
  });
});

it('carries a file beside its content', () => {
  const media = { id: '9', mime_type: 'audio/ogg', size: 3, voice: true, url: '/control/media/9', filename: null };
  expect(view({ type: 'audio', content: {}, media })).toMatchObject({
    content: { voice: true },
    media: { id: '9', state: 'ready', url: '/control/media/9' },
    preview: '🎤 Voice message',
  });
});

it('does not fetch files that were sent by address', () => {
  const media = { link: 'https://cdn.example/a.png', url: null };
  expect(view({ type: 'image', content: {}, media })).toMatchObject({
    media: null,
    content: { link: 'https://cdn.example/a.png' },
  });
});

it('finds the file in the head of an interactive message', () => {
  const content = {
    type: 'button',
    header: { type: 'image', media: { id: '7', mime_type: 'image/png', url: '/control/media/7' } },
    body: { text: 'x' },
  };
  expect(view({ type: 'interactive', content }).media).toMatchObject({ id: '7', url: '/control/media/7' });
});

it('quotes what is in the thread, and says when it is not', () => {
  const quoted = said({ id: 'wamid.0', from: 'business', content: { body: 'Which size?' } });
  expect(view({ reply_to: 'wamid.0' }, [quoted]).reply_to).toMatchObject({
    message_id: 'wamid.0',
    preview: 'Which size?',
    direction: 'outbound',
  });
  expect(view({ reply_to: 'wamid.0' }).reply_to).toMatchObject({ message_id: null, preview: null });
});
