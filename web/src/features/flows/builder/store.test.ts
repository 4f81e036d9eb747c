// Undo and redo, joined typing, selection that follows the graph.
import { describe, expect, it } from 'vitest';
import type { Graph } from '~/api/flows-types';
import { addNode, changeNode, removeParts, setField } from './edits';
import { createEditor, HISTORY } from './store';

const empty: Graph = {
  schema: 1,
  nodes: [{ id: 'a', type: 'start', name: 'start', config: {}, position: { x: 0, y: 0 }, on_error: 'route' }],
  edges: [],
  variables: [],
  settings: {},
};

function clock() {
  let now = 0;
  const pass = (ms: number) => {
    now += ms;
  };
  return { now: () => now, pass };
}

describe('the editor', () => {
  it('takes changes back and does them again', () => {
    const editor = createEditor(empty, true);
    editor.getState().change((graph) => addNode(graph, 'end', { x: 320, y: 0 }).graph);
    const after = editor.getState().graph;
    editor.getState().undo();
    expect(editor.getState().graph).toBe(empty);
    editor.getState().redo();
    expect(editor.getState().graph).toBe(after);
  });

  it('joins typing in one field, and only while it goes on', () => {
    const time = clock();
    const editor = createEditor(empty, true, time.now);
    const type = (words: string, field = 'text') =>
      editor.getState().change((graph) => setField(graph, 'a', [field], words), `a ${field}`);
    type('H');
    time.pass(300);
    type('He');
    time.pass(300);
    type('Hel');
    expect(editor.getState().past).toHaveLength(1);
    type('x', 'other');
    expect(editor.getState().past).toHaveLength(2);
    time.pass(5000);
    type('xy', 'other');
    expect(editor.getState().past).toHaveLength(3);
    editor.getState().undo();
    editor.getState().undo();
    expect(editor.getState().graph.nodes[0]?.config).toEqual({ text: 'Hel' });
  });

  it('does not join across an undo', () => {
    const editor = createEditor(empty, true, () => 0);
    const type = (words: string) => editor.getState().change((graph) => setField(graph, 'a', ['text'], words), 'k');
    type('one');
    editor.getState().undo();
    type('two');
    editor.getState().undo();
    expect(editor.getState().graph).toBe(empty);
  });

  it(`remembers ${HISTORY} steps`, () => {
    const editor = createEditor(empty, true);
    for (let step = 0; step < HISTORY + 20; step += 1)
      editor.getState().change((graph) => changeNode(graph, 'a', { notes: `note ${step}` }));
    expect(editor.getState().past).toHaveLength(HISTORY);
  });

  it('forgets what was taken back when something new is done', () => {
    const editor = createEditor(empty, true);
    editor.getState().change((graph) => changeNode(graph, 'a', { notes: 'one' }));
    editor.getState().undo();
    editor.getState().change((graph) => changeNode(graph, 'a', { notes: 'two' }));
    expect(editor.getState().future).toEqual([]);
  });

  it('lets go of what is gone', () => {
    const editor = createEditor(empty, true);
    const added = addNode(empty, 'end', { x: 0, y: 0 });
    editor.getState().change(() => added.graph);
    editor.getState().select(['a', added.id]);
    editor.getState().change((graph) => removeParts(graph, new Set([added.id]), new Set()));
    expect([...editor.getState().selection.nodes]).toEqual(['a']);
  });

  it('changes nothing for who may only look', () => {
    const editor = createEditor(empty, false);
    editor.getState().change((graph) => changeNode(graph, 'a', { notes: 'no' }));
    expect(editor.getState().graph).toBe(empty);
    expect(editor.getState().version).toBe(0);
  });
});
