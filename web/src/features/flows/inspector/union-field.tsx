// One of several forms of a setting: which one, then its own fields.
import type { ReactNode } from 'react';
import type { Json } from '~/api/flows-types';
import { Select } from '~/ui/select';
import { isObject, type Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';
import { humane } from './labels';
import { ObjectFields } from './object-fields';
import { variantOf, variantsOf } from './schema';
import { SchemaField } from './schema-field';

interface UnionFieldProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
  name?: (id: string) => string;
}

export function UnionField({ path, label, hint, schema, value, name = humane }: UnionFieldProps) {
  const { root, change } = useForm();
  const variants = variantsOf(schema, root);
  const current = variantOf(value, variants);
  const form = current?.form;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <FieldFrame path={path} label={label} hint={hint}>
        {(control) => (
          <Select
            {...control}
            value={current?.id ?? ''}
            options={variants.map(({ id, help }) => ({ value: id, label: name(id), note: help.split('\n')[0] ?? '' }))}
            onChange={(id) => {
              const next = variants.find((variant) => variant.id === id);
              if (next) change(path, kept(value, next.empty));
            }}
          />
        )}
      </FieldFrame>
      {form?.is === 'tagged' && <ObjectFields path={path} schema={form.schema} value={value} />}
      {current && form?.is === 'named' && (
        <SchemaField
          path={[...path, current.id]}
          name={current.id}
          schema={withPicker(form.schema, current.id)}
          value={isObject(value) ? value[current.id] : undefined}
        />
      )}
    </div>
  );
}

/** What both forms have stays: words that were written are not lost by choosing. */
function kept(before: Json | undefined, empty: Json): Json {
  if (!isObject(before) || !isObject(empty)) return empty;
  const next = { ...empty };
  for (const [name, value] of Object.entries(empty)) {
    const old = before[name];
    if (old !== undefined && typeof old === typeof value && name !== 'type' && name !== 'do') {
      const isTag = typeof value === 'string' && value !== '';
      if (!isTag) next[name] = old;
    }
  }
  return next;
}

/** A user or a team is chosen from a list, whatever the schema says. */
function withPicker(schema: ConfigSchema, id: string): ConfigSchema {
  if (schema['x-ui'] || schema.type !== 'string') return schema;
  if (id === 'user') return { ...schema, 'x-ui': { widget: 'member' } };
  if (id === 'team') return { ...schema, 'x-ui': { widget: 'team' } };
  return schema;
}
