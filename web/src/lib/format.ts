// Numbers, sizes, phone numbers and initials as people read them.
import { locale } from './i18n';

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** 212 kB, 1.4 MB */
export function fileSize(bytes: number): string {
  const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: steps[step] ?? 'byte',
    // "608 byte" is what the short form says.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 1 && value < 10 ? 1 : 0,
  }).format(value);
}

/** +34662420687 → +34 662 420 687: grouped for reading, never re-interpreted. */
export function phone(value: string): string {
  const digits = value.replace(/\D/g, '');
  if (digits.length < 7) return value;
  const code = CALLING_CODE.exec(digits)?.[0] ?? '';
  const rest = digits.slice(code.length);
  return `+${[code, ...inGroups(rest)].join(' ')}`;
}

/** What stands before a country's own numbers: one digit or two where that is all (ITU-T E.164), three elsewhere. */
const CALLING_CODE = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** Threes from the front; no digit is left alone at the end. */
function inGroups(digits: string): string[] {
  if (digits.length <= 4) return digits === '' ? [] : [digits];
  return [digits.slice(0, 3), ...inGroups(digits.slice(3))];
}

/** At most two letters that stand for a name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = letter(words[0]);
  const last = words.length > 1 ? letter(words[words.length - 1]) : '';
  return (first + last).toLocaleUpperCase(locale()) || '#';
}

function letter(word: string | undefined): string {
  return word?.match(/[\p{L}\p{N}]/u)?.[0] ?? '';
}

/** The same hue for the same id, for ever. */
export function hueOf(id: string): number {
  let hash = 2166136261;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 16777619);
  return ((hash >>> 0) % 24) * 15;
}

/** Keeps the start and the extension of a long file name. */
export function middleEllipsis(name: string, length = 32): string {
  if (name.length <= length) return name;
  const tail = Math.min(12, Math.floor(length / 3));
  return `${name.slice(0, length - tail - 1)}…${name.slice(-tail)}`;
}
