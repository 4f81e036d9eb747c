// Days that are different from their weekday: holidays, or other hours.
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import type { SpecialDay } from '~/api/flow-settings';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { TimeInput } from './hours-calendar';

interface Props {
  days: SpecialDay[];
  locked: boolean;
  error: string | null;
  onChange: (days: SpecialDay[]) => void;
}

export function SpecialDays({ days, locked, error, onChange }: Props) {
  const { t } = useLingui();
  const change = (at: number, part: Partial<SpecialDay>) =>
    onChange(days.map((day, place) => (place === at ? { ...day, ...part } : day)));
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium text-13">
        <Trans>Holidays and other hours</Trans>
      </h3>
      <ul aria-label={t`Holidays and other hours`} className="flex flex-col gap-2">
        {days.map(({ date, from, to }, at) => (
          <li key={at} className="flex flex-wrap items-center gap-2">
            <Input
              type="date"
              aria-label={t`Day`}
              disabled={locked}
              className="w-40!"
              value={date}
              onChange={(event) => event.target.value !== '' && change(at, { date: event.target.value })}
            />
            <Select
              label={t`On this day`}
              disabled={locked}
              className="w-36!"
              value={from === '' ? 'closed' : 'open'}
              options={[
                { value: 'closed', label: t`Closed` },
                { value: 'open', label: t`Other hours` },
              ]}
              onChange={(is) => change(at, is === 'open' ? { from: '10:00', to: '14:00' } : { from: '', to: '' })}
            />
            {from !== '' && (
              <span className="flex items-center gap-1.5">
                <TimeInput
                  label={t`${date}, from`}
                  value={from}
                  locked={locked}
                  onChange={(time) => change(at, { from: time })}
                />
                <span aria-hidden="true">–</span>
                <TimeInput
                  label={t`${date}, to`}
                  value={to}
                  locked={locked}
                  onChange={(time) => change(at, { to: time })}
                />
              </span>
            )}
            {!locked && (
              <IconButton
                icon={X}
                size="sm"
                label={t`Remove ${date}`}
                onClick={() => onChange(days.filter((_day, place) => place !== at))}
              />
            )}
          </li>
        ))}
      </ul>
      {error && <p className="text-12 text-danger">{error}</p>}
      {!locked && (
        <Button
          size="sm"
          icon={Plus}
          className="self-start"
          onClick={() => onChange([...days, { date: new Date().toISOString().slice(0, 10), from: '', to: '' }])}
        >
          <Trans>Add a day</Trans>
        </Button>
      )}
    </div>
  );
}
