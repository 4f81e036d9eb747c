// One set of opening hours: its time zone, the week day by day, and the days that are different.
import { Trans, useLingui } from '@lingui/react/macro';
import { Copy, Plus, Trash2, X } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { type Calendar, MAIN_CALENDAR, type Opening } from '~/api/flow-settings';
import { SettingsSection } from '~/layouts/form/settings-page';
import { locale } from '~/lib/i18n';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { SpecialDays } from './special-days';
import { TimeZoneField } from './time-zone-field';

interface Props {
  name: string;
  calendar: Calendar;
  locked: boolean;
  problems: readonly { pointer: string; detail: string }[];
  onChange: (calendar: Calendar) => void;
  onRemove: () => void;
}

export function HoursCalendar({ name, calendar, locked, problems, onChange, onRemove }: Props) {
  const { t } = useLingui();
  const main = name === MAIN_CALENDAR;
  const pointer = `/calendars/${name}`;
  const own = problems.filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));
  const at = (member: string) => own.find((problem) => problem.pointer === `${pointer}/${member}`)?.detail ?? null;
  const general = own.find((problem) => problem.pointer === pointer)?.detail;
  return (
    <SettingsSection
      title={main ? t`Main opening hours` : name}
      about={
        <span className="flex flex-col items-start gap-3">
          {main ? t`What flows use unless they name others.` : t`Flows use them by this name.`}
          {!locked && (
            <Button size="sm" icon={Trash2} onClick={onRemove}>
              <Trans>Remove</Trans>
            </Button>
          )}
        </span>
      }
    >
      {general && <p className="text-12 text-danger">{general}</p>}
      <Zone calendar={calendar} locked={locked} error={at('time_zone')} onChange={onChange} />
      <Week
        week={calendar.week}
        locked={locked}
        error={at('week')}
        onChange={(week) => onChange({ ...calendar, week })}
      />
      <SpecialDays
        days={calendar.days}
        locked={locked}
        error={at('days')}
        onChange={(days) => onChange({ ...calendar, days })}
      />
    </SettingsSection>
  );
}

function Zone({
  calendar,
  locked,
  error,
  onChange,
}: Pick<Props, 'calendar' | 'locked' | 'onChange'> & { error: string | null }) {
  const now = useNow();
  const { workspace } = useWorkspace();
  const own = calendar.time_zone !== '';
  return (
    <div className="flex flex-col items-start gap-2">
      {own ? (
        <div className="w-full">
          <TimeZoneField
            value={calendar.time_zone}
            onChange={(time_zone) => onChange({ ...calendar, time_zone })}
            error={error}
            disabled={locked}
            now={now}
          />
        </div>
      ) : (
        <p className="text-13 text-fg-2">
          <Trans>
            In the workspace’s time zone, <bdi>{workspace.time_zone.replaceAll('_', ' ')}</bdi>.
          </Trans>
        </p>
      )}
      {!locked && (
        <Button size="sm" onClick={() => onChange({ ...calendar, time_zone: own ? '' : workspace.time_zone })}>
          {own ? <Trans>Use the workspace’s time zone</Trans> : <Trans>Use another time zone</Trans>}
        </Button>
      )}
    </div>
  );
}

const days = [1, 2, 3, 4, 5, 6, 7] as const;

function dayName(day: number): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}

interface WeekProps {
  week: Opening[];
  locked: boolean;
  error: string | null;
  onChange: (week: Opening[]) => void;
}

function Week({ week, locked, error, onChange }: WeekProps) {
  const { t } = useLingui();
  const of = (day: number) => week.filter((opening) => opening.day === day);
  const set = (day: number, openings: readonly Opening[]) =>
    onChange(days.flatMap((one) => (one === day ? openings : of(one))));
  const copy = (from: number) =>
    onChange(
      days.flatMap((day) => (of(day).length === 0 && day !== from ? [] : of(from).map((one) => ({ ...one, day })))),
    );
  return (
    <div className="flex flex-col gap-1">
      <ul aria-label={t`Week`} className="divide-y divide-line rounded-card border border-line bg-surface">
        {days.map((day) => {
          const openings = of(day);
          const name = dayName(day);
          return (
            <li key={day} className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 ps-3 pe-1.5">
              <span className="w-28 shrink-0 font-medium text-13 capitalize max-md:grow">{name}</span>
              <span className="flex min-w-0 flex-1 basis-56 flex-col gap-1 max-md:order-last max-md:basis-full">
                {openings.length === 0 && (
                  <span className="text-13 text-fg-3">
                    <Trans>Closed</Trans>
                  </span>
                )}
                {openings.map((opening, index) => (
                  <Hours
                    key={index}
                    day={name}
                    from={opening.from}
                    to={opening.to}
                    locked={locked}
                    onChange={(hours) =>
                      set(
                        day,
                        openings.map((one, place) => (place === index ? { ...one, ...hours } : one)),
                      )
                    }
                    onRemove={() =>
                      set(
                        day,
                        openings.filter((_one, place) => place !== index),
                      )
                    }
                  />
                ))}
              </span>
              {!locked && (
                <span className="flex">
                  <IconButton
                    icon={Copy}
                    size="sm"
                    label={t`Same hours on all open days`}
                    disabledReason={openings.length === 0 ? t`It is closed.` : null}
                    onClick={() => copy(day)}
                  />
                  <IconButton
                    icon={Plus}
                    size="sm"
                    label={t`Add hours on ${name}`}
                    onClick={() => set(day, [...openings, { day, ...next(openings) }])}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {error && <p className="text-12 text-danger">{error}</p>}
    </div>
  );
}

/** The usual day, or an afternoon after what there is. */
function next(openings: readonly Opening[]): { from: string; to: string } {
  const last = openings.at(-1);
  if (!last || last.to >= '22:00') return { from: '09:00', to: '18:00' };
  const hour = Number(last.to.slice(0, 2)) + 1;
  return { from: `${String(hour).padStart(2, '0')}:00`, to: `${String(Math.min(23, hour + 3)).padStart(2, '0')}:00` };
}

interface HoursProps {
  day: string;
  from: string;
  to: string;
  locked: boolean;
  onChange: (hours: { from?: string; to?: string }) => void;
  onRemove: () => void;
}

function Hours({ day, from, to, locked, onChange, onRemove }: HoursProps) {
  const { t } = useLingui();
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1.5 max-md:flex-nowrap">
      <TimeInput label={t`${day}, from`} value={from} locked={locked} onChange={(time) => onChange({ from: time })} />
      <span aria-hidden="true">–</span>
      <TimeInput label={t`${day}, to`} value={to} locked={locked} onChange={(time) => onChange({ to: time })} />
      {to !== '00:00' && to <= from && (
        <span className="text-12 text-fg-3">
          <Trans>on the next day</Trans>
        </span>
      )}
      {!locked && <IconButton icon={X} size="sm" label={t`Remove these hours of ${day}`} onClick={onRemove} />}
    </span>
  );
}

export function TimeInput({
  label,
  value,
  locked,
  onChange,
}: {
  label: string;
  value: string;
  locked: boolean;
  onChange: (time: string) => void;
}) {
  return (
    <Input
      type="time"
      aria-label={label}
      disabled={locked}
      className="min-w-0 max-w-34"
      value={value}
      // A time that is half typed is none; what stood there stays.
      onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
    />
  );
}
