// Own fields of a contact: a name and a value each.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, Plus, Trash2 } from 'lucide-react';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import type { Attribute } from './attributes';

interface Props {
  value: readonly Attribute[];
  onChange: (value: Attribute[]) => void;
  locked: boolean;
  error: string | null;
}

export function AttributesField({ value, onChange, locked, error }: Props) {
  const { t } = useLingui();
  const change = (index: number, part: Partial<Attribute>) =>
    onChange(value.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1.5 font-medium text-13">
        <Trans>Attributes</Trans>
      </legend>
      {value.map((row, index) => (
        <div key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_auto] items-center gap-2">
          <Input
            aria-label={t`Name of attribute ${index + 1}`}
            dir="ltr"
            disabled={locked}
            value={row.name}
            onChange={(event) => change(index, { name: event.target.value })}
            className="font-mono text-13"
          />
          <Input
            aria-label={t`Value of ${row.name || t`attribute ${index + 1}`}`}
            disabled={locked}
            value={row.value}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          {!locked && (
            <IconButton
              icon={Trash2}
              label={t`Remove ${row.name || t`attribute ${index + 1}`}`}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {error && (
        <p className="flex items-start gap-1 text-12 text-danger">
          <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          {error}
        </p>
      )}
      {!locked && (
        <Button
          size="sm"
          icon={Plus}
          className="self-start"
          onClick={() => onChange([...value, { name: '', value: '' }])}
        >
          <Trans>Add attribute</Trans>
        </Button>
      )}
    </fieldset>
  );
}
