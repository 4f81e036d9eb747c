// Keys are shown once, carry what was chosen, and are taken back after a question.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, renderPage } from '~test/page';
import ApiKeysSettingsPage from './api-keys-page';

const path = `${inWorkspace}/api-keys`;
const key = {
  id: 'key_1',
  name: 'Orders',
  hint: 'a1b2',
  scopes: ['contacts:read'],
  state: 'active',
  created_by: 'usr_1',
  created_by_name: 'Priya',
  created_at: '2026-11-22T18:00:00Z',
  expires_at: null,
  last_used_at: null,
  last_used_ip: null,
  revoked_at: null,
};
const page = (...data: unknown[]) => ({ data, page: { next_cursor: null } });

it('makes a key with what was chosen and shows it this once', async () => {
  const { calls } = renderPage(
    <ApiKeysSettingsPage />,
    { [`GET ${path}`]: page(), [`POST ${path}`]: { api_key: key, secret: 'pwa_secret' } },
    { permissions: ['api_keys:manage', 'contacts:read', 'members:manage'] },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'New API key' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'What is it for?' }), 'Orders');
  expect(screen.queryByRole('checkbox', { name: 'manage' })).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: 'read' }));
  await userEvent.click(screen.getByRole('button', { name: 'Make key' }));
  expect(await screen.findByText('pwa_secret')).toBeTruthy();
  expect(calls.find((call) => call.method === 'POST')?.body).toMatchObject({
    name: 'Orders',
    scopes: ['contacts:read'],
  });
  await userEvent.click(screen.getByRole('button', { name: 'I have copied it' }));
  expect(screen.queryByText('pwa_secret')).toBeNull();
});

it('asks before a key is taken back', async () => {
  const { calls } = renderPage(<ApiKeysSettingsPage />, {
    [`GET ${path}`]: page(key, { ...key, id: 'key_2', name: 'Old', state: 'revoked' }),
    [`DELETE ${path}/key_1`]: () => new Response(null, { status: 204 }),
  });
  expect(await screen.findByText('Orders')).toBeTruthy();
  expect(screen.queryByText('Old')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /no longer work/ }));
  expect(screen.getByText('Old')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Revoke…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke' }));
  expect(calls.some((call) => call.method === 'DELETE')).toBe(true);
});

it('is closed to those who may not make keys', async () => {
  renderPage(<ApiKeysSettingsPage />, {}, { role: 'AGENT', permissions: [] });
  expect(await screen.findByRole('heading', { name: /access to API keys/ })).toBeTruthy();
});
