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
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 && value < 10 ? 1 : 0,
  }).format(value);
}

/** +34662420687 → +34 662 420 687: grouped for reading, never re-interpreted. */
export function phone(value: string): string {
  const digits = value.replace(/\D/g, '');
  if (digits.length < 7) return value;
  const code = digits.length > 10 ? digits.slice(0, digits.length - (digits.length > 12 ? 10 : 9)) : '';
  const rest = digits.slice(code.length);
  const groups = rest.match(/\d{1,3}(?=(?:\d{3})*$)/g) ?? [rest];
  return `+${[code, ...groups].filter(Boolean).join(' ')}`;
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
