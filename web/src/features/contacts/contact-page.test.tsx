// One contact: what is changed is sent with its version; consent is stored at once; deleting needs the name.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { contact, tag } from '~test/builders';
import { inWorkspace, problem, renderPage } from '~test/page';
import ContactPage from './contact-page';

const elif = contact({
  display_name: 'Elif Nair',
  name: 'Elif',
  attributes: { plan: 'Gold', orders: 3 },
  tags: [tag({ name: 'vip' })],
  version: 7,
});
// Without the pauses between keys and the look through every ancestor for its pointer events: what is tested is the page.
const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
const path = `${inWorkspace}/contacts/${elif.id}`;
const answers = { [`GET ${path}`]: elif, [`GET ${inWorkspace}/tags`]: { data: [], page: { next_cursor: null } } };
const open = (more: object = {}, role = {}) =>
  renderPage(<ContactPage contact={elif.id} />, { ...answers, ...more }, role);

it('sends only what was changed, values with their kind', async () => {
  const { calls } = open({ [`PATCH ${path}`]: { ...elif, version: 8 } });
  const orders = await screen.findByLabelText('Value of orders');
  await user.clear(orders);
  await user.type(orders, '4');
  await user.clear(screen.getByLabelText('Name'));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({
    name: null,
    attributes: { plan: 'Gold', orders: 4 },
  });
});

it('says when somebody else was faster, and loads what is stored now', async () => {
  const raced = () => problem(412, 'version.conflict', 'Somebody changed this contact meanwhile.');
  const { calls } = open({ [`PATCH ${path}`]: raced });
  await user.type(await screen.findByLabelText('Name'), ' N.');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Somebody changed this contact meanwhile.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Load what is stored now' }));
  expect(calls.filter((call) => call.method === 'GET' && call.path === path)).toHaveLength(2);
  expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Elif N.');
});

it('stores an opt-out at once, and asks before blocking', async () => {
  const { calls } = open({ [`PATCH ${path}`]: { ...elif, opted_out: true, version: 8 } });
  await user.click(await screen.findByRole('switch', { name: 'Opted out' }));
  expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({ opted_out: true });
  await user.click(await screen.findByRole('switch', { name: 'Blocked' }));
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(calls.filter((call) => call.method === 'PATCH')).toHaveLength(1);
});

it('takes a tag off', async () => {
  const [vip] = elif.tags;
  const { calls } = open({ [`DELETE ${path}/tags/${vip?.id}`]: { ...elif, tags: [], version: 8 } });
  await user.click(await screen.findByRole('button', { name: 'Take vip off' }));
  expect(calls.some((call) => call.method === 'DELETE' && call.path.endsWith(`/tags/${vip?.id}`))).toBe(true);
  expect(await screen.findByText('None yet.')).toBeTruthy();
});

it('deletes after the name was typed, and goes back to the list', async () => {
  open({ [`DELETE ${path}`]: null });
  await user.click(await screen.findByRole('button', { name: 'Delete this contact…' }));
  await user.click(await screen.findByLabelText(/to confirm/));
  await user.paste('Elif Nair');
  await user.click(screen.getByRole('button', { name: 'Delete contact' }));
  expect(await screen.findByText('at /w/$ws/contacts')).toBeTruthy();
});

it('can only be read by an analyst', async () => {
  open({}, { role: 'ANALYST', permissions: ['contacts:read'] });
  expect(await screen.findByLabelText('Name')).toHaveProperty('disabled', true);
  expect(screen.queryByRole('button', { name: 'Add attribute' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Delete this contact…' }).getAttribute('aria-disabled')).toBe('true');
});

it('says when there is no such contact', async () => {
  renderPage(<ContactPage contact="con_x" />, {});
  expect(await screen.findByText('This contact does not exist')).toBeTruthy();
});
