// Connecting a number: what is missing, what the server refuses, the simulator's shortcut, and secrets that are never shown.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { inWorkspace, problem, renderPage } from '~test/page';
import ChannelSettingsPage from './channel-page';

const path = `${inWorkspace}/channel`;
const system = {
  version: '1',
  simulator_enabled: true,
  public_url: 'http://localhost',
  server_time: '2026-11-22T18:00:00Z',
  limits: {},
};
const number = {
  id: 'chn_1',
  kind: 'meta',
  phone_number_id: '106',
  waba_id: '102',
  display_phone_number: '+1 555',
  verified_name: 'Prism',
  quality_rating: 'GREEN',
  status: 'CONNECTED',
  throughput_per_second: 80,
  is_on_biz_app: false,
  webhook_url: 'https://console.example/webhooks/meta/app_1',
  app: {
    id: 'app_1',
    app_id: '123',
    owned: true,
    has_secret: true,
    has_verify_token: true,
    previous_secret_until: null,
  },
  has_access_token: true,
  degraded: { code: 'token.expired', detail: 'The access token has expired.', at: '2026-11-22T18:00:00Z' },
  last_event_at: null,
  version: 1,
  created_at: '2026-11-22T18:00:00Z',
};
const checks = [
  { id: 'token', title: 'Token works', ok: true, level: 'ok', detail: 'Never expires.', remedy: null, fix: null },
  {
    id: 'subscription',
    title: 'App is subscribed',
    ok: false,
    level: 'error',
    detail: 'It is not.',
    remedy: 'Press Subscribe.',
    fix: 'subscribe',
  },
  { id: 'quality', title: 'Quality', ok: false, level: 'warning', detail: 'Medium.', remedy: 'Be useful.', fix: null },
];
/** Opens the form for whoever has the ids at hand. */
async function byHand() {
  const summary = await screen.findByText('Enter the ids by hand instead');
  const details = summary.closest('details');
  if (!details) throw new Error('the form stands in details');
  // jsdom does not open details on a click of their summary's text.
  details.open = true;
  await within(details).findByRole('textbox', { name: 'Phone number id' });
  return within(details);
}
const none = () => problem(404, 'channel.not_connected', 'No number is connected.');

it('goes to the first box that is missing and asks nothing of Meta', async () => {
  const { calls } = renderPage(<ChannelSettingsPage />, { [`GET ${path}`]: none, 'GET /api/v1/system': system });
  await byHand();
  await userEvent.click(await screen.findByRole('button', { name: 'Connect number' }));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Phone number id' }));
  expect(calls.some((call) => call.method === 'PUT')).toBe(false);
});

it('puts what Meta refuses at the nested field', async () => {
  const refused = () =>
    problem(422, 'request.invalid', 'Some fields are wrong.', [
      { pointer: '/app/app_secret', code: 'graph.refused', detail: 'This is not the secret of the app.' },
    ]);
  const { calls } = renderPage(<ChannelSettingsPage />, {
    [`GET ${path}`]: none,
    'GET /api/v1/system': system,
    [`PUT ${path}`]: refused,
  });
  const form = await byHand();
  for (const [label, value] of [
    ['Phone number id', '106'],
    ['WhatsApp Business Account id', '102'],
    ['Access token', 'tok'],
    ['App id', '123'],
    ['App secret', 'sec'],
    ['Verify token', 'ver'],
  ] as const) {
    await userEvent.type(form.getByLabelText(label), value);
  }
  await userEvent.click(screen.getByRole('button', { name: 'Connect number' }));
  expect(await screen.findByText('This is not the secret of the app.')).toBeTruthy();
  expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({
    kind: 'meta',
    phone_number_id: '106',
    waba_id: '102',
    access_token: 'tok',
    app: { app_id: '123', app_secret: 'sec', verify_token: 'ver' },
  });
});

