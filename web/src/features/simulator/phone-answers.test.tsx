// What a customer answers with: permission to call, an order from the catalogue, and any kind of message at all.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { type Answers, inWorkspace, problem, renderPage } from '~test/page';
import { PhonePanel } from './phone-panel';
import type { Phone, PhoneMessage } from './types';

const phone: Phone = {
  id: 'ph_1',
  name: 'Ana Torres',
  wa_id: '5215512345678',
  username: null,
  user_id: 'MX.1',
  country: 'MX',
  language: 'es',
  online: true,
  auto_read: true,
  blocked: false,
  username_only: false,
  chats: [
    {
      number: '106',
      business: '102',
      name: 'Lumen Home',
      display_phone_number: '+1 555',
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
const offer = (content: unknown): PhoneMessage => ({
  id: 'wamid.q',
  phone: 'ph_1',
  number: '106',
  from: 'business',
  via: 'api',
  at: '2026-11-22T18:00:00.000Z',
  type: 'interactive',
  content,
  media: null,
  reply_to: null,
  ticks: 'read',
  reactions: [],
  chosen: [],
  forwarded: false,
  edited: false,
  revoked: false,
  error: null,
});
const control = '/simulator/control';
const withOffer = (content: unknown, more: Answers = {}) => {
  const message = offer(content);
  return renderPage(<PhonePanel />, {
    'GET /api/v1/system': { version: '1', simulator_enabled: true, public_url: '', server_time: '', limits: {} },
    [`GET ${inWorkspace}/channel`]: () => problem(404, 'channel.not_connected', 'none'),
    [`GET ${control}/phones`]: { phones: [phone] },
    [`GET ${control}/phones/ph_1/thread`]: {
      phone: 'ph_1',
      number: '106',
      typing_until: null,
      more: false,
      messages: [message],
    },
    [`POST ${control}/phones/ph_1/messages`]: message,
    [`POST ${control}/phones/ph_1/tap`]: message,
    ...more,
  });
};
const slow = { timeout: 15_000 };

it('allows calls for a week, or not', async () => {
  const { calls } = withOffer({
    type: 'call_permission_request',
    body: { text: 'May we call?' },
    action: { name: 'call_permission_request' },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Choose whether calls are allowed' }, slow));
  await userEvent.click(await screen.findByRole('button', { name: 'Allow for 7 days' }));
  const tapped = () => calls.find((call) => call.path.endsWith('/tap'));
  await waitFor(() => expect(tapped()?.body).toEqual({ message: 'wamid.q', button: 'accept' }));
});

it('orders what a product message offers', async () => {
  const { calls } = withOffer({
    type: 'product',
    body: { text: 'This one?' },
    action: { catalog_id: '42', product_retailer_id: 'jacket-m' },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'View' }, slow));
  const sheet = within(await screen.findByRole('dialog', { name: 'Catalogue' }, slow));
  expect(sheet.getByRole('button', { name: /Send the order/ }).getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(sheet.getByRole('button', { name: 'One jacket-m more' }));
  await userEvent.click(sheet.getByRole('button', { name: 'One jacket-m more' }));
  await userEvent.click(sheet.getByRole('button', { name: /Send the order/ }));
  const sent = () => calls.find((call) => call.path.endsWith('/messages'));
  await waitFor(() =>
    expect(sent()?.body).toMatchObject({
      type: 'order',
      catalog_id: '42',
      reply_to: 'wamid.q',
      product_items: [{ product_retailer_id: 'jacket-m', quantity: 2, currency: 'EUR' }],
    }),
  );
});

it('sends any kind', async () => {
  const { calls } = withOffer({ type: 'button', body: { text: 'Yes?' }, action: { buttons: [] } });
  await userEvent.click(await screen.findByRole('button', { name: 'Send something else' }, slow));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Any kind…' }, slow));
  const sheet = within(await screen.findByRole('dialog', { name: 'Send any kind' }, slow));
  const offered = sheet.getAllByRole('listitem');
  expect(offered.length).toBeGreaterThanOrEqual(40);
  await userEvent.type(sheet.getByRole('searchbox', { name: 'Find a kind' }), 'view-once');
  expect(sheet.getAllByRole('listitem')).toHaveLength(1);
  await userEvent.click(sheet.getByRole('button', { name: 'View-once photo' }));
  const sent = () => calls.find((call) => call.path.endsWith('/messages'));
  await waitFor(() =>
    expect(sent()?.body).toMatchObject({ type: 'unsupported', kind: 'media_placeholder', number: '106' }),
  );
});

it('fills in a form on its own screens', async () => {
  const shown = { type: 'SingleColumnLayout' };
  const asks = { name: 'data_exchange', payload: { who: '${form.who}' } };
  const form = {
    version: '7.3',
    data_api_version: '3.0',
    routing_model: { ASK: ['END'], END: [] },
    screens: [
      {
        id: 'ASK',
        title: 'Book a visit',
        layout: {
          ...shown,
          children: [
            { type: 'TextInput', name: 'who', label: 'Name', required: true },
            { type: 'Footer', label: 'Next', 'on-click-action': asks },
          ],
        },
      },
      {
        id: 'END',
        terminal: true,
        data: { line: { type: 'string' } },
        layout: {
          ...shown,
          children: [
            { type: 'TextBody', text: '${data.line}' },
            {
              type: 'Footer',
              label: 'Send',
              'on-click-action': { name: 'complete', payload: { who: '${screen.ASK.form.who}' } },
            },
          ],
        },
      },
    ],
  };
  const answer = { screen: 'END', data: { line: 'Hello Ana' } };
  const { calls } = withOffer(
    { type: 'flow', body: { text: 'Book?' }, action: { name: 'flow', parameters: { flow_cta: 'Book', flow_id: '1' } } },
    {
      [`POST ${control}/phones/ph_1/forms/open`]: {
        ...{ message: 'wamid.q', name: 'visit', mode: 'draft', form, screen: 'ASK', data: {}, exchange: null },
      },
      [`POST ${control}/phones/ph_1/forms/exchange`]: { ...answer, status: 200, ms: 12, error: null, answer },
      [`POST ${control}/phones/ph_1/submit`]: offer({}),
    },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Book' }, slow));
  const sheet = within(await screen.findByRole('dialog', { name: 'Form' }, slow));
  expect(await sheet.findByRole('heading', { name: 'Book a visit' }, slow)).toBeTruthy();
  await userEvent.click(sheet.getByRole('button', { name: 'Next' }));
  expect((await sheet.findByRole('alert')).textContent).toBe('This is required');
  await userEvent.type(sheet.getByLabelText('Name'), 'Ana');
  await userEvent.click(sheet.getByRole('button', { name: 'Next' }));
  expect(await sheet.findByText('Hello Ana')).toBeTruthy();
  const asked = calls.find((call) => call.path.endsWith('/forms/exchange'));
  expect(asked?.body).toEqual({ message: 'wamid.q', action: 'data_exchange', screen: 'ASK', data: { who: 'Ana' } });
  await userEvent.click(sheet.getByRole('button', { name: 'Send' }));
  const sent = () => calls.find((call) => call.path.endsWith('/submit'));
  await waitFor(() => expect(sent()?.body).toEqual({ message: 'wamid.q', response: { who: 'Ana' } }));
});
