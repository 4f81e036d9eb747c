// A contact's own fields in the details: picked from a menu or written in a box, one at a time, the others untouched.
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { CustomField } from '~/api/custom-fields';
import { contact } from '~test/builders';
import { inWorkspace, problem, renderPage } from '~test/page';
import { ContactFields } from './contact-fields';

const field = (key: string, kind: CustomField['kind'], choices: string[] = []): CustomField => ({
  id: `fld_${key}`,
  key,
  label: key.toUpperCase(),
  kind,
  choices,
  position: 0,
});
const fields = [
  field('plan', 'choice', ['Gold', 'Silver']),
  field('orders', 'number'),
  field('born', 'date'),
  field('site', 'url'),
];
const elif = contact({
  attributes: { plan: 'Gold', orders: 3, born: '1990-02-05', site: 'javascript:alert(1)', free: 'x' },
});
const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
const path = `${inWorkspace}/contacts/${elif.id}`;
const open = (answer: unknown = { ...elif, version: 8 }, role = {}) =>
  renderPage(
    <>
      <ContactFields contact={elif} />
      <textarea aria-label="Message" />
    </>,
    { [`GET ${inWorkspace}/custom-fields`]: { data: fields, page: { next_cursor: null } }, [`PATCH ${path}`]: answer },
    role,
  );
const sent = (calls: { method: string; body: unknown }[]) =>
  calls.filter((call) => call.method === 'PATCH').map((call) => call.body);

it('writes a number with Enter, and the focus comes back to it', async () => {
  const { calls } = open();
  await user.click(await screen.findByRole('button', { name: 'Change ORDERS: 3' }));
  const box = screen.getByLabelText('ORDERS');
  expect(document.activeElement).toBe(box);
  await user.clear(box);
  await user.type(box, '12{Enter}');
  await waitFor(() => expect(sent(calls)).toEqual([{ attributes: { ...elif.attributes, orders: '12' } }]));
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Change ORDERS/);
});

it('leaves with Esc what was there, and sends nothing for what did not change', async () => {
  const { calls } = open();
  await user.click(await screen.findByRole('button', { name: 'Change ORDERS: 3' }));
  await user.type(screen.getByLabelText('ORDERS'), '9{Escape}');
  await user.click(await screen.findByRole('button', { name: 'Change ORDERS: 3' }));
  await user.click(screen.getByLabelText('Message'));
  expect(await screen.findByRole('button', { name: 'Change ORDERS: 3' })).toBeTruthy();
  expect(sent(calls)).toEqual([]);
});

it('picks a choice, or none', async () => {
  const { calls } = open();
  await user.click(await screen.findByRole('button', { name: 'Change PLAN: Gold' }));
  await user.click(await screen.findByRole('menuitemradio', { name: 'Not set' }));
  const { plan: _, ...others } = elif.attributes;
  await waitFor(() => expect(sent(calls)).toEqual([{ attributes: others }]));
});

it('keeps what was refused with the reason, and does not take the focus from the message', async () => {
  const refused = () =>
    problem(422, 'request.invalid', 'Something is not right.', [
      { pointer: '/attributes/orders', code: 'invalid', detail: 'Write a number.' },
    ]);
  open(refused);
  await user.click(await screen.findByRole('button', { name: 'Change ORDERS: 3' }));
  await user.clear(screen.getByLabelText('ORDERS'));
  await user.type(screen.getByLabelText('ORDERS'), 'many');
  await user.click(screen.getByLabelText('Message'));
  expect(await screen.findByText('Write a number.')).toBeTruthy();
  expect(screen.getByLabelText('ORDERS')).toHaveProperty('value', 'many');
  expect(document.activeElement).toBe(screen.getByLabelText('Message'));
});

it('shows days as days, what has no type below, and opens no hostile address', async () => {
  open();
  expect(await screen.findByText('Feb 5, 1990')).toBeTruthy();
  expect(screen.getByText('free')).toBeTruthy();
  expect(screen.queryByRole('link')).toBeNull();
});

it('can only be read by an analyst', async () => {
  open(undefined, { role: 'ANALYST', permissions: ['contacts:read'] });
  expect(await screen.findByText('Gold')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Change/ })).toBeNull();
});
