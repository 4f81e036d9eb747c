// What a new step of each kind starts with: settings that show what it is for, and no invented words where the author must decide.
import type { FlowNode, Graph, JsonObject, Position } from '~/api/flows-types';
import { freeName } from '../canvas/names';

const first: Readonly<Record<string, () => JsonObject>> = {
  ask: () => ({ prompt: '', answer: { type: 'text' }, retries: 1, retry_text: '' }),
  assign_agent: () => ({ strategy: 'round_robin' }),
  buttons: () => ({ body: '', buttons: [{ id: shortId(), title: '' }], retries: 1 }),
  condition: () => ({ when: { rows: { join: 'all', tests: [{ left: '', is: 'equals', right: '' }], groups: [] } } }),
  conversation: () => ({ do: 'close', reason: '' }),
  delay: () => ({ until: { type: 'duration', seconds: 3600 } }),
  group: () => ({ title: '', nodes: [], color: 'grey', width: 560, height: 360 }),
  http_request: () => ({ method: 'GET', url: '' }),
  list: () => ({ body: '', button: '', sections: [{ title: '', rows: [{ id: shortId(), title: '' }] }], retries: 1 }),
  location: () => ({ do: 'request', body: '' }),
  set_variable: () => ({ assignments: [] }),
  start: () => ({ triggers: [] }),
  sticky: () => ({ text: '', color: 'yellow', width: 200, height: 120 }),
  subflow: () => ({ flow: { flow: '' } }),
  switch: () => ({ cases: [] }),
  typing: () => ({ seconds: 2 }),
};

export function newConfig(kind: string): JsonObject {
  return first[kind]?.() ?? {};
}

/** Ids that live in one graph: short, and not guessable from the outside by accident. */
export function shortId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => (byte % 36).toString(36)).join('');
}

export function freeId(prefix: 'n' | 'e', taken: ReadonlySet<string>): string {
  for (;;) {
    const id = `${prefix}_${shortId()}`;
    if (!taken.has(id)) return id;
  }
}

export function makeNode(
  graph: Graph,
  kind: string,
  position: Position,
  config: JsonObject = newConfig(kind),
): FlowNode {
  const names = new Set(graph.nodes.map(({ name }) => name));
  const ids = new Set(graph.nodes.map(({ id }) => id));
  return {
    id: freeId('n', ids),
    type: kind,
    name: freeName(kind, names),
    config,
    position: snapped(position),
    on_error: 'route',
  };
}

/** On the grid of 8. */
export function snapped({ x, y }: Position): Position {
  return { x: Math.round(x / 8) * 8, y: Math.round(y / 8) * 8 };
}
