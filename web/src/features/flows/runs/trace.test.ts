// Trails of steps read for the screen: overlay, variables, counts.
import { expect, it } from 'vitest';
import type { Step } from '~/api/flows-types';
import { brief, heldAfter, sprintSteps, traceOverlay } from './trace';

let number = 0;
function step(node: string, over: Partial<Step> = {}): Step {
  const at = '2026-11-23T09:00:00.000Z';
  const made = {
    number,
    at,
    flow: { flow: 'flw_1', version: '1' },
    depth: 0,
    node,
    kind: 'ask',
    action: 'enter',
  } as const;
  number += 1;
  return { ...made, outcome: 'left', ...over };
}

const trail = () => {
  number = 0;
  return [
    step('start', { edge: 'e1', opening: { input: { type: 'start' } } }),
    step('ask', { outcome: 'waits' }),
    step('ask', {
      action: 'resume',
      edge: 'e2',
      opening: { input: { type: 'message', text: 'Lugo' } },
      changes: [{ path: 'vars.city', before: null, after: 'Lugo' }],
    }),
    step('look_up', { edge: 'e3', outcome: 'failed', error: { code: 'http', message: 'no' } }),
    step('ask', { outcome: 'waits', changes: [{ path: 'vars.city', before: 'Lugo', after: 'Vigo' }] }),
  ];
};

it('draws the way as far as it is looked at, with the step in question as the current one', () => {
  expect(traceOverlay(trail(), 2)).toEqual({
    nodes: { start: { state: 'done', visits: 1 }, ask: { state: 'current', visits: 1 } },
    edges: { e1: { state: 'done' }, e2: { state: 'done' } },
    dimOthers: true,
  });
});

it('counts visits, keeps failures red, and marks where the run stands', () => {
  const all = traceOverlay(trail(), 4, 'ask');
  expect(all.nodes.ask).toEqual({ state: 'current', visits: 2 });
  expect(all.nodes.look_up?.state).toBe('failed');
  expect(all.edges.e3?.state).toBe('failed');
});

it('leaves an ended run without a current node', () => {
  const steps = [...trail().slice(0, 3), step('bye', { outcome: 'ended' })];
  expect(traceOverlay(steps, 3).nodes.bye?.state).toBe('done');
});

it('does not draw what a subflow did on the canvas of its caller', () => {
  const steps = [step('call', { outcome: 'called' }), step('inner', { depth: 1, edge: 'e9' })];
  const overlay = traceOverlay(steps, 1);
  expect(Object.keys(overlay.nodes)).toEqual(['call']);
  expect(overlay.edges).toEqual({});
});

it('tells what each variable held after a step, who wrote it, and what changed just then', () => {
  expect(heldAfter(trail(), 1)).toEqual([]);
  expect(heldAfter(trail(), 3)).toEqual([
    { path: 'vars.city', value: 'Lugo', before: null, step: 2, node: 'ask', changed: false },
  ]);
  expect(heldAfter(trail(), 4)[0]).toMatchObject({ value: 'Vigo', before: 'Lugo', step: 4, changed: true });
});

it('counts steps since the customer last wrote', () => {
  expect(sprintSteps(trail(), 1)).toBe(2);
  expect(sprintSteps(trail(), 4)).toBe(3);
});

it('shortens long values', () => {
  expect(brief('x'.repeat(200), 10)).toBe('xxxxxxxxx…');
  expect(brief({ a: 1 })).toBe('{"a":1}');
});
