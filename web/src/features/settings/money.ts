// Amounts as people type them, and millionths as they are kept.

/** Millionths of what was typed; `null` for nothing, `undefined` for what is no amount. */
export function millionths(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.');
  if (text === '') return null;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) return undefined;
  const [whole = '0', part = ''] = text.split('.');
  return Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'));
}

/** The shortest text that means this amount. */
export function amount(millionths: number | null | undefined): string {
  if (millionths === null || millionths === undefined) return '';
  const part = String(millionths % 1_000_000).padStart(6, '0');
  return `${Math.floor(millionths / 1_000_000)}.${part}`.replace(/\.?0+$/, '');
}
