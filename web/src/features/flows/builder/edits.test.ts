// What changes of a graph do to its lines, names and neighbours.
import { describe, expect, it } from 'vitest';
import type { Edit, Graph } from '~/api/flows-types';
import { loopEdges } from '../canvas/loops';
import {
  appendNode,
  applyEdits,
  connect,
  dissolve,
  groupNodes,
  insertOnEdge,
  lineOf,
  nodeOf,
  regroup,
  removeParts,
  renameNode,
  setField,
} from './edits';
import { sampleGraph as graph, step } from './sample-graph';

const lines = (of: Graph) => of.edges.map(({ from, handle, to }) => `${from} ${handle} ${to}`);

describe('lines', () => {
  it('has one line for each exit: the old one goes', () => {
    const next = connect(graph, 'm', 'button:yes', 'e');
    expect(lines(next)).toContain('m button:yes e');
    expect(lines(next)).not.toContain('m button:yes t');
  });

  it('leads to no start and to nothing that is only drawn', () => {
    expect(connect(graph, 'm', 'timeout', 's')).toBe(graph);
    const noted = { ...graph, nodes: [...graph.nodes, step('n', 'sticky')] };
    expect(connect(noted, 'm', 'timeout', 'n')).toBe(noted);
  });

  it('knows which line leads back', () => {
    expect([...loopEdges(graph)]).toEqual(['e3']);
    expect([...loopEdges(connect(graph, 't', 'next', 'm'))].sort()).toEqual(['e3', 'e4']);
  });
});

describe('steps', () => {
  it('puts a step into a line and keeps the way on', () => {
    const made = insertOnEdge(graph, 'e2', 'typing');
    expect(made).not.toBeNull();
    if (!made) return;
    expect(lines(made.graph)).toContain(`m button:yes ${made.id}`);
    expect(lines(made.graph)).toContain(`${made.id} next t`);
    // There was no room: what follows moved along.
    expect(nodeOf(made.graph, 't')?.position.x).toBeGreaterThan(640);
    expect(nodeOf(made.graph, 'm')?.position.x).toBe(320);
  });

  it('appends after a free exit without standing on another card', () => {
    const made = appendNode(graph, 'm', 'timeout', 'end');
    const place = made && nodeOf(made.graph, made.id)?.position;
    expect(place?.x).toBe(640);
    expect(place?.y).toBeGreaterThan(44);
  });

  it('takes the lines of a step with it, and leaves the last start', () => {
    const next = removeParts(graph, new Set(['s', 'm']), new Set());
    expect(next.nodes.map(({ id }) => id)).toEqual(['s', 't', 'e']);
    expect(lines(next)).toEqual(['t next e']);
  });

  it('joins the ends when a step is taken out', () => {
    expect(lines(dissolve(graph, 't'))).toContain('m button:yes e');
  });

  it('renames a step everywhere it is spoken of', () => {
    const next = renameNode(graph, 'm', 'Main menu!');
    expect(nodeOf(next, 'm')?.name).toBe('main_menu');
    expect(nodeOf(next, 't')?.config.text).toBe('You chose {{nodes.main_menu.title}}');
    expect(nodeOf(renameNode(graph, 'm', 'thanks'), 'm')?.name).toBe('thanks_2');
  });
});

describe('settings', () => {
  it('lets lines follow an exit whose id changes, and go with one that is gone', () => {
    const renamed = setField(graph, 'm', ['buttons', 0, 'id'], 'sure');
    expect(lines(renamed)).toContain('m button:sure t');
    const fewer = setField(graph, 'm', ['buttons'], [{ id: 'no', title: 'No' }]);
    expect(lines(fewer)).not.toContain('m button:yes t');
    expect(lines(fewer)).toContain('m button:no m');
  });

  it('keeps lines when the order of choices changes', () => {
    const turned = setField(
      graph,
      'm',
      ['buttons'],
      [
        { id: 'no', title: 'No' },
        { id: 'yes', title: 'Yes' },
      ],
    );
    expect(lines(turned)).toEqual(lines(graph));
  });
});

describe('ways out that the checker offers', () => {
  const apply = (edit: Edit) => applyEdits(graph, [edit]);

  it('adds a step after an exit', () => {
    const next = apply({
      do: 'add_node_after',
      node: 'm',
      handle: 'timeout',
      kind: 'end',
      config: { outcome: 'quiet' },
    });
    const to = lineOf(next, 'm', 'timeout')?.to ?? '';
    expect(nodeOf(next, to)).toMatchObject({ type: 'end', config: { outcome: 'quiet' } });
  });

  it('puts a step before another', () => {
    const next = apply({ do: 'insert_before', node: 'm', kind: 'window_check', config: {}, handle: 'open' });
    const check = next.nodes.find(({ type }) => type === 'window_check');
    expect(lineOf(next, 's', 'next')?.to).toBe(check?.id);
    expect(lineOf(next, check?.id ?? '', 'open')?.to).toBe('m');
    expect(lineOf(next, 'm', 'button:no')?.to).toBe(check?.id);
  });

  it('sets a field by its path, and adds a variable once', () => {
    const next = apply({ do: 'set_field', node: 'm', field: 'buttons[1].title', value: 'Nope' });
    expect(nodeOf(next, 'm')?.config.buttons).toEqual([
      { id: 'yes', title: 'Yes' },
      { id: 'no', title: 'Nope' },
    ]);
    const add: Edit = { do: 'add_variable', name: 'city', kind: 'text' };
    expect(applyEdits(graph, [add, add]).variables).toEqual([{ name: 'city', type: 'text' }]);
  });

  it('removes lines and steps', () => {
    expect(lines(apply({ do: 'remove_edge', edge: 'e3' }))).not.toContain('m button:no m');
    expect(nodeOf(apply({ do: 'remove_node', node: 't' }), 't')).toBeUndefined();
  });
});

describe('frames', () => {
  it('goes around steps, and lets go of one that is moved out', () => {
    const made = groupNodes(graph, new Set(['m', 't']));
    const frame = made && nodeOf(made.graph, made.id);
    expect(frame?.config.nodes).toEqual(['m', 't']);
    if (!made) return;
    const away = {
      ...made.graph,
      nodes: made.graph.nodes.map((node) => (node.id === 't' ? { ...node, position: { x: 4000, y: 0 } } : node)),
    };
    expect(nodeOf(regroup(away, new Set(['t'])), made.id)?.config.nodes).toEqual(['m']);
  });
});
