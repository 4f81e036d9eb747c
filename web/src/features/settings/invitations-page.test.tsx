// The link of an invitation is shown once, and what the server refuses stands at its field.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, problem, renderPage } from '~test/page';
import InvitationsSettingsPage from './invitations-page';

const path = `${inWorkspace}/invitations`;
const none = { data: [], page: { next_cursor: null } };
const invite = async (email: string) => {
  await userEvent.type(await screen.findByRole('textbox', { name: 'Email address' }), email);
  await userEvent.click(screen.getByRole('button', { name: 'Create invitation link' }));
};

it('shows the link, to be copied now or never', async () => {
  const made = {
    id: 'inv_1',
    email: 'sam@example.com',
    role: 'AGENT',
    invited_by: 'usr_1',
    created_at: '2026-11-22T18:00:00Z',
    expires_at: '2026-11-25T18:00:00Z',
    accepted_at: null,
    revoked_at: null,
    accept_url: 'https://console.example/invite/secret',
  };
  const { calls } = renderPage(<InvitationsSettingsPage />, { [`GET ${path}`]: none, [`POST ${path}`]: made });
  await invite(' sam@example.com ');
  expect(await screen.findByText('https://console.example/invite/secret')).toBeTruthy();
  expect(calls.find((call) => call.method === 'POST')?.body).toEqual({ email: 'sam@example.com', role: 'AGENT' });
  await userEvent.click(screen.getByRole('button', { name: 'I have copied it' }));
  expect(screen.queryByText('https://console.example/invite/secret')).toBeNull();
});

it('puts a refusal at its field', async () => {
  const refused = () =>
    problem(422, 'request.invalid', 'Some fields are wrong.', [
      { pointer: '/email', code: 'member.exists', detail: 'Sam is a member already.' },
    ]);
  renderPage(<InvitationsSettingsPage />, { [`GET ${path}`]: none, [`POST ${path}`]: refused });
  await invite('sam@example.com');
  expect(await screen.findByText('Sam is a member already.')).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Email address' }).getAttribute('aria-invalid')).toBe('true');
});

it('asks nothing of the server for an incomplete address', async () => {
  const { calls } = renderPage(<InvitationsSettingsPage />, { [`GET ${path}`]: none });
  await invite('sam');
  expect(await screen.findByText(/complete email address/)).toBeTruthy();
  expect(calls.some((call) => call.method === 'POST')).toBe(false);
});

it('is closed to those who may not invite', async () => {
  renderPage(<InvitationsSettingsPage />, {}, { role: 'AGENT', permissions: [] });
  expect(await screen.findByRole('heading', { name: /access to invitations/ })).toBeTruthy();
});
