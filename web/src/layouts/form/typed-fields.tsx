// The workspace's own fields of a contact, each with the control of its type.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import type { CustomField } from '~/api/custom-fields';
import type { ApiProblem } from '~/api/errors';
import { buttonClass } from '~/ui/button';
import { Field, type FieldControl } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { type FieldValues, safeUrl } from './field-values';

interface Props {
  fields: readonly CustomField[];
  values: FieldValues;
  onChange: (values: FieldValues) => void;
  locked: boolean;
  problem: ApiProblem | null;
}

export function TypedFields({ fields, values, onChange, locked, problem }: Props) {
  const { id, can } = useWorkspace();
  return (
    <>
      <div className="grid gap-5 md:grid-cols-2">
        {fields.map((field) => (
          <Field key={field.id} label={<bdi>{field.label}</bdi>} error={problem?.field(`/attributes/${field.key}`)}>
            {(control) => (
              <TypedControl
                field={field}
                control={control}
                locked={locked}
                value={values[field.key] ?? ''}
                onChange={(value) => onChange({ ...values, [field.key]: value })}
              />
            )}
          </Field>
        ))}
      </div>
      {can.has('custom_fields:manage') && (
        <p className="text-13 text-fg-3">
          <Link
            to="/w/$ws/settings/$section"
            params={{ ws: id, section: 'fields' }}
            className="text-accent-text underline"
          >
            <Trans>Manage contact fields</Trans>
          </Link>
        </p>
      )}
    </>
  );
}

interface ControlProps {
  field: CustomField;
  control: FieldControl;
  locked: boolean;
  value: string;
  onChange: (value: string) => void;
}

/** The control of a field's type; what it holds is a text, as the server takes it. */
export function TypedControl({ field, control, locked, value, onChange }: ControlProps) {
  const { t } = useLingui();
  const typed = (event: { target: { value: string } }) => onChange(event.target.value);
  const none = '-';
  switch (field.kind) {
    case 'boolean':
      return (
        <Select
          {...control}
          disabled={locked}
          value={value || none}
          onChange={(next) => onChange(next === none ? '' : next)}
          options={[
            { value: none, label: t`Not set` },
            { value: 'true', label: t`Yes` },
            { value: 'false', label: t`No` },
          ]}
        />
      );
    case 'choice': {
      const known = field.choices.includes(value) || value === '' ? field.choices : [...field.choices, value];
      return (
        <Select
          {...control}
          disabled={locked}
          value={value || none}
          onChange={(next) => onChange(next === none ? '' : next)}
          options={[{ value: none, label: t`Not set` }, ...known.map((choice) => ({ value: choice, label: choice }))]}
        />
      );
    }
    case 'number':
      return <Input {...control} inputMode="decimal" dir="ltr" disabled={locked} value={value} onChange={typed} />;
    case 'date':
      return <Input {...control} type="date" disabled={locked} value={value} onChange={typed} />;
    case 'url': {
      const address = safeUrl(value);
      return (
        <div className="flex gap-2">
          <Input {...control} type="url" dir="ltr" disabled={locked} value={value} onChange={typed} />
          {address && (
            <a
              href={address}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={t`Open ${field.label}`}
              data-tooltip={t`Open ${field.label}`}
              className={buttonClass({ className: 'h-9 w-9 px-0 coarse:h-11 coarse:w-11' })}
            >
              <ExternalLink aria-hidden="true" className="size-4" strokeWidth={1.75} />
            </a>
          )}
        </div>
      );
    }
    case 'text':
      return <Input {...control} maxLength={1000} disabled={locked} value={value} onChange={typed} />;
  }
}
