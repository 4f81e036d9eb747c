// Who may change whom, and why not.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { member, user } from '~test/builders';
import { inWorkspace, renderPage } from '~test/page';
import MembersSettingsPage from './members-page';

const self = member({ user_id: user.id, name: 'Priya Nair', role: 'OWNER' });
const agent = member({ name: 'Fatima Khan', role: 'AGENT' });
const team = { data: [self, agent], page: { next_cursor: null } };
const row = async (name: string) => {
  const item = (await screen.findByText(name)).closest('li');
  if (!item) throw new Error(`${name} stands in a row`);
  return within(item);
};

it('lets an owner change others, but not the own role', async () => {
  renderPage(<MembersSettingsPage />, { [`GET ${inWorkspace}/members`]: team });
  expect((await row('Fatima Khan')).getByRole('combobox', { name: 'Role of Fatima Khan' })).toBeTruthy();
  expect((await row('Priya Nair')).queryByRole('combobox')).toBeNull();
});

it('asks before somebody is disabled, then says so to the server', async () => {
  const { calls } = renderPage(<MembersSettingsPage />, {
    [`GET ${inWorkspace}/members`]: team,
    [`PATCH ${inWorkspace}/members/${agent.user_id}`]: { ...agent, disabled: true },
  });
  await userEvent.click((await row('Fatima Khan')).getByRole('button', { name: 'More for Fatima Khan' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Disable…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Disable' }));
  expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({ disabled: true });
});

it('shows an agent the team without controls', async () => {
  renderPage(
    <MembersSettingsPage />,
    { [`GET ${inWorkspace}/members`]: team },
    { role: 'AGENT', permissions: ['workspace:read'] },
  );
  const fatima = await row('Fatima Khan');
  expect(fatima.queryByRole('combobox')).toBeNull();
  expect(screen.queryByRole('link', { name: 'Invite people' })).toBeNull();
});

it('offers another try when the team cannot be loaded', async () => {
  renderPage(<MembersSettingsPage />, {});
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});
