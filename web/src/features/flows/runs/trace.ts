// A trail of steps read for the screen: what to draw over the canvas, and what every variable held after any step. Pure; runs and tries use it alike.
import type { Json, Step } from '~/api/flows-types';
import type { EdgeOverlay, NodeOverlay, Overlay } from '../canvas/overlay';

/** The way up to and with the step at `place`; what comes later is dimmed with the rest. Subflows are drawn as the node that called them. */
export function traceOverlay(steps: readonly Step[], place: number, standsAt: string | null = null): Overlay {
  const nodes: Record<string, NodeOverlay> = {};
  const edges: Record<string, EdgeOverlay> = {};
  const shown = steps.slice(0, place + 1).filter(({ depth }) => depth === 0);
  for (const step of shown) {
    if (step.action !== 'outside') {
      const visits = (nodes[step.node]?.visits ?? 0) + (step.action === 'enter' ? 1 : 0);
      nodes[step.node] = { state: step.outcome === 'failed' ? 'failed' : 'done', visits: Math.max(1, visits) };
    }
    if (step.edge) edges[step.edge] = { state: step.outcome === 'failed' ? 'failed' : 'done' };
  }
  const last = shown.at(-1);
  const now = place >= steps.length - 1 ? (standsAt ?? last?.node) : last?.node;
  if (now && nodes[now]?.state !== 'failed' && !(place >= steps.length - 1 && last?.outcome === 'ended')) {
    nodes[now] = { ...nodes[now], state: 'current' };
  }
  return { nodes, edges, dimOthers: true };
}

export interface Held {
  /** `vars.city`, `nodes.ask_city`, `contact.name`. */
  path: string;
  value: Json;
  before: Json;
  /** Number and node of the step that wrote it last. */
  step: number;
  node: string;
  /** Written by the step that is looked at. */
  changed: boolean;
}

/** What is known to be held after the step at `place`, by path; what was taken away is gone. */
export function heldAfter(steps: readonly Step[], place: number): Held[] {
  const held = new Map<string, Held>();
  steps.slice(0, place + 1).forEach((step, index) => {
    for (const { path, before, after } of step.changes ?? []) {
      held.set(path, { path, value: after, before, step: step.number, node: step.node, changed: index === place });
    }
  });
  return [...held.values()]
    .filter(({ value, changed }) => value !== null || changed)
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** The value under a path of dots, for searching and for copying. */
export function brief(value: Json, most = 80): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Steps in a row since the customer last wrote: what the limit of steps counts. */
export function sprintSteps(steps: readonly Step[], place: number): number {
  let from = 0;
  steps.slice(0, place + 1).forEach((step, index) => {
    const input = step.opening?.input;
    const kind = typeof input === 'object' && input !== null && !Array.isArray(input) ? input.type : null;
    if (kind === 'message' || kind === 'submission' || kind === 'start') from = index;
  });
  return place + 1 - from;
}
