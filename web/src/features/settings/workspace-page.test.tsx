// Only what was changed is sent; leaving with changes is asked about.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { workspace } from '~test/builders';
import { inWorkspace, problem, renderPage } from '~test/page';
import WorkspaceSettingsPage from './workspace-page';

const rename = async (name: string) => {
  const box = await screen.findByRole('textbox', { name: 'Name' });
  await userEvent.clear(box);
  await userEvent.type(box, name);
};

it('sends the change, and the version it was made from', async () => {
  const { calls } = renderPage(<WorkspaceSettingsPage />, {
    [`PATCH ${inWorkspace}`]: { ...workspace, name: 'Prism Sur' },
    'GET /api/v1/me': {},
  });
  await rename('Prism Sur');
  await userEvent.click(screen.getByRole('switch', { name: /Show .typing/ }));
  expect(screen.getByRole('status').textContent).toBe('2 unsaved changes');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({
    name: 'Prism Sur',
    settings: { typing_to_contact: false },
  });
});

it('keeps the words and shows the reason at the field', async () => {
  const refused = () =>
    problem(422, 'request.invalid', 'Some fields are wrong.', [
      { pointer: '/name', code: 'too_long', detail: 'At most 100 characters.' },
    ]);
  renderPage(<WorkspaceSettingsPage />, { [`PATCH ${inWorkspace}`]: refused });
  await rename('x');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('At most 100 characters.')).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'x');
});

it('asks before the page is left with changes', async () => {
  const { router } = renderPage(<WorkspaceSettingsPage />, {});
  await rename('x');
  void router.navigate({ to: '/' });
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(router.state.location.pathname).toBe('/here');
  void router.navigate({ to: '/' });
  await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
  expect(await screen.findByText('at /')).toBeTruthy();
});

it('deletes only after the name was typed', async () => {
  const { calls } = renderPage(<WorkspaceSettingsPage />, { [`DELETE ${inWorkspace}`]: null, 'GET /api/v1/me': {} });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete this workspace…' }));
  const action = await screen.findByRole('button', { name: 'Delete workspace' });
  await userEvent.click(action);
  expect(calls.some((call) => call.method === 'DELETE')).toBe(false);
  await userEvent.type(screen.getByRole('textbox', { name: /Type .* to confirm/ }), workspace.name);
  await userEvent.click(action);
  expect(calls.find((call) => call.method === 'DELETE')?.body).toEqual({ confirm_name: workspace.name });
});
