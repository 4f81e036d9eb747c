// What all flows share: words and values, of the kinds they are, and only what was changed is sent.
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, renderPage } from '~test/page';
import AutomationPage from './automation-page';
import { rowsOf, valuesOf } from './shared-values';

const path = `${inWorkspace}/flow-globals`;
const stored = { globals: { price: 9.5 }, human_words: ['agent'], menu_words: ['menu'], menu_flow: null };
const answers = {
  [`GET ${path}`]: stored,
  [`GET ${inWorkspace}/flows`]: { data: [], page: { next_cursor: null } },
  [`PUT ${path}`]: ({ body }: { body: object }) => ({ ...stored, ...body }),
};

it('adds a word, and sends nothing else', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<AutomationPage />, answers);
  await user.type(await screen.findByRole('textbox', { name: 'Bring a person' }), '{Enter} persona {Enter}');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(calls.some(({ method }) => method === 'PUT')).toBe(true));
  expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ human_words: ['agent', 'persona'] });
});

it('adds a value, says what is wrong with a name, and keeps numbers numbers', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<AutomationPage />, answers);
  await user.click(await screen.findByRole('button', { name: 'Add a value' }));
  const [, name] = screen.getAllByRole('textbox', { name: 'Name' });
  const [, value] = screen.getAllByRole('textbox', { name: 'Value' });
  if (!name || !value) throw new Error('there are two rows');
  await user.type(name, 'Shop');
  expect(screen.getByText(/Names have small letters/)).toBeTruthy();
  await user.clear(name);
  await user.type(name, 'shop');
  await user.type(value, 'https://lumen.example');
  expect(screen.queryByText(/Names have small letters/)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(calls.some(({ method }) => method === 'PUT')).toBe(true));
  expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
    globals: { price: 9.5, shop: 'https://lumen.example' },
  });
});

it('reads values of every kind back as they were', () => {
  const values = { text: 'a', number: 1, yes: false, list: ['x', 2], none: null };
  expect(valuesOf(rowsOf(values))).toEqual(values);
});

it('leaves out what cannot be read, and the second of a name', () => {
  expect(
    valuesOf([
      { name: 'a', kind: 'number', text: 'x' },
      { name: 'b', kind: 'text', text: '1' },
      { name: 'b', kind: 'text', text: '2' },
      { name: '', kind: 'text', text: '3' },
      { name: 'c', kind: 'json', text: '{' },
    ]),
  ).toEqual({ b: '1' });
});
