// What the list of flows keeps in the address.
import { textParam } from '~/lib/search-params';

export const flowStates = ['live', 'draft', 'off'] as const;

export interface FlowsSearch {
  q?: string;
  state?: (typeof flowStates)[number];
  /** The dialog for a new flow is open. */
  new?: true;
}

export function parseFlowsSearch(raw: Record<string, unknown>): FlowsSearch {
  const state = flowStates.find((known) => known === raw.state);
  return { ...textParam('q', raw.q), ...(state && { state }), ...(raw.new === true && { new: true }) };
}
