// What the page of raw deliveries keeps in the address.
import { textParam } from '~/lib/search-params';

export const eventStates = ['accepted', 'done', 'dead', 'discarded'] as const;
export type EventState = (typeof eventStates)[number];

export interface WebhookEventsSearch {
  state?: EventState;
  /** Only deliveries that carry this webhook field. */
  field?: string;
  /** First and last day, as 2026-11-22. */
  from?: string;
  to?: string;
  /** The delivery that is open. */
  event?: string;
}

export function parseWebhookEventsSearch(raw: Record<string, unknown>): WebhookEventsSearch {
  const state = eventStates.find((known) => known === raw.state);
  return {
    ...(state && { state }),
    ...textParam('field', raw.field),
    ...dayParam('from', raw.from),
    ...dayParam('to', raw.to),
    ...textParam('event', raw.event),
  };
}

function dayParam<Key extends 'from' | 'to'>(key: Key, value: unknown): { [K in Key]?: string } {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? textParam(key, value) : {};
}

/** What the server is asked for: whole days of the person who looks. */
export function filterOf(search: WebhookEventsSearch) {
  return {
    state: search.state,
    field: search.field,
    from: search.from && new Date(`${search.from}T00:00:00`).toISOString(),
    to: search.to && nextDay(search.to).toISOString(),
  };
}

function nextDay(day: string): Date {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date;
}
