// What the page of raw deliveries keeps in the address.
import { textParam } from '~/lib/search-params';

export const eventStates = ['accepted', 'done', 'dead', 'discarded'] as const;
export type EventState = (typeof eventStates)[number];

export interface WebhookEventsSearch {
  state?: EventState;
  /** The delivery that is open. */
  event?: string;
}

export function parseWebhookEventsSearch(raw: Record<string, unknown>): WebhookEventsSearch {
  const state = eventStates.find((known) => known === raw.state);
  return { ...(state && { state }), ...textParam('event', raw.event) };
}