it('connects the simulator with one press', async () => {
  const { calls } = renderPage(<ChannelSettingsPage />, {
    [`GET ${path}`]: none,
    'GET /api/v1/system': system,
    'GET /simulator/control/businesses': { businesses: [{ id: '102' }] },
    'GET /simulator/control/businesses/102/credentials': {
      app_id: '123',
      app_secret: 'sec',
      verify_token: 'ver',
      access_token: 'tok',
      waba_id: '102',
      phone_number_ids: ['106'],
    },
    [`PUT ${path}`]: { ...number, kind: 'simulator', degraded: null },
    [`POST ${path}/check`]: checks,
    [`POST ${path}/subscribe`]: null,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Connect the demo number' }));
  expect(await screen.findByText('A number of the built-in simulator. Nothing leaves this server.')).toBeTruthy();
  expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({
    kind: 'simulator',
    phone_number_id: '106',
    waba_id: '102',
  });
  await vi.waitFor(() => expect(calls.some((call) => call.path === `${path}/subscribe`)).toBe(true));
});

it('finds the numbers of a pasted token and connects the chosen one, registering it with its PIN', async () => {
  const found = {
    app: { app_id: '123', name: 'Lumen' },
    token: { kind: 'SYSTEM_USER', expires_at: null, scopes: [], missing_scopes: [] },
    accounts: [
      {
        waba_id: '102',
        name: 'Lumen Home',
        problem: null,
        numbers: [
          {
            phone_number_id: '106',
            display_phone_number: '+1 555',
            verified_name: 'Prism',
            quality_rating: 'UNKNOWN',
            status: 'PENDING',
            name_status: null,
            is_on_biz_app: false,
            is_test: false,
            needs_registration: true,
            connected_here: false,
            connected_elsewhere: false,
          },
        ],
      },
    ],
    more_accounts: 0,
  };
  const { calls } = renderPage(<ChannelSettingsPage />, {
    [`GET ${path}`]: none,
    'GET /api/v1/system': system,
    [`POST ${path}/discover`]: found,
    [`PUT ${path}`]: { ...number, degraded: null },
    [`POST ${path}/register`]: { ...number, degraded: null },
    [`POST ${path}/subscribe`]: null,
    [`POST ${path}/check`]: checks,
  });
  await userEvent.type(await screen.findByLabelText('Access token'), 'tok');
  await userEvent.type(screen.getByLabelText('App secret'), 'sec');
  await userEvent.click(screen.getByRole('button', { name: 'Find my numbers' }));
  const press = await screen.findByRole('button', { name: 'Connect this number' });
  expect(press.getAttribute('aria-disabled')).toBe('true');
  await userEvent.type(screen.getByLabelText('Two-step PIN'), '123456');
  await userEvent.click(press);
  await vi.waitFor(() => expect(calls.some((call) => call.path === `${path}/subscribe`)).toBe(true));
  expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({
    kind: 'meta',
    phone_number_id: '106',
    waba_id: '102',
    access_token: 'tok',
    app: { app_id: '123', app_secret: 'sec' },
  });
  expect(calls.find((call) => call.path === `${path}/register`)?.body).toEqual({ pin: '123456' });
});

it('mends with one press what one press can mend', async () => {
  const { calls } = renderPage(<ChannelSettingsPage />, {
    [`GET ${path}`]: { ...number, degraded: null },
    [`POST ${path}/check`]: checks,
    [`POST ${path}/subscribe`]: null,
    [`POST ${path}/loop-test`]: { ...checks[0], id: 'loop', title: 'Loop test', detail: 'It came back.' },
  });
  expect(await screen.findByText('2 things need you.')).toBeTruthy();
  expect(screen.getByRole('img', { name: 'Look at this' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Subscribe' }));
  await vi.waitFor(() => expect(calls.filter((call) => call.path === `${path}/check`).length).toBe(2));
  await userEvent.click(screen.getByRole('button', { name: 'Run' }));
  expect(await screen.findByText('It came back.')).toBeTruthy();
});

it('says what is wrong, what to do, and never shows a secret', async () => {
  const { calls } = renderPage(<ChannelSettingsPage />, {
    [`GET ${path}`]: number,
    [`POST ${path}/check`]: checks,
    [`PATCH ${path}`]: { ...number, degraded: null },
  });
  expect((await screen.findByRole('alert')).textContent).toContain('The access token has expired.');
  expect(await screen.findByText('Press Subscribe.')).toBeTruthy();
  const row = screen.getByText('Access token', { exact: true }).closest('li');
  if (!row) throw new Error('secrets stand in rows');
  await userEvent.click(within(row).getByRole('button', { name: 'Replace' }));
  const box = await screen.findByLabelText('New value');
  expect(box.getAttribute('type')).toBe('password');
  await userEvent.type(box, ' new-token ');
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Replace' }));
  expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({ access_token: 'new-token' });
});

it('can be read but not changed without the permission', async () => {
  renderPage(<ChannelSettingsPage />, { [`GET ${path}`]: number }, { role: 'AGENT', permissions: ['channel:read'] });
  const button = await screen.findByRole('button', { name: 'Disconnect this number…' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(screen.queryByRole('button', { name: 'Check again' })).toBeNull();
});
