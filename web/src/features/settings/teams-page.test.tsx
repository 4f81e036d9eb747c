// Settings of teams: members with their capacity and the rule go to the server as they are shown; agents may look only.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { member } from '~test/builders';
import { inWorkspace, renderPage } from '~test/page';
import TeamsSettingsPage from './teams-page';

const ana = member({ name: 'Ana Torres' });
const analyst = member({ name: 'Read Only', role: 'ANALYST' });
const people = { data: [ana, analyst], page: { next_cursor: null } };
const sales = {
  id: 'team_1',
  name: 'Sales',
  hands_out: 'online',
  reopened: 'keep',
  takes_new: true,
  members: [{ user_id: ana.user_id, capacity: null }],
  created_at: '2026-11-22T18:30:00.000Z',
  updated_at: '2026-11-22T18:30:00.000Z',
};
const list = (...data: unknown[]) => ({ data, page: { next_cursor: null } });

it('makes a team of members with what each can carry', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<TeamsSettingsPage />, {
    [`GET ${inWorkspace}/teams`]: list(),
    [`GET ${inWorkspace}/members`]: people,
    [`POST ${inWorkspace}/teams`]: sales,
  });
  await user.click(await screen.findByRole('button', { name: 'New team' }));
  const dialog = await screen.findByRole('dialog', { name: 'New team' });
  await user.type(within(dialog).getByLabelText('Name'), 'Sales');
  expect(within(dialog).queryByText('Read Only')).toBeNull();
  await user.click(await within(dialog).findByRole('checkbox', { name: /Ana Torres/ }));
  await user.type(within(dialog).getByLabelText('Open conversations of Ana Torres at most'), '12');
  await user.click(within(dialog).getByRole('radio', { name: /to who is online/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Create team' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
    name: 'Sales',
    hands_out: 'online',
    reopened: 'keep',
    takes_new: false,
    members: [{ user_id: ana.user_id, capacity: 12 }],
  });
});

it('shows what each team does, and why one may not change it', async () => {
  renderPage(
    <TeamsSettingsPage />,
    { [`GET ${inWorkspace}/teams`]: list(sales), [`GET ${inWorkspace}/members`]: people },
    { role: 'AGENT', permissions: ['teams:read'] },
  );
  const row = await screen.findByRole('listitem');
  expect(row.textContent).toContain('In turn to members who are online');
  expect(row.textContent).toContain('Takes what is new');
  expect(within(row).getByRole('button', { name: 'Edit Sales' }).getAttribute('aria-disabled')).toBe('true');
});
