// The test panel: every event plays the whole conversation again; what the outside answers is asked for; the canvas shows the way.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { TryAnswer } from '~/api/flows';
import { flowGraph, flowStep, tryAnswer } from '~test/flows';
import { inWorkspace, renderPage } from '~test/page';
import { createOverlay } from '../canvas/overlay';
import TestPanel from './test-panel';

const at = '2026-11-23T09:00:00.000Z';
type Call = { body: { events: unknown[]; mocks: Record<string, unknown> } };

function panel(answers: Record<string, unknown>) {
  const overlay = createOverlay();
  const onShowNode = vi.fn();
  const graph = flowGraph();
  const view = renderPage(
    <TestPanel
      flow="flw_1"
      graph={graph}
      selected={null}
      overlay={overlay}
      onShowNode={onShowNode}
      onClose={() => undefined}
    />,
    answers,
  );
  const tried = () => view.calls.filter(({ path }) => path.endsWith('/try')).map(({ body }) => body);
  return { ...view, overlay, onShowNode, tried };
}

it('holds a conversation with the draft, draws its way and saves it as a test', async () => {
  const user = userEvent.setup();
  const { overlay, onShowNode, tried, calls } = panel({
    [`POST ${inWorkspace}/flows/flw_1/try`]: tryAnswer({
      transcript: [
        { at, from: 'contact', kind: 'text', text: 'hello' },
        { at, from: 'flow', kind: 'text', text: 'Good morning' },
      ],
      steps: [flowStep(0, 'start', { edge: 'e1' }), flowStep(1, 'look_up', { outcome: 'waits' })],
      waiting: { node: 'look_up', on: ['reply'], wake_at: null },
    }),
    [`POST ${inWorkspace}/flows/flw_1/tests`]: { id: 'flt_1', name: 'hello', yaml: '', updated_at: at },
  });
  await user.type(await screen.findByRole('textbox', { name: 'Write as the customer' }), 'hello{Enter}');
  expect(await screen.findByText('Good morning')).toBeTruthy();
  expect(tried()[0]).toMatchObject({ events: [{ say: 'hello' }] });
  await waitFor(() => expect(overlay.getState().nodes.look_up?.state).toBe('current'));
  expect(overlay.getState().edges.e1?.state).toBe('done');

  await user.click(screen.getByRole('button', { name: 'Step 1, Start, went on' }));
  expect(onShowNode).toHaveBeenCalledWith('start');

  await user.click(screen.getByRole('button', { name: '1 hour' }));
  await waitFor(() => expect(tried().at(-1)).toMatchObject({ events: [{ say: 'hello' }, { wait: '1h' }] }));
  await user.click(screen.getByRole('button', { name: 'Take the last event back' }));
  await waitFor(() => expect(tried().at(-1)).toMatchObject({ events: [{ say: 'hello' }] }));

  await user.click(screen.getByRole('button', { name: 'Save as test' }));
  await user.click(await screen.findByRole('button', { name: 'Save test' }));
  await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/tests'))).toBe(true));
  expect(calls.find(({ path }) => path.endsWith('/tests'))?.body).toEqual({
    name: 'hello',
    yaml: 'name: hello\nsteps:\n  - say: hello\n  - expect:\n      messages:\n        - Good morning\n      at: look_up\n',
  });
});

it('lets the short waits of a flow pass by itself, and takes them back with what caused them', async () => {
  const user = userEvent.setup();
  const typing: TryAnswer['waiting'] = { node: 'look_up', on: ['timer'], wake_at: '2026-11-23T09:00:03.000Z' };
  const { tried } = panel({
    [`POST ${inWorkspace}/flows/flw_1/try`]: ({ body }: Call) =>
      body.events.length > 1
        ? tryAnswer({ transcript: [{ at, from: 'flow', kind: 'text', text: 'There it is' }] })
        : tryAnswer({ steps: [flowStep(0, 'look_up', { at })], waiting: typing }),
  });
  await user.type(await screen.findByRole('textbox', { name: 'Write as the customer' }), 'hi{Enter}');
  expect(await screen.findByText('There it is')).toBeTruthy();
  expect(tried().at(-1)).toMatchObject({ events: [{ say: 'hi' }, { wait: 3 }] });
  await user.click(screen.getByRole('button', { name: 'Take the last event back' }));
  expect(await screen.findByText('Not begun')).toBeTruthy();
});

it('asks what the outside answers when a node asks it, and plays on with that', async () => {
  const user = userEvent.setup();
  const { tried } = panel({
    [`POST ${inWorkspace}/flows/flw_1/try`]: ({ body }: Call) =>
      body.mocks.look_up
        ? tryAnswer({ status: 'ended', steps: [flowStep(0, 'start')] })
        : tryAnswer({ status: 'asking', asking: { node: 'look_up', question: {} }, steps: [flowStep(0, 'start')] }),
  });
  await user.type(await screen.findByRole('textbox', { name: 'Write as the customer' }), 'hi{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Use this answer' }));
  await waitFor(() =>
    expect(tried().at(-1)).toMatchObject({ mocks: { look_up: [{ type: 'http', status: 200, body: {} }] } }),
  );
  expect(await screen.findByText('The run is over.')).toBeTruthy();
});

it('runs the tests, says why one fails, and shows which lines none takes', async () => {
  const user = userEvent.setup();
  const { overlay } = panel({
    [`GET ${inWorkspace}/flows/flw_1/tests`]: {
      data: [{ id: 'flt_1', name: 'greets', yaml: '', updated_at: at }],
      page: { next_cursor: null },
    },
    [`POST ${inWorkspace}/flows/flw_1/tests/run`]: {
      results: [
        {
          test: 'flt_1',
          name: 'greets',
          passed: false,
          failures: [{ step: 1, detail: 'expected hello' }],
          edges: [],
          steps: 4,
        },
      ],
      coverage: { taken: [], missed: ['e1'] },
    },
  });
  await user.click(await screen.findByRole('tab', { name: 'Tests' }));
  await user.click(await screen.findByRole('button', { name: 'Run all' }));
  const line = (await screen.findByText('Step 2: expected hello')).closest('li');
  expect(line).toBeTruthy();
  expect(within(screen.getByRole('list', { name: 'Tests' })).getByRole('img', { name: 'Failed' })).toBeTruthy();
  await waitFor(() => expect(overlay.getState().edges).toEqual({ e1: { coverage: 'missed' } }));
});
