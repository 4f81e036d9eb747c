// Rows of a name and a value, to add to and take from: the fields and the headers of a forward.
import { useLingui } from '@lingui/react/macro';
import { CircleAlert, Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';

export interface Pair {
  id: number;
  name: string;
  value: string;
  isSecret?: boolean;
}

let counter = 0;

export function pair(name = '', value = '', isSecret = false): Pair {
  counter += 1;
  return { id: counter, name, value, isSecret };
}

interface Props {
  title: string;
  hint: string;
  rows: readonly Pair[];
  onChange(rows: Pair[]): void;
  nameLabel: string;
  valueLabel: string;
  add: string;
  suggestions?: readonly string[];
  /** The names of secrets, where a value may be one. */
  secrets?: readonly string[];
  /** What is wrong with the value of a name. */
  problems?: Readonly<Record<string, string>>;
}

export function PairRows({
  title,
  hint,
  rows,
  onChange,
  nameLabel,
  valueLabel,
  add,
  suggestions = [],
  secrets,
  problems = {},
}: Props) {
  const { t } = useLingui();
  const list = useId();
  const set = (id: number, change: Partial<Pair>) =>
    onChange(rows.map((one) => (one.id === id ? { ...one, ...change } : one)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium text-13">{title}</legend>
      <p className="text-12 text-fg-3">{hint}</p>
      {rows.map((one) => {
        const problem = problems[one.name.trim()];
        return (
          <div key={one.id} className="flex flex-col gap-1">
            <div className="flex flex-wrap items-center gap-2 md:flex-nowrap">
              <Input
                aria-label={nameLabel}
                placeholder={nameLabel}
                dir="ltr"
                className="min-w-0 flex-1 basis-32 font-mono text-12"
                value={one.name}
                onChange={(event) => set(one.id, { name: event.target.value })}
              />
              {secrets && (
                <Select
                  label={t`Kind of value`}
                  value={one.isSecret ? 'secret' : 'text'}
                  onChange={(value) => set(one.id, { isSecret: value === 'secret', value: '' })}
                  options={[
                    { value: 'text', label: t`Text` },
                    { value: 'secret', label: t`Secret` },
                  ]}
                  className="w-28"
                />
              )}
              <Input
                aria-label={one.isSecret ? t`Name of the secret` : valueLabel}
                placeholder={one.isSecret ? t`Name of the secret` : valueLabel}
                aria-invalid={problem ? true : undefined}
                dir="ltr"
                list={one.isSecret ? `${list}-secrets` : suggestions.length > 0 ? list : undefined}
                className="min-w-0 flex-1 basis-32 font-mono text-12"
                value={one.value}
                onChange={(event) => set(one.id, { value: event.target.value })}
              />
              <IconButton
                icon={Trash2}
                label={t`Remove`}
                size="sm"
                onClick={() => onChange(rows.filter(({ id }) => id !== one.id))}
              />
            </div>
            {problem && (
              <p className="flex items-start gap-1 text-12 text-danger">
                <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
                {problem}
              </p>
            )}
          </div>
        );
      })}
      <datalist id={list}>
        {[...new Set(suggestions)].map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      <datalist id={`${list}-secrets`}>
        {secrets?.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      <div>
        <Button size="sm" icon={Plus} onClick={() => onChange([...rows, pair()])}>
          {add}
        </Button>
      </div>
    </fieldset>
  );
}
