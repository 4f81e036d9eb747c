// Which days the figures are of, as the address keeps them.

export interface AnalyticsSearch {
  /** The first day, as `2026-11-01`. */
  from?: string;
  /** The last day. */
  to?: string;
}

export function parseAnalyticsSearch(raw: object): AnalyticsSearch {
  const given: Record<string, unknown> = { ...raw };
  const [from, to] = [day(given.from), day(given.to)];
  return from && to && from <= to ? { from, to } : {};
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
}

/** The days that end today in a time zone. */
export function lastDays(count: number, zone: string, now: number): { from: string; to: string } {
  const to = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
  const from = new Date(Date.parse(`${to}T00:00:00Z`) - (count - 1) * 86_400_000).toISOString().slice(0, 10);
  return { from, to };
}
