// Tidying up: layers from left to right by dagre. Pure, so that a worker can do it for large graphs.
import { Graph as Dagre, layout } from '@dagrejs/dagre';
import type { Position } from '~/api/flows-types';

export interface LayoutInput {
  nodes: { id: string; width: number; height: number; x: number; y: number; start: boolean }[];
  edges: { from: string; to: string; failure: boolean }[];
}

/** New places by id; the top left corner of what is laid out stays where it is. */
export function tidy({ nodes, edges }: LayoutInput): [string, Position][] {
  if (nodes.length === 0) return [];
  const dagre = new Dagre({ multigraph: true });
  dagre.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 80, edgesep: 16, ranker: 'network-simplex' });
  dagre.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(nodes.map(({ id }) => id));
  for (const { id, width, height } of nodes) dagre.setNode(id, { width, height });
  edges.forEach(({ from, to, failure }, index) => {
    if (!ids.has(from) || !ids.has(to) || from === to) return;
    dagre.setEdge(from, to, { weight: failure ? 1 : 3, minlen: 1 }, `e${index}`);
  });
  layout(dagre);
  const placed = nodes.map((node): [string, Position] => {
    const { x, y } = dagre.node(node.id);
    return [node.id, { x: x - node.width / 2, y: y - node.height / 2 }];
  });
  const anchor = nodes.find(({ start }) => start) ?? nodes[0];
  const at = placed.find(([id]) => id === anchor?.id)?.[1];
  const dx = anchor && at ? anchor.x - at.x : 0;
  const dy = anchor && at ? anchor.y - at.y : 0;
  return placed.map(([id, { x, y }]) => [id, { x: Math.round((x + dx) / 8) * 8, y: Math.round((y + dy) / 8) * 8 }]);
}
