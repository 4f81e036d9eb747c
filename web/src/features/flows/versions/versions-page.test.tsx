// Versions: what differs between two, an old one as the draft again, an old one live again.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { flowGraph, flowNode, flowView } from '~test/flows';
import { inWorkspace, renderPage } from '~test/page';
import VersionsPage from './versions-page';

const flow = `${inWorkspace}/flows/flw_1`;
const version = (number: number, over: object = {}) => ({
  number,
  note: '',
  published_at: '2026-11-22T09:00:00.000Z',
  published_by: { id: 'usr_1', name: 'Asha' },
  live: false,
  nodes: 2,
  runs_active: 0,
  ...over,
});
const older = flowGraph();
const newer = flowGraph({ nodes: [...older.nodes, flowNode('thanks', { config: { text: 'Thank you' } })] });

function open(more: Record<string, unknown> = {}, view: Partial<Parameters<typeof flowView>[0]> = {}) {
  const onSearch = vi.fn();
  const page = renderPage(<VersionsPage flow="flw_1" search={{}} onSearch={onSearch} />, {
    [`GET ${flow}`]: flowView({ has_changes: true, ...view }),
    [`GET ${flow}/versions`]: {
      data: [version(2, { live: true, runs_active: 3 }), version(1, { note: 'the first' })],
      page: { next_cursor: null },
    },
    [`GET ${flow}/diff`]: {
      from: 2,
      to: 'draft',
      from_graph: older,
      to_graph: newer,
      difference: { nodes: [{ node: 'thanks', change: { is: 'added' } }], edges: [], other: [] },
    },
    ...more,
  });
  return { ...page, onSearch };
}

it('compares the draft with what is live, and says what differs', async () => {
  open();
  const changes = await screen.findByRole('region', { name: 'Changes' });
  expect(within(changes).getByRole('status').textContent).toBe('1 change');
  expect(changes.textContent).toContain('Thanks');
  const list = screen.getByRole('complementary', { name: 'Versions' });
  expect(list.textContent).toContain('3 conversations are in it now');
  expect(list.textContent).toContain('the first');
});

it('goes to another pair from the list', async () => {
  const user = userEvent.setup();
  const { onSearch } = open();
  await user.click(await screen.findByRole('button', { name: 'Version 2' }));
  expect(onSearch).toHaveBeenCalledWith({ from: 1, to: 2 });
});

it('publishes an old version again, with the reason', async () => {
  const user = userEvent.setup();
  const { calls } = open({ [`POST ${flow}/versions/1/rollback`]: version(3) });
  await user.click(await screen.findByRole('button', { name: 'More about version 1' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Publish it again…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Publish version 1 again?' });
  await user.click(within(dialog).getByRole('button', { name: 'Publish' }));
  await waitFor(() =>
    expect(calls.find(({ path }) => path.endsWith('/rollback'))?.body).toEqual({ note: 'Back to version 1' }),
  );
});

it('asks before an old version replaces a draft that has changes', async () => {
  const user = userEvent.setup();
  const { calls, router } = open({ [`POST ${flow}/versions/1/restore`]: { revision: 5 } });
  await user.click(await screen.findByRole('button', { name: 'More about version 1' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Make it the draft' }));
  const sure = await screen.findByRole('dialog', { name: 'Replace the draft by version 1?' });
  expect(calls.some(({ path }) => path.endsWith('/restore'))).toBe(false);
  await user.click(within(sure).getByRole('button', { name: 'Replace the draft' }));
  await waitFor(() => expect(router.state.location.pathname).toContain('/flows/flw_1/edit'));
});

it('says that nothing was published yet', async () => {
  open({ [`GET ${flow}/versions`]: { data: [], page: { next_cursor: null } } }, { live_version: null });
  expect(await screen.findByText('Nothing was published yet')).toBeTruthy();
});
