// The settings of a fault before it is let loose: its own ones, how often, and for how many times.
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { control } from './control';
import { useFaultTitle } from './fault-titles';
import type { FaultKind, FaultRule, FaultSetting } from './types';
import { attempt } from './use-phone';

interface Props {
  kind: FaultKind;
  onDone: () => void;
  onAdded: () => void;
}

type Values = Record<string, string | string[]>;

export function FaultForm({ kind, onDone, onAdded }: Props) {
  const { t } = useLingui();
  const title = useFaultTitle()(kind.kind);
  const [values, setValues] = useState<Values>(() => startValues(kind));
  const [times, setTimes] = useState('');
  const [rate, setRate] = useState('100');
  const set = (name: string, value: string | string[]) => setValues({ ...values, [name]: value });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const added = await attempt(control.addFault(ruleOf(kind, values, rate, times)));
    if (!added) return;
    onAdded();
    onDone();
  };

  return (
    <form aria-label={title} className="my-1 flex flex-col gap-3 rounded-card bg-sunken p-3" onSubmit={submit}>
      <div>
        <p className="font-medium text-13">{title}</p>
        <p className="text-12 text-fg-3">{kind.says}</p>
      </div>
      {kind.settings.map((setting) => (
        <Setting
          key={setting.name}
          setting={setting}
          value={values[setting.name] ?? ''}
          onChange={(value) => set(setting.name, value)}
        />
      ))}
      <div className="grid grid-cols-2 gap-3">
        <Field label={t`How many times`} hint={t`Empty: until removed`}>
          {(field) => (
            <Input
              {...field}
              type="number"
              min={1}
              inputMode="numeric"
              value={times}
              onChange={(event) => setTimes(event.target.value)}
            />
          )}
        </Field>
        <Field label={t`How often, in %`}>
          {(field) => (
            <Input
              {...field}
              type="number"
              min={1}
              max={100}
              inputMode="numeric"
              value={rate}
              onChange={(event) => setRate(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
        <Button size="sm" variant="primary" type="submit">
          <Trans>Add fault</Trans>
        </Button>
      </div>
    </form>
  );
}

function Setting({
  setting,
  value,
  onChange,
}: {
  setting: FaultSetting;
  value: string | string[];
  onChange: (value: string | string[]) => void;
}) {
  const { t } = useLingui();
  const names: Record<string, string> = {
    code: t`Graph error code`,
    copies: t`Copies`,
    ms: t`Milliseconds`,
    on: t`Which calls`,
    size: t`Items in one delivery`,
    status: t`HTTP status`,
    statuses: t`Statuses`,
    window: t`How many are mixed`,
  };
  const label = names[setting.name] ?? setting.name;
  const options = setting.options ?? [];
  if (setting.type === 'choice') {
    return (
      <Field label={label}>
        {({ id, ...field }) => (
          <Select
            {...field}
            id={id}
            value={String(value)}
            onChange={onChange}
            options={options.map((option) => ({ value: option, label: option }))}
          />
        )}
      </Field>
    );
  }
  if (setting.type === 'list') {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 font-medium text-13">{label}</legend>
        {options.map((option) => (
          <label key={option} className="flex items-center gap-2 text-13">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.includes(option)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, option] : chosen.filter((other) => other !== option))
              }
            />
            {option}
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <Field label={label}>
      {(field) => (
        <Input
          {...field}
          type="number"
          inputMode="numeric"
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function startValues(kind: FaultKind): Values {
  return Object.fromEntries(
    kind.settings.map(({ name, default: usual }) => [name, Array.isArray(usual) ? usual.map(String) : String(usual)]),
  );
}

/** What the form says, as the rule the server takes. */
export function ruleOf(kind: FaultKind, values: Values, rate: string, times: string): FaultRule {
  const settings = kind.settings.map(({ name, type, default: usual }) => {
    const value = values[name];
    return [name, type === 'integer' ? (value === '' ? usual : Number(value)) : value];
  });
  const share = Number(rate) / 100;
  return {
    kind: kind.kind,
    ...Object.fromEntries(settings),
    ...(rate !== '' && share > 0 && share < 1 && { rate: share }),
    ...(times !== '' && { times: Number(times) }),
  };
}
