// Tidies the whole graph, or what is selected of it: in the page when it is small, in a worker when it is large.
import type { Graph, Position } from '~/api/flows-types';
import { isDrawnOnly } from '../canvas/catalog';
import { isFailure } from '../canvas/exits';
import { cardOf } from '../canvas/geometry';
import type { LayoutInput } from './layout';

const IN_PAGE = 100;

export async function tidyUp(graph: Graph, only: ReadonlySet<string>): Promise<Map<string, Position>> {
  const steps = graph.nodes.filter((node) => !isDrawnOnly(node.type) && (only.size < 2 || only.has(node.id)));
  const input: LayoutInput = {
    nodes: steps.map((node) => {
      const { width, height, failures } = cardOf(node);
      // Room for the handles of failures below.
      return {
        id: node.id,
        width,
        height: height + (failures.length > 0 ? 16 : 0),
        ...node.position,
        start: node.type === 'start',
      };
    }),
    edges: graph.edges.map(({ from, to, handle }) => ({ from, to, failure: isFailure(handle) })),
  };
  if (steps.length <= IN_PAGE || typeof Worker === 'undefined') {
    const { tidy } = await import('./layout');
    return new Map(tidy(input));
  }
  return inWorker(input);
}

function inWorker(input: LayoutInput): Promise<Map<string, Position>> {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<[string, Position][]>) => resolve(new Map(event.data));
    worker.onerror = () => reject(new Error('the layout could not be worked out'));
    worker.postMessage(input);
  }).finally(() => worker.terminate()) as Promise<Map<string, Position>>;
}
