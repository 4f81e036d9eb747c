// Tidies the whole graph, or what is selected of it. 500 steps take a few milliseconds, so no worker is needed.
import type { Graph, Position } from '~/api/flows-types';
import { isDrawnOnly } from '../canvas/catalog';
import { isFailure } from '../canvas/exits';
import { cardOf, handlesOf } from '../canvas/geometry';
import { type LayoutInput, tidy } from './layout';

/** Room for the handles of failures below a card. */
const BELOW = 16;

export function tidyUp(graph: Graph, only: ReadonlySet<string>): Map<string, Position> {
  const steps = graph.nodes.filter((node) => !isDrawnOnly(node.type) && (only.size < 2 || only.has(node.id)));
  const exits = new Map<string, number>();
  const nodes: LayoutInput['nodes'] = steps.map((node) => {
    const card = cardOf(node);
    for (const { id, y } of handlesOf(card)) exits.set(`${node.id}\n${id}`, y);
    return {
      id: node.id,
      width: card.width,
      height: card.height + (card.failures.length > 0 ? BELOW : 0),
      ...node.position,
      start: node.type === 'start',
    };
  });
  const edges = graph.edges.map(({ from, to, handle }) => ({
    from,
    to,
    failure: isFailure(handle),
    y: exits.get(`${from}\n${handle}`) ?? 22,
  }));
  // The first exits first, so that equal wishes keep their order.
  edges.sort((a, b) => a.y - b.y);
  return new Map(tidy({ nodes, edges }));
}
