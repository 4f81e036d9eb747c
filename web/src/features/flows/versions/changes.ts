// A difference between two graphs as a list to walk through, and as what is drawn over the canvas. What only moved is told apart, and left out unless wanted.
import type { Difference, EdgeChange, FieldChange, FlowEdge, Graph } from '~/api/flows-types';
import type { EdgeOverlay, NodeOverlay, Overlay } from '../canvas/overlay';

export type Change =
  | { id: string; kind: 'node'; node: string; is: 'added' | 'removed' | 'moved' }
  | { id: string; kind: 'node'; node: string; is: 'changed'; fields: FieldChange[] }
  | { id: string; kind: 'edge'; edge: EdgeChange; node: string }
  | { id: string; kind: 'settings'; field: FieldChange };

/** In the order of the canvas, from the start: each node with its lines after it, settings last. */
export function listChanges(difference: Difference, graphs: { from: Graph; to: Graph }, moved = false): Change[] {
  const order = new Map(
    [...graphs.to.nodes, ...graphs.from.nodes]
      .toSorted((a, b) => a.position.x - b.position.x || a.position.y - b.position.y)
      .map(({ id }, index) => [id, index]),
  );
  const at = (node: string) => order.get(node) ?? order.size;
  const nodes: Change[] = difference.nodes
    .filter(({ change }) => moved || change.is !== 'moved')
    .map(({ node, change }) => ({ id: `node ${node}`, kind: 'node', node, ...change }));
  const edges: Change[] = difference.edges.map((edge) => ({
    id: `edge ${edge.from} ${edge.handle}`,
    kind: 'edge',
    edge,
    node: edge.from,
  }));
  const settings: Change[] = difference.other.map((field) => ({
    id: `settings ${field.pointer}`,
    kind: 'settings',
    field,
  }));
  const placed = [...nodes, ...edges].sort((a, b) => at(nodeOf(a) ?? '') - at(nodeOf(b) ?? ''));
  return [...placed, ...settings];
}

export function nodeOf(change: Change): string | null {
  return change.kind === 'settings' ? null : change.node;
}

/** The newer graph with what is gone put back as ghosts, so that one canvas shows both. */
export function merged(from: Graph, to: Graph): Graph {
  const there = new Set(to.nodes.map(({ id }) => id));
  const gone = from.nodes.filter(({ id }) => !there.has(id));
  const all = new Set([...there, ...gone.map(({ id }) => id)]);
  const known = new Set(to.edges.map(join));
  const lost = from.edges
    .filter((edge) => !known.has(join(edge)) && all.has(edge.from) && all.has(edge.to))
    .map((edge) => ({ ...edge, id: ghost(edge) }));
  return { ...to, nodes: [...to.nodes, ...gone], edges: [...to.edges, ...lost] };
}

export function differenceOverlay(difference: Difference, from: Graph, to: Graph): Overlay {
  const nodes: Record<string, NodeOverlay> = {};
  const edges: Record<string, EdgeOverlay> = {};
  for (const { node, change } of difference.nodes) if (change.is !== 'moved') nodes[node] = { change: change.is };
  const old = new Set(from.edges.map(join));
  const now = new Set(to.edges.map(join));
  for (const edge of to.edges) if (!old.has(join(edge))) edges[edge.id] = { change: 'added' };
  for (const edge of from.edges) if (!now.has(join(edge))) edges[ghost(edge)] = { change: 'removed' };
  return { nodes, edges };
}

/** `/config/buttons/0/title` as `buttons › 1 › title`. */
export function fieldName(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .filter((part, index) => !(index === 0 && part === 'config'))
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part.replace(/_/g, ' ')))
    .join(' › ');
}

function join({ from, handle, to }: Pick<FlowEdge, 'from' | 'handle' | 'to'>): string {
  return `${from} ${handle} ${to}`;
}

function ghost(edge: FlowEdge): string {
  return `gone ${edge.id}`;
}
