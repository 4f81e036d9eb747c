// What the audit log keeps in the address.
import { textParam } from '~/lib/search-params';

export interface AuditSearch {
  /** Words to look for. */
  q?: string;
  actor?: string;
  action?: string;
  target?: string;
  /** Days, as `2026-11-22`, in the reader's own time zone; both included. */
  from?: string;
  to?: string;
}

export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  return {
    ...textParam('q', raw.q),
    ...textParam('actor', raw.actor),
    ...textParam('action', raw.action),
    ...textParam('target', raw.target),
    ...textParam('from', day(raw.from)),
    ...textParam('to', day(raw.to)),
  };
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
}

/** The filter as the server takes it: moments instead of days. */
export function filterOf({ from, to, ...rest }: AuditSearch) {
  return { ...rest, ...(from && { from: startOf(from, 0) }), ...(to && { to: startOf(to, 1) }) };
}

/** Midnight at the start of a day, some days later, where the reader is. */
function startOf(date: string, daysLater: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, dayOfMonth + daysLater).toISOString();
}
