// Dates: a box that opens a calendar (DatePicker), or the calendar itself in the screen (CalendarPicker), one day or a range.
import { Trans, useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { CalendarDays } from 'lucide-react';
import { useId, useState } from 'react';
import { type Fields, fields } from '../../read';
import { asText } from '../expression';
import { useEntry } from '../form-context';
import { dayNumber, refuseDay } from '../refuse';
import { RoomSheet } from '../room-sheet';
import { dayName, Month } from './month';
import { Below, boxClass, LabelWords } from './text-box';

/** Before Flow JSON 5.0 days are milliseconds. */
const toDay = (value: unknown): string | null => {
  if (typeof value !== 'string' || value === '') return null;
  if (dayNumber(value) !== null) return value;
  return /^\d+$/.test(value) ? new Date(Number(value)).toISOString().slice(0, 10) : null;
};
const today = () => new Date().toISOString().slice(0, 10);

/** The earliest day that is worth opening at. */
function opensAt(it: Fields): string {
  const least = toDay(it['min-date']);
  const most = toDay(it['max-date']);
  const now = today();
  if (least !== null && now < least) return least;
  return most !== null && now > most ? most : now;
}

export function DateBox({ it }: { it: Fields }) {
  const id = useId();
  const entry = useEntry(it);
  const [open, setOpen] = useState(false);
  const isStamp = [it['min-date'], it['max-date'], it['init-value']].some(
    (value) => typeof value === 'string' && /^\d+$/.test(value),
  );
  const write = (day: string) => (isStamp ? String(Date.parse(`${day}T00:00:00Z`)) : day);
  const chosen = toDay(entry.value);
  const words = chosen ? dayName(chosen) : null;
  return (
    <div className="flex flex-col gap-1">
      <div className={boxClass(entry)}>
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-describedby={`${id}-below`}
          aria-label={words ? `${asText(it.label)}: ${words}` : asText(it.label)}
          disabled={entry.isOff}
          onClick={() => setOpen(true)}
          className="flex h-13 w-full items-center gap-2 px-3.5 text-start text-14 outline-none"
        >
          <span dir="auto" className={clsx('min-w-0 flex-1 truncate', !words && 'text-(--p-fg-2)')}>
            {words ?? <LabelWords it={it} entry={entry} />}
          </span>
          <CalendarDays aria-hidden className="size-5 text-(--p-fg-2)" strokeWidth={1.75} />
        </button>
        {words && (
          <span aria-hidden="true" className="absolute start-2.5 -top-2 bg-(--p-surface) px-1 text-12 text-(--p-fg-2)">
            <LabelWords it={it} entry={entry} />
          </span>
        )}
      </div>
      <Below id={`${id}-below`} it={it} entry={entry} />
      {open && (
        <RoomSheet title={asText(it.label)} onClose={() => setOpen(false)}>
          <Month
            start={chosen}
            end={null}
            opensAt={opensAt(it)}
            allows={(day) => refuseDay(it, write(day)) === null}
            onPick={(day) => {
              setOpen(false);
              entry.set(write(day));
            }}
          />
        </RoomSheet>
      )}
    </div>
  );
}

export function Calendar({ it }: { it: Fields }) {
  const { t } = useLingui();
  const id = useId();
  const entry = useEntry(it);
  const isRange = it.mode === 'range';
  const value = fields(entry.value);
  const start = isRange ? toDay(value['start-date']) : toDay(entry.value);
  const end = isRange ? toDay(value['end-date']) : null;
  const labels = fields(it.label);
  const pick = (day: string) => {
    if (!isRange) entry.set(day);
    else if (start === null || end !== null || day < start) entry.set({ 'start-date': day });
    else entry.set({ 'start-date': start, 'end-date': day });
  };
  const half = (label: unknown, day: string | null) => (
    <div className="min-w-0 flex-1 rounded-[10px] border border-(--p-border) px-3 py-1.5">
      <p dir="auto" className="truncate text-12 text-(--p-fg-2)">
        {asText(label)}
      </p>
      <p className="truncate text-14">{day ? dayName(day) : '–'}</p>
    </div>
  );
  return (
    <section aria-label={asText(it.title) || asText(it.label) || t`Calendar`} className="flex flex-col gap-1">
      {asText(it.title) && (
        <p dir="auto" className="font-semibold text-16">
          {asText(it.title)}
        </p>
      )}
      {asText(it.description) && (
        <p dir="auto" className="text-13 text-(--p-fg-2)">
          {asText(it.description)}
        </p>
      )}
      <div className="flex gap-2 pt-1">
        {isRange ? (
          <>
            {half(labels['start-date'], start)}
            {half(labels['end-date'], end)}
          </>
        ) : (
          half(it.label, start)
        )}
      </div>
      <Month
        start={start}
        end={end}
        opensAt={opensAt(it)}
        allows={(day) => !entry.isOff && refuseDay(it, day) === null}
        onPick={pick}
      />
      {isRange && start !== null && end === null && (
        <p role="status" className="text-12 text-(--p-fg-2)">
          <Trans>Now choose the last day.</Trans>
        </p>
      )}
      <Below id={`${id}-below`} it={typeof it['helper-text'] === 'string' ? it : {}} entry={entry} />
    </section>
  );
}
