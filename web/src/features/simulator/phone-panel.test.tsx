// The virtual phone: choose a customer, write, press what the business offered.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, problem, renderPage } from '~test/page';
import { PhonePanel } from './phone-panel';
import type { Phone, PhoneMessage } from './types';

const system = { version: '1', simulator_enabled: true, public_url: '', server_time: '', limits: {} };
const chat = {
  number: '106',
  business: '102',
  name: 'Lumen Home',
  display_phone_number: '+1 555',
  user_id: 'MX.1',
  unread: 0,
  last: null,
  typing_until: null,
  window_until: null,
  marketing: 'allowed' as const,
  blocked_by_business: false,
};
const phone: Phone = {
  id: 'ph_1',
  name: 'Ana Torres',
  wa_id: '5215512345678',
  username: null,
  user_id: 'MX.1',
  country: 'MX',
  language: 'es',
  online: true,
  auto_read: false,
  blocked: false,
  username_only: false,
  chats: [chat],
};
const said = (over: Partial<PhoneMessage>): PhoneMessage => ({
  id: 'wamid.1',
  phone: 'ph_1',
  number: '106',
  from: 'phone',
  via: 'phone',
  at: '2026-11-22T18:00:00.000Z',
  type: 'text',
  content: { body: 'hola' },
  media: null,
  reply_to: null,
  ticks: 'delivered',
  reactions: [],
  chosen: [],
  forwarded: false,
  edited: false,
  revoked: false,
  error: null,
  ...over,
});
const question = said({
  id: 'wamid.q',
  from: 'business',
  via: 'api',
  type: 'interactive',
  content: {
    type: 'button',
    body: { text: 'Change it?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
  },
});
const control = '/simulator/control';
const answers = {
  'GET /api/v1/system': system,
  [`GET ${inWorkspace}/channel`]: () => problem(404, 'channel.not_connected', 'none'),
  [`GET ${control}/phones`]: { phones: [phone] },
  [`GET ${control}/phones/ph_1/thread`]: {
    phone: 'ph_1',
    number: '106',
    typing_until: null,
    more: false,
    messages: [question],
  },
};

it('writes as the customer', async () => {
  const { calls } = renderPage(<PhonePanel />, {
    ...answers,
    [`POST ${control}/phones/ph_1/messages`]: said({ id: 'wamid.2' }),
  });
  await userEvent.type(await screen.findByRole('textbox', { name: 'Message from Ana Torres' }), 'hola{Enter}');
  expect(calls.find((call) => call.path.endsWith('/messages'))?.body).toEqual({
    type: 'text',
    text: 'hola',
    number: '106',
  });
  expect(await screen.findByText('hola', { ignore: 'textarea' })).toBeTruthy();
});

it('presses a button the business sent', async () => {
  const { calls } = renderPage(<PhonePanel />, {
    ...answers,
    [`POST ${control}/phones/ph_1/tap`]: said({
      id: 'wamid.3',
      type: 'interactive',
      content: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Yes' }));
  expect(calls.find((call) => call.path.endsWith('/tap'))?.body).toEqual({ message: 'wamid.q', button: 'yes' });
});

it('answers one message', async () => {
  const { calls } = renderPage(<PhonePanel />, {
    ...answers,
    [`POST ${control}/phones/ph_1/messages`]: said({ id: 'wamid.4', reply_to: 'wamid.q' }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'More for this message' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Reply' }));
  expect(screen.getByText('Replying to')).toBeTruthy();
  await userEvent.type(screen.getByRole('textbox', { name: 'Message from Ana Torres' }), 'claro{Enter}');
  expect(calls.find((call) => call.path.endsWith('/messages'))?.body).toMatchObject({
    text: 'claro',
    reply_to: 'wamid.q',
  });
});

it('says why something could not be sent, and keeps the words', async () => {
  renderPage(<PhonePanel />, {
    ...answers,
    [`POST ${control}/phones/ph_1/messages`]: () => problem(422, 'invalid', 'The phone is gone.'),
  });
  const box = await screen.findByRole('textbox', { name: 'Message from Ana Torres' });
  await userEvent.type(box, 'hola{Enter}');
  expect((await screen.findAllByText('The phone is gone.')).length).toBeGreaterThan(0);
  expect(box).toHaveProperty('value', 'hola');
});

it('creates a customer who hides the number', async () => {
  const { calls } = renderPage(<PhonePanel />, {
    ...answers,
    [`POST ${control}/phones`]: { ...phone, id: 'ph_2', name: 'Mei' },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'New customer' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox', { name: 'Name' }), 'Mei');
  await userEvent.click(dialog.getByRole('switch', { name: 'Hide the phone number' }));
  await userEvent.type(dialog.getByRole('textbox', { name: 'User name' }), '@mei');
  await userEvent.click(dialog.getByRole('button', { name: 'Create customer' }));
  expect(calls.find((call) => call.method === 'POST' && call.path.endsWith('/phones'))?.body).toEqual({
    name: 'Mei',
    username: 'mei',
    username_only: true,
  });
});

it('is not there without the permission', async () => {
  const { calls } = renderPage(<PhonePanel />, answers, { role: 'ANALYST', permissions: [] });
  expect(await screen.findByText('No virtual phone here')).toBeTruthy();
  expect(calls.some((call) => call.path.startsWith('/simulator'))).toBe(false);
});
