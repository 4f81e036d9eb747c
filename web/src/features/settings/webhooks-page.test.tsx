// Webhooks: the secret is shown once, a paused one says why and goes on, what failed is opened and sent again.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, problem, renderPage } from '~test/page';
import WebhooksSettingsPage from './webhooks-page';

const path = `${inWorkspace}/webhooks`;
const webhook = {
  id: 'whk_1',
  url: 'https://shop.example.com/hooks',
  description: 'Orders',
  events: ['message.created'],
  state: 'active',
  failing_since: null,
  problem: null,
  previous_secret_until: null,
  created_at: '2026-11-22T18:00:00.000Z',
  updated_at: '2026-11-22T18:00:00.000Z',
};
const delivery = {
  id: 'whd_1',
  event: 'message.created',
  state: 'failed',
  attempts: 9,
  next_attempt_at: null,
  status: 500,
  problem: 'It answered 500.',
  answer: '{"error":"no database"}',
  ms: 41,
  created_at: '2026-11-22T18:00:00.000Z',
  tried_at: '2026-11-22T19:00:00.000Z',
};
const types = page(
  { event: 'message.created', when: 'A message was written.', data: 'MessageView' },
  { event: 'message.updated', when: 'A message changed.', data: 'MessageView' },
  { event: 'contact.created', when: 'Somebody new.', data: 'ContactView' },
);
const permissions = ['webhooks:manage'];

function page(...data: unknown[]) {
  return { data, page: { next_cursor: null } };
}

it('makes one with the ticked events and shows its secret this once', async () => {
  const { calls } = renderPage(
    <WebhooksSettingsPage />,
    {
      [`GET ${path}`]: page(),
      [`GET ${path}/event-types`]: types,
      [`POST ${path}`]: { webhook, secret: 'whsec_abc' },
    },
    { permissions },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'New webhook' }));
  await userEvent.click(await screen.findByRole('textbox', { name: 'Address' }));
  await userEvent.paste(webhook.url);
  await userEvent.click(screen.getByRole('radio', { name: 'Only these' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: 'message' }));
  await userEvent.click(screen.getByRole('checkbox', { name: /message\.updated/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Create webhook' }));
  expect(await screen.findByText('whsec_abc')).toBeTruthy();
  expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
    url: webhook.url,
    events: ['message.created'],
  });
  await userEvent.click(screen.getByRole('button', { name: 'I have copied it' }));
  expect(screen.queryByText('whsec_abc')).toBeNull();
});

it('says at the address why it is refused, and keeps what was typed', async () => {
  renderPage(
    <WebhooksSettingsPage />,
    {
      [`GET ${path}`]: page(),
      [`GET ${path}/event-types`]: types,
      [`POST ${path}`]: () =>
        problem(422, 'request.invalid', 'Some fields are wrong.', [
          { pointer: '/url', code: 'egress.refused', detail: 'That address is not public.' },
        ]),
    },
    { permissions },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'New webhook' }));
  const address = await screen.findByRole('textbox', { name: 'Address' });
  await userEvent.click(address);
  await userEvent.paste('http://10.0.0.1');
  await userEvent.click(screen.getByRole('button', { name: 'Create webhook' }));
  expect(await screen.findByText('That address is not public.')).toBeTruthy();
  expect(address).toHaveProperty('value', 'http://10.0.0.1');
});

it('says why a paused one stopped, and goes on when asked', async () => {
  const { calls } = renderPage(
    <WebhooksSettingsPage />,
    {
      [`GET ${path}`]: page({ ...webhook, state: 'paused', problem: 'It answered 503.' }),
      [`PATCH ${path}/whk_1`]: webhook,
    },
    { permissions },
  );
  expect(await screen.findByText('It answered 503.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
  expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({ active: true });
});

it('opens a failed delivery with what was sent and answered, and sends it again', async () => {
  const { calls } = renderPage(
    <WebhooksSettingsPage />,
    {
      [`GET ${path}`]: page(webhook),
      [`GET ${path}/whk_1/deliveries`]: page(delivery),
      [`GET ${path}/whk_1/deliveries/whd_1`]: { ...delivery, body: { type: 'message.created', data: { id: 'msg_7' } } },
      [`POST ${path}/whk_1/deliveries/whd_1/redeliver`]: () => new Response(null, { status: 202 }),
    },
    { permissions },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Deliveries to shop.example.com' }));
  const row = await screen.findByRole('button', { name: /Failed.*message\.created/ });
  expect(screen.getByRole('combobox', { name: 'Which' })).toBeTruthy();
  await userEvent.click(row);
  expect(
    within(await screen.findByRole('region', { name: 'What was answered' })).getByText(/no database/),
  ).toBeTruthy();
  const sent = await screen.findByRole('region', { name: 'What is sent' });
  expect(sent.textContent).toContain('msg_7');
  await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
  await waitFor(() => expect(calls.some((call) => call.path.endsWith('/whd_1/redeliver'))).toBe(true));
});

it('is closed to those who may not', async () => {
  renderPage(<WebhooksSettingsPage />, {}, { role: 'AGENT', permissions: [] });
  expect(await screen.findByRole('heading', { name: /access to webhooks/ })).toBeTruthy();
});
