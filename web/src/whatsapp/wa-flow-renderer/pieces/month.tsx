// One month of a calendar: days that can be chosen, one or a range of them.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { i18n } from '~/lib/i18n';
import { dayNumber } from '../refuse';

interface Props {
  start: string | null;
  end: string | null;
  /** Where it opens when nothing is chosen. */
  opensAt: string;
  allows(day: string): boolean;
  onPick(day: string): void;
}

export function Month({ start, end, opensAt, allows, onPick }: Props) {
  const { t } = useLingui();
  const [month, setMonth] = useState((start ?? opensAt).slice(0, 7));
  const [focus, setFocus] = useState(start ?? opensAt);
  const grid = useRef<HTMLDivElement>(null);
  const days = daysOf(month);
  const stop = days.includes(focus) ? focus : days[0];
  const turn = (by: number) => setMonth(shiftMonth(month, by));
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 }[event.key];
    if (step === undefined || stop === undefined) return;
    event.preventDefault();
    const next = dayAfter(stop, step);
    setFocus(next);
    setMonth(next.slice(0, 7));
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus());
  };
  return (
    <div>
      <div className="flex items-center justify-between py-1">
        <p aria-live="polite" className="font-semibold text-14">
          {monthName(month)}
        </p>
        <div className="flex">
          <button type="button" aria-label={t`Month before`} className={arrow} onClick={() => turn(-1)}>
            <ChevronLeft aria-hidden className="mirror size-5" />
          </button>
          <button type="button" aria-label={t`Next month`} className={arrow} onClick={() => turn(1)}>
            <ChevronRight aria-hidden className="mirror size-5" />
          </button>
        </div>
      </div>
      <div ref={grid} role="group" aria-label={monthName(month)} onKeyDown={walk} className="grid grid-cols-7">
        {weekdays().map((name) => (
          <span key={name.long} className="py-1 text-center text-12 text-(--p-fg-2)">
            <abbr title={name.long} className="no-underline">
              {name.narrow}
            </abbr>
          </span>
        ))}
        {days.map((day, index) => {
          const isEdge = day === start || day === end;
          const isBetween = start !== null && end !== null && day > start && day < end;
          const isOff = !allows(day);
          return (
            <button
              key={day}
              type="button"
              data-day={day}
              tabIndex={day === stop ? 0 : -1}
              aria-pressed={isEdge || isBetween}
              aria-label={dayName(day)}
              aria-disabled={isOff}
              onClick={() => !isOff && onPick(day)}
              onFocus={() => setFocus(day)}
              style={index === 0 ? { gridColumnStart: columnOf(day) } : undefined}
              className={clsx(
                'flex h-10 items-center justify-center text-14',
                isBetween && 'bg-(--p-accent-soft)',
                day === start && end && 'rounded-s-full bg-(--p-accent-soft)',
                day === end && 'rounded-e-full bg-(--p-accent-soft)',
              )}
            >
              <span
                className={clsx(
                  'flex size-9 items-center justify-center rounded-full',
                  isEdge && 'bg-(--p-accent) font-semibold text-(--p-accent-fg)',
                  isOff && 'text-(--p-fg-2) line-through opacity-60',
                )}
              >
                {Number(day.slice(8))}
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
}

const arrow = 'flex size-11 items-center justify-center rounded-full text-(--p-fg)';
const DAY = 86_400_000;

const at = (day: string) => new Date((dayNumber(day) ?? 0) * DAY);
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(i18n.locale || 'en', { timeZone: 'UTC', ...options });

export const dayName = (day: string) =>
  format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(at(day));
const monthName = (month: string) => format({ month: 'long', year: 'numeric' }).format(at(`${month}-01`));

/** Weeks begin on Monday. */
const columnOf = (day: string) => ((at(day).getUTCDay() + 6) % 7) + 1;

function weekdays(): { long: string; narrow: string }[] {
  return [1, 2, 3, 4, 5, 6, 7].map((day) => {
    const date = new Date(Date.UTC(2024, 0, day));
    return { long: format({ weekday: 'long' }).format(date), narrow: format({ weekday: 'narrow' }).format(date) };
  });
}

export function dayAfter(day: string, days: number): string {
  return new Date(at(day).getTime() + days * DAY).toISOString().slice(0, 10);
}

export function shiftMonth(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

export function daysOf(month: string): string[] {
  const first = `${month}-01`;
  const many = (dayNumber(`${shiftMonth(month, 1)}-01`) ?? 0) - (dayNumber(first) ?? 0);
  return Array.from({ length: many }, (_, index) => dayAfter(first, index));
}
