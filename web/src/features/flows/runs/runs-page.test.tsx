// The list of runs: who, how far, how it ended; filters in the address; a press leads to the run.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { flowView, runDetail } from '~test/flows';
import { inWorkspace, problem, renderPage } from '~test/page';
import RunsPage from './runs-page';
import { filterOf } from './search';

const flows = { data: [flowView()], page: { next_cursor: null } };
const answers = (data: unknown[]) => ({
  [`GET ${inWorkspace}/flows`]: flows,
  [`GET ${inWorkspace}/runs`]: { data, page: { next_cursor: null } },
});

it('says of each run with whom, where it stands and what went wrong, and leads to it', async () => {
  const user = userEvent.setup();
  // The table draws the rows that are in sight: here there is room for them.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  const { router } = renderPage(
    <RunsPage search={{}} onSearch={() => undefined} />,
    answers([
      runDetail({ waiting_for: ['reply'] }),
      runDetail({
        id: 'run_2',
        contact: { id: 'con_2', name: 'Ana' },
        status: 'ended',
        result: 'failed',
        problem: 'The shop did not answer.',
      }),
    ]),
  );
  await screen.findByRole('link', { name: 'Run of Ana' });
  const table = screen.getByRole('table', { name: 'Runs' });
  const [, waiting, failed] = within(table).getAllByRole('row');
  expect(waiting?.textContent).toContain('Waiting');
  expect(waiting?.textContent).toContain('a reply');
  expect(failed?.textContent).toContain('Failed');
  expect(failed?.textContent).toContain('The shop did not answer.');
  await user.click(screen.getByRole('link', { name: 'Run of Ana' }));
  await waitFor(() => expect(router.state.location.pathname).toContain('/flows/flw_1/runs/run_2'));
});

it('takes off a filter that nothing fits', async () => {
  const user = userEvent.setup();
  const onSearch = vi.fn();
  renderPage(<RunsPage flow="flw_1" search={{ status: 'failed' }} onSearch={onSearch} />, {
    ...answers([]),
    [`GET ${inWorkspace}/flows/flw_1`]: flowView(),
  });
  expect(await screen.findByText('No run fits the filters')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(onSearch).toHaveBeenCalledWith({
    status: undefined,
    flow: undefined,
    contact: undefined,
    from: undefined,
    to: undefined,
  });
});

it('reads an outcome as a result, anything else as a status, and days as whole days', () => {
  expect(filterOf({ status: 'failed' })).toMatchObject({ result: 'failed' });
  expect(filterOf({ status: 'waiting' })).toMatchObject({ status: 'waiting' });
  const { from, to } = filterOf({ from: '2026-11-22', to: '2026-11-22' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 60 * 60_000);
});

it('says why there is nothing to see', async () => {
  renderPage(<RunsPage search={{}} onSearch={() => undefined} />, {
    [`GET ${inWorkspace}/flows`]: flows,
    [`GET ${inWorkspace}/runs`]: () => problem(500, 'internal', 'Something broke.'),
  });
  expect(await screen.findByText('Something broke.')).toBeTruthy();
});
