// A small form from a JSON Schema: what an agent fills in when they start a flow by hand.
import { useLingui } from '@lingui/react/macro';
import type { Json, JsonObject } from '~/api/flows-types';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';
import { Switch } from '~/ui/switch';

/** As much of JSON Schema as a small form needs. */
export interface FormSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  format?: string;
  maxLength?: number;
  enum?: Json[];
  required?: string[];
  properties?: Record<string, FormSchema | boolean>;
}

export interface FormField {
  name: string;
  label: string;
  hint: string | null;
  required: boolean;
  kind: 'text' | 'long' | 'number' | 'yes_no' | 'choice' | 'date';
  choices: string[];
}

/** The fields of an object's schema, in its order. What is no plain value is asked as text. */
export function fieldsOf(schema: FormSchema | null | undefined): FormField[] {
  const required = schema?.required ?? [];
  return Object.entries(schema?.properties ?? {}).flatMap(([name, part]) => {
    if (typeof part === 'boolean') return [];
    const choices = (part.enum ?? []).flatMap((one) =>
      typeof one === 'string' || typeof one === 'number' ? [String(one)] : [],
    );
    return [
      {
        name,
        label: part.title ?? words(name),
        hint: part.description ?? null,
        required: required.includes(name),
        kind: choices.length > 0 ? 'choice' : kindOf(part),
        choices,
      } satisfies FormField,
    ];
  });
}

function kindOf(part: FormSchema): FormField['kind'] {
  const type = Array.isArray(part.type) ? part.type[0] : part.type;
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'yes_no';
  if (part.format === 'date') return 'date';
  return (part.maxLength ?? 0) > 200 ? 'long' : 'text';
}

function words(name: string): string {
  const spaced = name.replace(/[_-]+/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Names of required fields that are still empty. */
export function missing(form: readonly FormField[], value: JsonObject): string[] {
  return form
    .filter(({ required, kind }) => required && kind !== 'yes_no')
    .filter(({ name }) => value[name] === undefined || value[name] === '')
    .map(({ label }) => label);
}

interface Props {
  form: readonly FormField[];
  value: JsonObject;
  onChange: (value: JsonObject) => void;
}

export function SchemaForm({ form, value, onChange }: Props) {
  const { t } = useLingui();
  const set = (name: string, next: Json | undefined) => {
    const { [name]: _old, ...rest } = value;
    onChange(next === undefined || next === '' ? rest : { ...rest, [name]: next });
  };
  return (
    <div className="flex flex-col gap-4">
      {form.map(({ name, label, hint, required, kind, choices }) => {
        const now = value[name];
        const shown = typeof now === 'string' || typeof now === 'number' ? String(now) : '';
        if (kind === 'yes_no') {
          return (
            <Switch key={name} label={label} hint={hint} checked={now === true} onChange={(on) => set(name, on)} />
          );
        }
        return (
          <Field key={name} label={required ? label : t`${label} (optional)`} hint={hint}>
            {(control) => {
              switch (kind) {
                case 'choice':
                  return (
                    <Select
                      {...control}
                      value={shown}
                      options={[
                        { value: '', label: t`Choose…` },
                        ...choices.map((choice) => ({ value: choice, label: choice })),
                      ]}
                      onChange={(next) => set(name, next)}
                    />
                  );
                case 'long':
                  return <Textarea {...control} value={shown} onChange={(event) => set(name, event.target.value)} />;
                case 'number':
                  return (
                    <Input
                      {...control}
                      type="number"
                      step="any"
                      value={shown}
                      onChange={({ target }) => set(name, target.value === '' ? undefined : target.valueAsNumber)}
                    />
                  );
                case 'date':
                case 'text':
                  return (
                    <Input
                      {...control}
                      type={kind === 'date' ? 'date' : 'text'}
                      value={shown}
                      onChange={(event) => set(name, event.target.value)}
                    />
                  );
              }
            }}
          </Field>
        );
      })}
    </div>
  );
}
