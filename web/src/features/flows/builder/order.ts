// Steps in the order a run may come to them: the way the outline lists them and the keyboard walks through them.
import type { FlowEdge, FlowNode, Graph } from '~/api/flows-types';
import { isDrawnOnly } from '../canvas/catalog';
import { outputsOf } from '../canvas/exits';

export interface OutlineRow {
  node: FlowNode;
  depth: number;
  /** The exit that leads here; none for starts and for steps that nothing leads to. */
  via: { from: FlowNode; handle: string } | null;
  /** It was listed before: this row only points there. */
  again: boolean;
}

/** Depth first from the start; a step is listed whole once, later ways to it point back. A lone way on keeps its depth. */
export function outline(graph: Graph): OutlineRow[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const leaving = new Map<string, FlowEdge[]>();
  for (const edge of graph.edges) leaving.set(edge.from, [...(leaving.get(edge.from) ?? []), edge]);
  const rows: OutlineRow[] = [];
  const seen = new Set<string>();

  const visit = (first: OutlineRow) => {
    const stack = [first];
    for (let row = stack.pop(); row; row = stack.pop()) {
      const again = seen.has(row.node.id);
      rows.push({ ...row, again });
      if (again) continue;
      seen.add(row.node.id);
      const lines = inOrder(row.node, leaving.get(row.node.id) ?? []);
      const depth = lines.length > 1 ? row.depth + 1 : row.depth;
      for (const line of lines.toReversed()) {
        const node = byId.get(line.to);
        if (node) stack.push({ node, depth, via: { from: row.node, handle: line.handle }, again: false });
      }
    }
  };

  const led = new Set(graph.edges.map(({ to }) => to));
  const steps = graph.nodes.filter((node) => !isDrawnOnly(node.type));
  const roots = [
    ...steps.filter(({ type }) => type === 'start'),
    ...steps.filter(({ id, type }) => type !== 'start' && !led.has(id)),
  ];
  for (const node of [...roots, ...steps]) {
    if (!seen.has(node.id)) visit({ node, depth: 0, via: null, again: false });
  }
  return rows;
}

function inOrder(node: FlowNode, lines: readonly FlowEdge[]): FlowEdge[] {
  const { main, failures } = outputsOf(node);
  const places = [...main, ...failures].map(({ handle }) => handle);
  const placeOf = (handle: string) => {
    const place = places.indexOf(handle);
    return place === -1 ? places.length : place;
  };
  return lines.toSorted((a, b) => placeOf(a.handle) - placeOf(b.handle));
}

/** Ids of the steps before a step, on any way to it. */
export function upstream(graph: Graph, id: string): Set<string> {
  const seen = new Set<string>();
  const queue = [id];
  for (const at of queue) {
    for (const edge of graph.edges) {
      if (edge.to !== at || seen.has(edge.from)) continue;
      seen.add(edge.from);
      queue.push(edge.from);
    }
  }
  return seen;
}
