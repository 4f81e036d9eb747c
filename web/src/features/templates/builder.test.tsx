// Writing a template: gaps are not scolded before somebody submits, what Meta would refuse shows at its place, and what is sent is Meta's own body.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, renderPage } from '~test/page';
import NewTemplatePage from './new-page';

const path = `${inWorkspace}/templates`;
const system = {
  version: '1',
  simulator_enabled: true,
  public_url: 'http://localhost',
  server_time: '2026-11-22T18:00:00Z',
  limits: { template: { name: 512, body: 1024, header_text: 60, footer: 60, buttons: 10, button_text: 25 } },
};
const role = { role: 'ADMIN' as const, permissions: ['templates:read', 'templates:manage'] };
const edge = {
  pointer: '/components/0/text',
  code: 'variable.at_start',
  is_error: true,
  detail: 'Put words before it.',
};
const gap = { pointer: '/name', code: 'name.empty', is_error: true, detail: 'Give the template a name.' };

it('shows what Meta would refuse at its place, and gaps only once somebody submits', async () => {
  renderPage(<NewTemplatePage />, { 'GET /api/v1/system': system, [`POST ${path}/lint`]: { data: [gap, edge] } }, role);
  const body = await screen.findByRole('textbox', { name: 'Body' });
  await userEvent.type(body, 'waits for you');
  await waitFor(() => expect(body.getAttribute('aria-invalid')).toBe('true'));
  expect(screen.getAllByText('Put words before it.').length).toBeGreaterThan(0);
  expect(screen.queryByText('Give the template a name.')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Send to Meta' }));
  expect((await screen.findAllByText('Give the template a name.')).length).toBeGreaterThan(0);
});

it('shows what is written before the template has a name', async () => {
  renderPage(<NewTemplatePage />, { 'GET /api/v1/system': system, [`POST ${path}/lint`]: { data: [] } }, role);
  const preview = within(await screen.findByRole('region', { name: 'The message as a contact gets it' }));
  expect(preview.getByText('What you write shows up here.')).toBeTruthy();
  await userEvent.type(screen.getByRole('textbox', { name: 'Body' }), 'It is on its way.');
  expect(await preview.findByText('It is on its way.')).toBeTruthy();
  expect(preview.queryByText(/cannot show/)).toBeNull();
});

it('sends the body Meta takes, with the samples of its variables', async () => {
  const { calls } = renderPage(
    <NewTemplatePage />,
    { 'GET /api/v1/system': system, [`POST ${path}/lint`]: { data: [] }, [`POST ${path}`]: { id: 'tpl_1' } },
    role,
  );
  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Parcel Waits');
  await userEvent.type(screen.getByRole('textbox', { name: 'Body' }), 'Your parcel {{{{1}} waits here');
  await userEvent.type(await screen.findByRole('textbox', { name: '{{1}}' }), 'A-1');
  await screen.findByText('Nothing Meta is known to refuse.');
  await userEvent.click(screen.getByRole('button', { name: 'Send to Meta' }));
  await waitFor(() => expect(calls.some((call) => call.path === path && call.method === 'POST')).toBe(true));
  expect(calls.find((call) => call.path === path && call.method === 'POST')?.body).toEqual({
    name: 'parcel_waits',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Your parcel {{1}} waits here', example: { body_text: [['A-1']] } }],
  });
});

it('cannot be sent without the permission', async () => {
  renderPage(
    <NewTemplatePage />,
    { 'GET /api/v1/system': system, [`POST ${path}/lint`]: { data: [] } },
    { role: 'AGENT', permissions: ['templates:read'] },
  );
  const send = await screen.findByRole('button', { name: 'Send to Meta' });
  expect(send.getAttribute('aria-disabled')).toBe('true');
});
