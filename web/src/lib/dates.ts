// Times as people read them: clock, day names, "4 min ago", and what is left of a period. Intl does the words.
import { locale } from './i18n';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale(), options);
  formats.set(key, made);
  return made;
}

/** 18:26 */
export function clock(at: string | number): string {
  return format({ hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** Sunday 22 November 2026 at 18:26:03 GMT+1, for tooltips. */
export function exact(at: string | number): string {
  return format({ dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
}

/** 22 Nov 2026, 18:26 */
export function moment(at: string | number): string {
  return format({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** A day of the calendar, `2026-11-22`, the same everywhere: 22 Nov 2026; what is none stays as it is. */
export function day(date: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? date : format({ dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

/** A day of the calendar without its year, the same everywhere: 22 Nov. */
export function dayOfYear(date: string): string {
  return format({ day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(date));
}

/** The name of a day of the week; Monday is 0. */
export function weekday(day: number, width: 'short' | 'long'): string {
  // 5 January 1970 was a Monday.
  return format({ weekday: width, timeZone: 'UTC' }).format((4 + day) * DAY + DAY / 2);
}

/** A short mark for lists: the clock today, then "Yesterday", a weekday, a date. */
export function listTime(at: string | number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return clock(at);
  if (days === 1) return sentence(relative().format(-1, 'day'));
  if (days < 7) return format({ weekday: 'short' }).format(new Date(at));
  return dateShort(at, now);
}

/** The heading of a day in a thread. */
export function dayLabel(at: string | number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0 || days === 1) return sentence(relative().format(-days, 'day'));
  if (days > 1 && days < 7) return format({ weekday: 'long' }).format(new Date(at));
  return dateShort(at, now);
}

/** "4 minutes ago" below a day, a date after that. */
export function ago(at: string | number, now: number): string {
  const gone = now - new Date(at).getTime();
  if (gone < MINUTE) return sentence(relative().format(0, 'second'));
  if (gone < HOUR) return relative('short').format(-Math.floor(gone / MINUTE), 'minute');
  if (gone < DAY) return relative('short').format(-Math.floor(gone / HOUR), 'hour');
  return moment(at);
}

/** What is left of a period: "21h 04m", "43m", "40s". */
export function timeLeft(milliseconds: number): string {
  // The 24-hour window reads in hours from its first minute.
  if (milliseconds >= 2 * DAY)
    return `${unit(Math.floor(milliseconds / DAY), 'day')} ${unit(Math.floor((milliseconds % DAY) / HOUR), 'hour')}`;
  if (milliseconds >= HOUR) {
    return `${unit(Math.floor(milliseconds / HOUR), 'hour')} ${unit(Math.floor((milliseconds % HOUR) / MINUTE), 'minute', 2)}`;
  }
  if (milliseconds >= MINUTE) return unit(Math.floor(milliseconds / MINUTE), 'minute');
  return unit(Math.max(0, Math.floor(milliseconds / 1000)), 'second');
}

/** A moment to come: the clock today, then the weekday with it, then a date. */
export function upcoming(at: string | number, now: number): string {
  const days = daysBetween(now, new Date(at).getTime());
  if (days === 0) return clock(at);
  if (days > 0 && days < 7)
    return format({ weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(at));
  return format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** The local calendar day, to group by. */
export function dayKey(at: string | number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/** Calendar days from the first to the second. */
function daysBetween(at: string | number, now: number): number {
  const start = (value: string | number) => {
    const date = new Date(value);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((start(now) - start(at)) / DAY);
}

function dateShort(at: string | number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(
    sameYear ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' },
  ).format(new Date(at));
}

function relative(style: Intl.RelativeTimeFormatStyle = 'long'): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style });
}

function unit(value: number, name: string, digits = 1): string {
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: name,
    unitDisplay: 'narrow',
    minimumIntegerDigits: digits,
  }).format(value);
}

function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}
