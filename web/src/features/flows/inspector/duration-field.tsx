// A time span: a number and its unit.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { Json } from '~/api/flows-types';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { type DurationUnit, secondsOf, split } from '../canvas/duration';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';

interface DurationFieldProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
  nullable: boolean;
}

export function DurationField({ path, label, hint, value, nullable }: DurationFieldProps) {
  const { t } = useLingui();
  const { change } = useForm();
  const seconds = typeof value === 'number' ? value : null;
  const said = seconds === null ? null : split(seconds);
  const [chosen, setChosen] = useState<DurationUnit>(said?.unit ?? 'hour');
  // While a unit is chosen that says it without a fraction, it stays.
  const exact = seconds !== null && secondsOf(1, chosen) > 0 && seconds % secondsOf(1, chosen) === 0;
  const unit = seconds === null || exact ? chosen : (said?.unit ?? chosen);
  const count = seconds === null ? '' : seconds / secondsOf(1, unit);
  const names: Record<DurationUnit, string> = {
    second: t`seconds`,
    minute: t`minutes`,
    hour: t`hours`,
    day: t`days`,
  };
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {(control) => (
        <div className="flex gap-1.5">
          <Input
            {...control}
            type="number"
            min={0}
            className="h-9 max-w-24 text-13"
            placeholder={nullable ? '–' : undefined}
            value={count}
            onChange={(event) => {
              const typed = event.target.value;
              if (typed === '') change(path, nullable ? undefined : 0);
              else change(path, secondsOf(Math.max(0, Number(typed)), unit));
            }}
          />
          <Select
            label={t`Unit`}
            className="max-w-32"
            value={unit}
            options={(['second', 'minute', 'hour', 'day'] as const).map((one) => ({ value: one, label: names[one] }))}
            onChange={(next) => {
              setChosen(next);
              if (typeof count === 'number') change(path, secondsOf(count, next));
            }}
          />
        </div>
      )}
    </FieldFrame>
  );
}
