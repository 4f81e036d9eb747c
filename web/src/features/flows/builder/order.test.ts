// The outline: the order of a run, every step once, ways back only pointed at.
import { describe, expect, it } from 'vitest';
import { outline, upstream } from './order';
import { sampleGraph as graph, step } from './sample-graph';

describe('the outline', () => {
  it('lists each step once, in the order of the exits, and points back', () => {
    const rows = outline(graph).map(
      ({ node, depth, again }) => `${'  '.repeat(depth)}${node.id}${again ? ' again' : ''}`,
    );
    expect(rows).toEqual(['s', 'm', '  t', '  e', '  m again']);
  });

  it('lists what nothing leads to, circles without an entry too', () => {
    const lost = {
      ...graph,
      nodes: [...graph.nodes, step('x', 'typing'), step('y', 'typing'), step('z', 'sticky')],
      edges: [
        ...graph.edges,
        { id: 'e8', from: 'x', handle: 'next', to: 'y' },
        { id: 'e9', from: 'y', handle: 'next', to: 'x' },
      ],
    };
    const listed = outline(lost).filter(({ again }) => !again);
    expect(listed.map(({ node }) => node.id)).toEqual(['s', 'm', 't', 'e', 'x', 'y']);
  });

  it('knows what comes before a step', () => {
    expect([...upstream(graph, 't')].sort()).toEqual(['m', 's']);
    expect(upstream(graph, 'm').has('m')).toBe(true);
  });
});
