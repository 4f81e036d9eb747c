// A new flow begins as nothing or as a starter; an imported one says first what it could reach. The menu and deleting tell what follows.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { flowGraph, flowView } from '~test/flows';
import { inWorkspace, renderPage } from '~test/page';
import { DeleteFlow } from './delete-dialog';
import { FlowMenu } from './flow-menu';
import NewFlowDialog from './new-flow-dialog';

const starters = [
  { key: 'welcome_menu', name: 'Welcome and menu', description: 'Greets', nodes: 2, graph: flowGraph() },
];
const made = flowView({ id: 'flw_9' });

it('makes a draft from a starter under its name, and goes to the editor', async () => {
  const user = userEvent.setup();
  const { calls, router } = renderPage(<NewFlowDialog open onClose={() => undefined} />, {
    [`GET ${inWorkspace}/flow-starters`]: starters,
    [`POST ${inWorkspace}/flows`]: made,
  });
  const dialog = await screen.findByRole('dialog', { name: 'New flow' });
  expect(within(dialog).getByRole('button', { name: 'Create draft' }).getAttribute('aria-disabled')).toBe('true');
  await user.click(await within(dialog).findByRole('radio', { name: /Welcome and menu/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Create draft' }));
  await waitFor(() => expect(router.state.location.pathname).toContain('/flows/flw_9/edit'));
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
    name: 'Welcome and menu',
    starter: 'welcome_menu',
    description: 'Greets',
  });
});

it('shows what a file could reach before it is imported', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<NewFlowDialog open onClose={() => undefined} />, {
    [`GET ${inWorkspace}/flow-starters`]: starters,
    [`POST ${inWorkspace}/flows/import`]: ({ body }: { body: { dry_run: boolean } }) =>
      body.dry_run
        ? {
            name: 'Foreign flow',
            nodes: 3,
            reaches: [
              { kind: 'http', what: 'https://evil.example', known: false },
              { kind: 'secret', what: 'shop_key', known: false },
            ],
            findings: [],
          }
        : made,
  });
  await user.click(await screen.findByRole('tab', { name: 'From a file' }));
  const file = new File(['{"prismwa_flow":1}'], 'foreign.json', { type: 'application/json' });
  await user.upload(screen.getByLabelText('File of a flow'), file);
  const reach = await screen.findByRole('region', { name: 'What it can reach' });
  expect(
    within(reach)
      .getAllByRole('listitem')
      .map((line) => line.textContent),
  ).toEqual(['Calls a serverhttps://evil.example', 'Uses a secretshop_keyNot in this workspace']);
  expect(calls.filter(({ path }) => path.endsWith('/import')).map(({ body }) => body)).toEqual([
    { document: { prismwa_flow: 1 }, dry_run: true },
  ]);
});

it('says that a file is no flow without asking the server', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<NewFlowDialog open onClose={() => undefined} />, {});
  await user.click(await screen.findByRole('tab', { name: 'From a file' }));
  await user.upload(
    screen.getByLabelText('File of a flow'),
    new File(['hello'], 'x.json', { type: 'application/json' }),
  );
  expect((await screen.findByRole('alert')).textContent).toContain('is not JSON');
  expect(calls.some(({ path }) => path.endsWith('/import'))).toBe(false);
});

it('deletes a flow that is in use only with its name typed, and cancels its runs', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<DeleteFlow flow={flowView({ runs_active: 3 })} onClose={() => undefined} />, {
    [`DELETE ${inWorkspace}/flows/flw_1`]: null,
  });
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('3 conversations are in it now');
  const button = within(dialog).getByRole('button', { name: 'Cancel runs and delete' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  await user.type(within(dialog).getByRole('textbox'), 'Welcome');
  await user.click(button);
  await waitFor(() => expect(calls.some(({ method }) => method === 'DELETE')).toBe(true));
});

it('offers an agent to look, not to change', async () => {
  const user = userEvent.setup();
  renderPage(<FlowMenu flow={flowView()} />, {}, { role: 'AGENT', permissions: [] });
  await user.click(await screen.findByRole('button', { name: 'More about Welcome' }));
  const remove = await screen.findByRole('menuitem', { name: /Delete/ });
  expect(remove.getAttribute('aria-disabled') ?? remove.getAttribute('data-disabled')).not.toBeNull();
  expect(screen.getByRole('menuitem', { name: 'Open' })).toBeTruthy();
});
