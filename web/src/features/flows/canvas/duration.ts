// Seconds as people say them, and what they say as seconds.
import { locale } from '~/lib/i18n';

export const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

export type DurationUnit = (typeof units)[number]['unit'];

/** 82800 → 23 hours; 5400 → 1 hour 30 minutes. */
export function duration(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(seconds));
  for (const { unit, seconds: size } of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(said(count, unit));
  }
  return parts.slice(0, 2).join(' ') || said(0, 'second');
}

/** The largest unit that says it without a fraction. */
export function split(seconds: number): { count: number; unit: DurationUnit } {
  const fit = units.find((unit) => seconds > 0 && seconds % unit.seconds === 0);
  return fit ? { count: seconds / fit.seconds, unit: fit.unit } : { count: seconds, unit: 'second' };
}

export function secondsOf(count: number, unit: DurationUnit): number {
  return Math.round(count * (units.find((one) => one.unit === unit)?.seconds ?? 1));
}

function said(count: number, unit: DurationUnit): string {
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
