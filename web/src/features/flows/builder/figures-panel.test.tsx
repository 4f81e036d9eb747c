// Figures on the canvas: how runs ended, and where they stop without having come to an end.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { FlowStats } from '~/api/flow-runs';
import { flowGraph, flowNode } from '~test/flows';
import { inWorkspace, renderPage } from '~test/page';
import { createOverlay } from '../canvas/overlay';
import FiguresPanel, { lostAt } from './figures-panel';
import { createEditor, EditorContext } from './store';

const graph = flowGraph({
  nodes: [flowNode('start', { type: 'start' }), flowNode('ask', { type: 'ask' }), flowNode('end', { type: 'end' })],
  edges: [
    { id: 'e1', from: 'start', handle: 'next', to: 'ask' },
    { id: 'e2', from: 'ask', handle: 'reply', to: 'end' },
  ],
});
const stats: FlowStats = {
  runs: 10,
  results: { done: 5, failed: 3, waiting: 2 },
  nodes: { start: { entered: 10, live: 0 }, ask: { entered: 10, live: 2 }, end: { entered: 5, live: 0 } },
  edges: { e1: 10, e2: 5 },
};

it('counts as lost who left by no line and stands there no more; at an end nobody is lost', () => {
  expect(lostAt(stats, graph).map(({ node, count, entered }) => [node.id, count, entered])).toEqual([['ask', 3, 10]]);
});

it('says how runs ended, draws the canvas and leads to where they stop', async () => {
  const user = userEvent.setup();
  const overlay = createOverlay();
  const onShowNode = vi.fn();
  renderPage(
    <EditorContext value={createEditor(graph, false)}>
      <FiguresPanel flow="flw_1" overlay={overlay} onShowNode={onShowNode} onClose={() => undefined} />
    </EditorContext>,
    { [`GET ${inWorkspace}/flows/flw_1/stats`]: stats },
  );
  expect(await screen.findByText('10 runs')).toBeTruthy();
  const ended = screen.getByRole('list', { name: 'How they ended' });
  expect(ended.textContent).toBe('Finished5 · 50 %Failed3 · 30 %Waiting2 · 20 %');
  expect(overlay.getState().nodes.ask).toEqual({ entered: 10, live: 2 });
  expect(overlay.getState().edges.e2).toEqual({ count: 5, percent: 50 });
  await user.click(screen.getByRole('button', { name: /Ask.*3 of 10/ }));
  expect(onShowNode).toHaveBeenCalledWith('ask');
});
