// How fast is fast: Meta's thresholds for a form's endpoint.
// https://developers.facebook.com/docs/whatsapp/flows/guides/healthmonitoring

/** Meta calls for attention when one answer in ten takes longer. */
export const SLOW_MS = 1_000;
/** Phones wait no longer. */
export const LIMIT_MS = 10_000;

export type Speed = 'fast' | 'slow' | 'late';

export function speedOf(ms: number): Speed {
  if (ms >= LIMIT_MS) return 'late';
  return ms > SLOW_MS ? 'slow' : 'fast';
}

/** The colour that says so. */
export function speedTone(ms: number): string {
  return { fast: 'text-fg-2', slow: 'text-warning', late: 'text-danger' }[speedOf(ms)];
}
