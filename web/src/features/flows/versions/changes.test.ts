// Differences between two graphs as a list and as a picture.
import { expect, it } from 'vitest';
import type { Difference, FlowNode, Graph } from '~/api/flows-types';
import { differenceOverlay, fieldName, listChanges, merged } from './changes';

const node = (id: string, x: number): FlowNode => ({
  id,
  type: 'send_message',
  name: id,
  config: {},
  position: { x, y: 0 },
  on_error: 'route',
});
const graph = (nodes: FlowNode[], edges: [string, string, string][]): Graph => ({
  schema: 1,
  nodes,
  edges: edges.map(([id, from, to]) => ({ id, from, handle: 'next', to })),
  variables: [],
  settings: {},
});

const from = graph(
  [node('a', 0), node('b', 300), node('c', 600)],
  [
    ['1', 'a', 'b'],
    ['2', 'b', 'c'],
  ],
);
const to = graph(
  [node('a', 0), node('b', 320), node('d', 600)],
  [
    ['9', 'a', 'b'],
    ['2', 'b', 'd'],
  ],
);
const difference: Difference = {
  nodes: [
    { node: 'd', change: { is: 'added' } },
    { node: 'c', change: { is: 'removed' } },
    { node: 'b', change: { is: 'changed', fields: [{ pointer: '/config/text', before: 'hi', after: 'hello' }] } },
    { node: 'a', change: { is: 'moved' } },
  ],
  edges: [{ from: 'b', handle: 'next', before: 'c', after: 'd' }],
  other: [{ pointer: '/settings/language', before: 'en', after: 'es' }],
};

it('lists changes along the flow, lines behind their node, settings last, and leaves out what only moved', () => {
  const ids = listChanges(difference, { from, to }).map(({ id }) => id);
  expect(ids).toEqual(['node b', 'edge b next', 'node d', 'node c', 'settings /settings/language']);
  expect(listChanges(difference, { from, to }, true)[0]?.id).toBe('node a');
});

it('puts what is gone back into the picture, once', () => {
  const both = merged(from, to);
  expect(both.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);
  expect(both.edges.map(({ id }) => id)).toEqual(['9', '2', 'gone 2']);
});

it('colours what differs; a line whose id alone changed does not', () => {
  expect(differenceOverlay(difference, from, to)).toEqual({
    nodes: { d: { change: 'added' }, c: { change: 'removed' }, b: { change: 'changed' } },
    edges: { 2: { change: 'added' }, 'gone 2': { change: 'removed' } },
  });
});

it('reads pointers as people would', () => {
  expect(fieldName('/config/buttons/0/title')).toBe('buttons › 1 › title');
  expect(fieldName('/on_error')).toBe('on error');
  expect(fieldName('/settings/a~1b')).toBe('settings › a/b');
});
