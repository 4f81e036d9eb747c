// Where a new step goes: to the right of the step it follows, where nothing stands yet.
import type { FlowNode, Graph, Position } from '~/api/flows-types';
import { isDrawnOnly } from '../canvas/catalog';
import { cardOf, handlesOf, WIDTH } from '../canvas/geometry';

const GAP_X = 80;
const GAP_Y = 32;

/** Beside `from`, at the height of the exit, and lower while something is in the way. */
export function placeAfter(graph: Graph, from: FlowNode, handle: string): Position {
  const card = cardOf(from);
  const exit = handlesOf(card).find(({ id }) => id === handle);
  const below = exit?.side === 'bottom';
  const wanted = {
    x: from.position.x + (below ? 40 : WIDTH + GAP_X),
    y: from.position.y + (below ? card.height + 72 : 0),
  };
  return freePlace(graph, wanted);
}

/** The first place at or below `wanted` where a card, of usual size unless another is given, has room. */
export function freePlace(graph: Graph, wanted: Position, { width = WIDTH, height = 120 } = {}): Position {
  const cards = graph.nodes
    .filter((node) => !isDrawnOnly(node.type))
    .map((node) => ({ ...node.position, ...sizeOf(node) }))
    .filter((card) => card.x < wanted.x + width + 16 && card.x + card.width + 16 > wanted.x)
    .sort((a, b) => a.y - b.y);
  let y = wanted.y;
  for (const card of cards) {
    const overlaps = card.y < y + height + GAP_Y / 2 && card.y + card.height + GAP_Y / 2 > y;
    if (overlaps) y = card.y + card.height + GAP_Y;
  }
  return { x: wanted.x, y };
}

/** How much room steps take together. */
export function roomOf(nodes: readonly FlowNode[]): { width: number; height: number } {
  const cards = nodes.map((node) => ({ ...node.position, ...sizeOf(node) }));
  const left = Math.min(...cards.map(({ x }) => x));
  const top = Math.min(...cards.map(({ y }) => y));
  return {
    width: Math.max(...cards.map(({ x, width }) => x + width)) - left,
    height: Math.max(...cards.map(({ y, height }) => y + height)) - top,
  };
}

function sizeOf(node: FlowNode) {
  const { width, height } = cardOf(node);
  return { width, height };
}

/** Everything that can be reached from a node, itself included. */
export function reachable(graph: Graph, from: string): Set<string> {
  const seen = new Set([from]);
  const queue = [from];
  for (const id of queue) {
    for (const edge of graph.edges) {
      if (edge.from !== id || seen.has(edge.to)) continue;
      seen.add(edge.to);
      queue.push(edge.to);
    }
  }
  return seen;
}
