// One run: its steps in words, what was held after each, the same again, what if, and what can be done with it.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { RunDetail } from '~/api/flow-runs';
import { flowStep, flowView, runDetail } from '~test/flows';
import { inWorkspace, renderPage } from '~test/page';
import RunPage from './run-page';

const run = `${inWorkspace}/runs/run_1`;
const steps = [
  flowStep(0, 'start', { edge: 'e1', handle: 'next', opening: { input: { type: 'start' } } }),
  flowStep(1, 'look_up', {
    outcome: 'failed',
    handle: 'network',
    question: { type: 'http', method: 'GET', url: 'https://shop.example/1' },
    answer: { type: 'network', message: 'refused' },
    changes: [{ path: 'vars.city', before: null, after: 'Lugo' }],
    error: { code: 'http.network', message: 'the server did not answer' },
  }),
];

function open(step: number | undefined, more: Record<string, unknown> = {}, over: Partial<RunDetail> = {}) {
  const onStep = vi.fn();
  const view = renderPage(<RunPage flow="flw_1" run="run_1" step={step} onStep={onStep} />, {
    [`GET ${inWorkspace}/flows/flw_1`]: flowView(),
    [`GET ${inWorkspace}/flows/flw_1/versions`]: {
      data: [
        { number: 2, live: true, note: '' },
        { number: 1, live: false, note: 'the first' },
      ],
      page: { next_cursor: null },
    },
    [`GET ${run}`]: runDetail(over),
    [`GET ${run}/steps`]: { data: steps, page: { next_cursor: null } },
    ...more,
  });
  return { ...view, onStep };
}

it('tells its steps in words and shows the last one closely', async () => {
  const user = userEvent.setup();
  const { onStep } = open(undefined);
  const list = await screen.findByRole('list', { name: 'Steps of the run' });
  expect(
    within(list)
      .getAllByRole('button')
      .map((line) => line.getAttribute('aria-label')),
  ).toEqual(['Step 1, Start, went on', 'Step 2, Look up, failed · No connection']);
  expect(screen.getByText('the server did not answer')).toBeTruthy();
  expect(screen.getByText('GET https://shop.example/1')).toBeTruthy();
  await user.click(within(list).getByRole('button', { name: /^Step 1/ }));
  expect(onStep).toHaveBeenCalledWith(0);
});

it('shows what was held after the step that is looked at, and who wrote it', async () => {
  const user = userEvent.setup();
  open(1);
  await user.click(await screen.findByRole('tab', { name: 'Variables' }));
  const held = screen.getByRole('list', { name: 'Variables after this step' });
  expect(held.textContent).toContain('vars.city');
  expect(held.textContent).toContain('Lugo');
  expect(held.textContent).toContain('in step 2');
});

it('holds nothing yet after the first step', async () => {
  const user = userEvent.setup();
  open(0);
  await user.click(await screen.findByRole('tab', { name: 'Variables' }));
  expect(screen.getByText('Nothing was remembered up to this step.')).toBeTruthy();
});

it('replays on its own version, and says the first difference on another', async () => {
  const user = userEvent.setup();
  const { calls, onStep } = open(0, {
    [`POST ${run}/replay`]: ({ body }: { body: { version?: number } }) =>
      body.version === undefined
        ? { same: true, difference: null, steps }
        : { same: false, difference: { place: 1, member: 'handle', recorded: 'network', replayed: 'next' }, steps },
  });
  await user.click(await screen.findByRole('tab', { name: 'Replay' }));
  await user.click(screen.getByRole('button', { name: 'Replay' }));
  expect((await screen.findByRole('status')).textContent).toBe('The same 2 steps. Nothing would be different.');

  await user.click(screen.getByRole('combobox', { name: 'On which version' }));
  await user.click(await screen.findByRole('option', { name: /Version 1/ }));
  await user.click(screen.getByRole('button', { name: 'What if' }));
  const difference = await screen.findByRole('region', { name: 'First difference' });
  expect(difference.textContent).toContain('First difference at step 2: it leaves by another exit');
  expect(calls.filter(({ path }) => path.endsWith('/replay')).map(({ body }) => body)).toEqual([{}, { version: 1 }]);
  await user.click(within(difference).getByRole('button', { name: 'Show step 2' }));
  expect(onStep).toHaveBeenCalledWith(1);
});

it('is saved as a test under a name', async () => {
  const user = userEvent.setup();
  const { calls } = open(0, { [`POST ${run}/save-as-test`]: { id: 'flt_1', flow_id: 'flw_1' } });
  await user.click(await screen.findByRole('button', { name: 'Save as a test' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox'), 'No answer from the shop');
  await user.click(within(dialog).getByRole('button', { name: /^Save/ }));
  await waitFor(() =>
    expect(calls.find(({ path }) => path.endsWith('/save-as-test'))?.body).toEqual({
      name: 'No answer from the shop',
    }),
  );
});

it('is cancelled only when asked twice, and not once it has ended', async () => {
  const user = userEvent.setup();
  const { calls, unmount } = open(0, { [`POST ${run}/cancel`]: {} });
  await user.click(await screen.findByRole('button', { name: 'Cancel the run' }));
  expect(calls.some(({ path }) => path.endsWith('/cancel'))).toBe(false);
  const sure = await screen.findByRole('dialog', { name: 'Cancel this run?' });
  await user.click(within(sure).getByRole('button', { name: 'Cancel the run' }));
  await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/cancel'))).toBe(true));
  unmount();
  open(0, {}, { status: 'ended', result: 'done' });
  expect(await screen.findByRole('button', { name: 'Save as a test' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Cancel the run' })).toBeNull();
});

it('keeps its steps when the flow was deleted', async () => {
  open(0, {}, { graph: null });
  expect(await screen.findByText(/The flow was deleted/)).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Step 2, look_up/ })).toBeTruthy();
});
