// A graph as React Flow wants it. What did not change stays the same object, so that only what changed is drawn again.
import { type Edge, type Node, Position } from '@xyflow/react';
import type { FlowEdge, FlowNode, Graph } from '~/api/flows-types';
import { isDrawnOnly } from './catalog';
import { exitLabel, isFailure } from './exits';
import { type Card, cardOf, handlesOf, staleHandles } from './geometry';
import { loopEdges } from './loops';

/** `wired` are the exits that lines leave by. */
export type StepNode = Node<{ node: FlowNode; card: Card; wired: readonly string[] }, 'step' | 'sticky' | 'group'>;
export type StepEdge = Edge<{ loop: boolean; failure: boolean; label: string; near: boolean }, 'flow'>;

const sides = { start: Position.Left, end: Position.Right, bottom: Position.Bottom } as const;
const noHandles: readonly string[] = [];

/** Remembers what it made; one per canvas. */
export function makeElements() {
  let nodes = new Map<string, { made: StepNode; from: FlowNode; key: string; selected: boolean }>();
  let edges = new Map<
    string,
    { made: StepEdge; from: FlowEdge; label: string; loop: boolean; near: boolean; selected: boolean }
  >();
  let loopsOf: Graph['edges'] | null = null;
  let loops: ReadonlySet<string> = new Set();

  function nodesOf(graph: Graph, selected: ReadonlySet<string>, editable: boolean): StepNode[] {
    const used = handlesByNode(graph.edges);
    const next: typeof nodes = new Map();
    const made = graph.nodes.map((node) => {
      const wired = used.get(node.id) ?? noHandles;
      const key = `${wired.join('\n')}${editable ? '' : '!'}`;
      const isSelected = selected.has(node.id);
      const before = nodes.get(node.id);
      const same = before?.from === node && before.key === key && before.selected === isSelected;
      const element = same ? before.made : stepNode(node, wired, isSelected, editable);
      next.set(node.id, { made: element, from: node, key, selected: isSelected });
      return element;
    });
    nodes = next;
    return made;
  }

  /** Lines at a selected step stand out (`near`). */
  function edgesOf(graph: Graph, selected: ReadonlySet<string>, steps: ReadonlySet<string>): StepEdge[] {
    if (loopsOf !== graph.edges) {
      loopsOf = graph.edges;
      loops = loopEdges(graph);
    }
    const byId = new Map(graph.nodes.map((node) => [node.id, node]));
    const next: typeof edges = new Map();
    const made = graph.edges.flatMap((edge) => {
      const from = byId.get(edge.from);
      if (!from || !byId.has(edge.to)) return [];
      const label = exitLabel(from, edge.handle);
      const loop = loops.has(edge.id);
      const isSelected = selected.has(edge.id);
      const near = steps.has(edge.from) || steps.has(edge.to);
      const before = edges.get(edge.id);
      const same =
        before?.from === edge &&
        before.label === label &&
        before.loop === loop &&
        before.near === near &&
        before.selected === isSelected;
      const element = same ? before.made : stepEdge(edge, label, loop, near, isSelected);
      next.set(edge.id, { made: element, from: edge, label, loop, near, selected: isSelected });
      return [element];
    });
    edges = next;
    return made;
  }

  return { nodesOf, edgesOf };
}

function handlesByNode(edges: readonly FlowEdge[]): Map<string, string[]> {
  const used = new Map<string, string[]>();
  for (const { from, handle } of edges) {
    const handles = used.get(from);
    if (!handles) used.set(from, [handle]);
    else if (!handles.includes(handle)) handles.push(handle);
  }
  return used;
}

function stepNode(node: FlowNode, wired: readonly string[], selected: boolean, editable: boolean): StepNode {
  const card = cardOf(node, staleHandles(node, wired));
  const drawnOnly = isDrawnOnly(node.type);
  return {
    id: node.id,
    type: node.type === 'sticky' || node.type === 'group' ? node.type : 'step',
    position: node.position,
    width: card.width,
    height: card.height,
    measured: { width: card.width, height: card.height },
    // Without this, lines to cards that are out of sight would not be drawn.
    handles: handlesOf(card).map(({ id, x, y, side }) => ({
      id,
      type: side === 'start' ? 'target' : 'source',
      position: sides[side],
      x,
      y,
      width: 1,
      height: 1,
    })),
    data: { node, card, wired },
    selected,
    draggable: editable,
    connectable: editable && !drawnOnly,
    zIndex: node.type === 'group' ? -2 : node.type === 'sticky' ? -1 : 0,
  };
}

function stepEdge(edge: FlowEdge, label: string, loop: boolean, near: boolean, selected: boolean): StepEdge {
  return {
    id: edge.id,
    type: 'flow',
    source: edge.from,
    sourceHandle: edge.handle,
    target: edge.to,
    targetHandle: 'in',
    data: { loop, failure: isFailure(edge.handle), label, near },
    selected,
    zIndex: selected || near ? 1 : 0,
  };
}
