// Duplicates: why they are suggested, what a merge shows and sends, and the way back out.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { contact, tag } from '~test/builders';
import { inWorkspace, problem, renderPage } from '~test/page';
import ContactPage from './contact-page';

const elif = contact({ display_name: 'Elif Nair', name: 'Elif Nair', attributes: { city: 'Lima' } });
const other = contact({
  display_name: '<b>Elif</b>',
  name: '<b>Elif</b>',
  phone: null,
  username: 'elif',
  attributes: { city: 'Quito' },
  opted_out: true,
  identities: [{ kind: 'bsuid', value: 'TR.1349120', first_seen_at: elif.created_at, last_seen_at: elif.created_at }],
});
const one = `${inWorkspace}/contacts/${elif.id}`;
const pair = { contacts: [elif, other], reasons: [{ kind: 'phone', value: '34662420687' }] };
const preview = {
  into: elif,
  from: other,
  tags: [tag({ name: 'vip' })],
  conversations: [
    { id: 'cnv_1', contact_id: elif.id, status: 'closed', message_count: 3, note_count: 0 },
    { id: 'cnv_2', contact_id: other.id, status: 'open', message_count: 12, note_count: 1 },
  ],
  message_count: 12,
  note_count: 1,
  conflicts: [
    { field: 'name', kept: 'Elif Nair', taken: '<b>Elif</b>' },
    { field: 'attributes.city', kept: 'Lima', taken: 'Quito' },
  ],
};
const open = (more: object = {}, role = {}) =>
  renderPage(
    <ContactPage contact={elif.id} />,
    {
      [`GET ${one}`]: elif,
      [`GET ${inWorkspace}/tags`]: { data: [], page: { next_cursor: null } },
      [`GET ${inWorkspace}/contacts/duplicates`]: { data: [pair] },
      [`GET ${one}/merge`]: preview,
      ...more,
    },
    role,
  );

it('shows what joins before anything happens, and sends what was chosen', async () => {
  const { calls } = open({ [`POST ${one}/merge`]: { ...elif, version: 2 } });
  expect(await screen.findByText(/^Both had/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /^Compare and merge/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Merge contacts' });
  expect(await within(dialog).findByText(/12 messages join/)).toBeTruthy();
  expect(within(dialog).getByText(/1 note/)).toBeTruthy();
  expect(within(dialog).getByText('TR.1349120')).toBeTruthy();
  expect(within(dialog).getByText('The opt-out counts for the one contact.')).toBeTruthy();
  // What a customer calls themselves is text.
  expect(within(dialog).getAllByText('<b>Elif</b>').length).toBeGreaterThan(0);
  await userEvent.click(within(dialog).getByRole('radio', { name: 'Quito' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Merge' }));
  expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
    contact_id: other.id,
    take: ['attributes.city'],
  });
});

it('can be told that they are two people', async () => {
  const { calls } = open({ [`POST ${one}/distinct`]: null });
  await userEvent.click(await screen.findByRole('button', { name: /are two people$/ }));
  expect(calls.find((call) => call.path.endsWith('/distinct'))?.body).toEqual({ contact_id: other.id });
});

it('splits off what belongs to somebody else, but never everything', async () => {
  const two = {
    ...elif,
    identities: [
      ...elif.identities,
      { kind: 'bsuid', value: 'TR.9', first_seen_at: elif.created_at, last_seen_at: elif.created_at },
    ],
  };
  const { calls } = open({ [`GET ${one}`]: two, [`POST ${one}/split`]: { contact: elif, new_contact: other } });
  await userEvent.click(await screen.findByRole('button', { name: 'Split off another person…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Split off another person' });
  const split = within(dialog).getByRole('button', { name: 'Split off' });
  expect(split.getAttribute('aria-disabled')).toBe('true');
  for (const box of within(dialog).getAllByRole('checkbox')) await userEvent.click(box);
  expect(split.getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(within(dialog).getByRole('checkbox', { name: /662/ }));
  await userEvent.click(split);
  expect(calls.find((call) => call.path.endsWith('/split'))?.body).toEqual({
    identities: [{ kind: 'bsuid', value: 'TR.9' }],
  });
});

it('leads from a contact that was merged to the one it went into', async () => {
  const gone = () => problem(404, 'contact.merged', `The contact con_x was merged into ${elif.id}.`);
  open({ [`GET ${one}`]: gone });
  expect(await screen.findByText('This contact was merged into another')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Open the contact' })).toBeTruthy();
});

it('an analyst sees the pair and cannot merge it', async () => {
  open({}, { role: 'ANALYST', permissions: ['contacts:read'] });
  const merge = await screen.findByRole('button', { name: /^Compare and merge/ });
  expect(merge.getAttribute('aria-disabled')).toBe('true');
});
