// What the lists of runs and one run's page keep in the address.
import { runResults, runStatuses } from '~/api/flow-runs';
import { textParam } from '~/lib/search-params';

export const runStates = [...runStatuses, ...runResults] as const;
export type RunState = (typeof runStates)[number];

export interface RunsSearch {
  status?: RunState;
  flow?: string;
  contact?: string;
  /** First and last day, as 2026-11-22. */
  from?: string;
  to?: string;
}

export function parseRunsSearch(raw: Record<string, unknown>): RunsSearch {
  const status = runStates.find((known) => known === raw.status);
  return {
    ...(status && { status }),
    ...textParam('flow', raw.flow),
    ...textParam('contact', raw.contact),
    ...dayParam('from', raw.from),
    ...dayParam('to', raw.to),
  };
}

/** What the server is asked for: whole days of the person who looks; an outcome is a result, all else a status. */
export function filterOf(search: RunsSearch) {
  const result = runResults.find((one) => one === search.status);
  return {
    flow: search.flow,
    contact: search.contact,
    ...(result ? { result } : { status: search.status }),
    from: search.from && new Date(`${search.from}T00:00:00`).toISOString(),
    to: search.to && nextDay(search.to).toISOString(),
  };
}

export interface RunSearch {
  /** The step that is looked at, by its number. */
  step?: number;
}

export function parseRunSearch(raw: Record<string, unknown>): RunSearch {
  const step = Number(raw.step);
  return raw.step !== undefined && Number.isInteger(step) && step >= 0 ? { step } : {};
}

function dayParam<Key extends 'from' | 'to'>(key: Key, value: unknown): { [K in Key]?: string } {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? textParam(key, value) : {};
}

function nextDay(day: string): Date {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date;
}
