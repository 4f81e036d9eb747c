// The usual times to send a message at, in the member's own time; only those at which the window is still open.

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export interface SendTime {
  id: string;
  label: MessageDescriptor;
  at: Date;
}

const HOUR = 3_600_000;

/** `closes`: when WhatsApp's window ends; null for a template, which may go at any time. */
export function sendTimes(now: Date, closes: Date | null): SendTime[] {
  const all: SendTime[] = [
    { id: 'hour', label: msg`In an hour`, at: rounded(new Date(now.getTime() + HOUR)) },
    { id: 'evening', label: msg`This evening`, at: atClock(now, 0, 18) },
    { id: 'tomorrow', label: msg`Tomorrow morning`, at: atClock(now, 1, 9) },
    { id: 'noon', label: msg`Tomorrow at noon`, at: atClock(now, 1, 12) },
  ];
  return all.filter(
    ({ at }) => at.getTime() > now.getTime() + 60_000 && (!closes || at.getTime() < lastMoment(closes)),
  );
}

/** Why a message cannot wait until `at`, or null. */
export function whyNotAt(at: Date, now: Date, closes: Date | null): 'past' | 'closed' | 'far' | null {
  if (Number.isNaN(at.getTime()) || at.getTime() <= now.getTime()) return 'past';
  if (closes && at.getTime() >= lastMoment(closes)) return 'closed';
  return at.getTime() - now.getTime() > 365 * 24 * HOUR ? 'far' : null;
}

/** A Date as the text of a local date-and-time field. */
export function asField(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The server stops a minute before WhatsApp does. */
function lastMoment(closes: Date): number {
  return closes.getTime() - 60_000;
}

function atClock(now: Date, days: number, hour: number): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  at.setHours(hour, 0, 0, 0);
  return at;
}

function rounded(at: Date): Date {
  at.setSeconds(0, 0);
  return at;
}
