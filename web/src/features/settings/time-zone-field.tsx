// Chooses a time zone by typing a part of its name; shows what time it is there.
import { useLingui } from '@lingui/react/macro';
import { ChevronsUpDown } from 'lucide-react';
import { locale } from '~/lib/i18n';
import { Field } from '~/ui/field';
import { Picker } from '~/ui/picker';
import { Popover } from '~/ui/popover';

interface Props {
  value: string;
  onChange: (zone: string) => void;
  error?: string | null;
  disabled: boolean;
  now: number;
}

export function TimeZoneField({ value, onChange, error, disabled, now }: Props) {
  const { t } = useLingui();
  return (
    <Field
      label={t`Time zone`}
      hint={t`Used for reports and for days in lists. It is ${clockIn(value, now)} there now.`}
      error={error}
    >
      {(field) => (
        <Popover
          label={t`Time zone`}
          trigger={(props) => (
            <button
              {...props}
              {...field}
              type="button"
              disabled={disabled}
              className="flex h-9 w-full items-center justify-between gap-2 rounded-control border border-line-strong bg-surface px-3 text-start text-14 hover:bg-hover disabled:bg-sunken disabled:text-fg-3 coarse:h-11"
            >
              <span dir="ltr" className="truncate">
                {value.replaceAll('_', ' ')}
              </span>
              <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-fg-3" />
            </button>
          )}
        >
          {(close) => (
            <Picker
              label={t`Time zone`}
              placeholder={t`Search a city or region`}
              options={zones(value).map((zone) => ({
                id: zone,
                text: zone.replaceAll('_', ' '),
                label: <span dir="ltr">{zone.replaceAll('_', ' ')}</span>,
                checked: zone === value,
              }))}
              onPick={(zone) => {
                onChange(zone);
                close();
              }}
            />
          )}
        </Popover>
      )}
    </Field>
  );
}

/** Every zone the browser knows; the stored one in any case. */
function zones(current: string): string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return known.includes(current) ? known : [current, ...known];
}

function clockIn(timeZone: string, now: number): string {
  try {
    return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', timeZone }).format(now);
  } catch {
    return '?';
  }
}
