// The usual moments to come back to a conversation, in the member's own time.

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export interface SnoozeChoice {
  id: string;
  label: MessageDescriptor;
  until: Date;
}

const MORNING = 9;

export function snoozeChoices(now: Date): SnoozeChoice[] {
  return [
    { id: 'hour', label: msg`In an hour`, until: new Date(now.getTime() + 3_600_000) },
    { id: 'later', label: msg`In three hours`, until: new Date(now.getTime() + 3 * 3_600_000) },
    { id: 'tomorrow', label: msg`Tomorrow morning`, until: morning(now, 1) },
    { id: 'monday', label: msg`Monday morning`, until: morning(now, daysToMonday(now)) },
  ];
}

function morning(now: Date, days: number): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  at.setHours(MORNING, 0, 0, 0);
  return at;
}

/** The next Monday that is not tomorrow's choice already. */
function daysToMonday(now: Date): number {
  const days = (8 - now.getDay()) % 7 || 7;
  return days === 1 ? 8 : days;
}
