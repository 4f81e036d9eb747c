// A list of settings: add, remove, put in order; each item its own small form.
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Json } from '~/api/flows-types';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { shortId } from '../builder/new-node';
import { formatPath, isObject, type Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { useFieldFinding, useForm } from './form-context';
import { fieldLabel } from './labels';
import { useListLimit } from './limits';
import { ObjectFields } from './object-fields';
import { emptyOf, shapeOf } from './schema';
import { SchemaField } from './schema-field';
import { UnionField } from './union-field';

interface ListFieldProps {
  path: Path;
  name: string;
  schema: ConfigSchema;
  value: Json | undefined;
  hint?: ReactNode;
}

export function ListField({ path, name, schema, value, hint }: ListFieldProps) {
  const { t } = useLingui();
  const { root, change, editable } = useForm();
  const finding = useFieldFinding(path);
  const items = Array.isArray(value) ? value : [];
  const itemSchema = schema.items ?? {};
  const { kind, schema: item } = shapeOf(itemSchema, root);
  const most = useListLimit(path, items) ?? (typeof schema.maxItems === 'number' ? schema.maxItems : undefined);
  const move = (from: number, to: number) => {
    const next = [...items];
    const [moved] = next.splice(from, 1);
    if (moved === undefined) return;
    next.splice(to, 0, moved);
    change(path, next);
  };
  const add = () => {
    const empty = emptyOf(itemSchema, root);
    change(path, [...items, isObject(empty) && 'id' in (item.properties ?? {}) ? { ...empty, id: shortId() } : empty]);
  };
  const full = most !== undefined && items.length >= most;
  return (
    <fieldset data-field={formatPath(path)} className="flex min-w-0 flex-col gap-2">
      <legend className="flex w-full items-baseline justify-between pb-1.5">
        <span className="font-medium text-12 text-fg-2">{fieldLabel(name)}</span>
        {most !== undefined && (
          <span className={`text-11 tabular-nums ${items.length > most ? 'text-danger' : 'text-fg-3'}`}>
            {items.length} / {most}
          </span>
        )}
      </legend>
      {hint && items.length === 0 && <p className="text-11 text-fg-3">{hint}</p>}
      {items.map((one, index) => (
        <div
          // The place: an id that is being typed must not make another field of it.
          key={index}
          className="group/item relative flex min-w-0 flex-col gap-2.5 rounded-card border border-line bg-sunken/50 p-2.5"
        >
          {editable && (
            <div className="-mt-1 -mb-1.5 flex items-center justify-between">
              <span className="font-medium text-11 text-fg-3 tabular-nums">{index + 1}</span>
              <span className="flex">
                {index > 0 && (
                  <IconButton icon={ArrowUp} size="sm" label={t`Move up`} onClick={() => move(index, index - 1)} />
                )}
                {index < items.length - 1 && (
                  <IconButton icon={ArrowDown} size="sm" label={t`Move down`} onClick={() => move(index, index + 1)} />
                )}
                <IconButton
                  icon={X}
                  size="sm"
                  label={t`Remove`}
                  onClick={() =>
                    change(
                      path,
                      items.filter((_one, place) => place !== index),
                    )
                  }
                />
              </span>
            </div>
          )}
          {kind === 'object' ? (
            <ObjectFields path={[...path, index]} schema={item} value={one} />
          ) : kind === 'union' ? (
            <UnionField path={[...path, index]} label="" schema={item} value={one} />
          ) : (
            <SchemaField path={[...path, index]} name={name} schema={itemSchema} value={one} bare />
          )}
        </div>
      ))}
      {finding && <p className="text-12 text-danger">{finding.message}</p>}
      {editable && (
        <Button
          size="sm"
          icon={Plus}
          className="self-start"
          disabledReason={full ? t`WhatsApp takes at most ${most ?? 0}.` : null}
          onClick={add}
        >
          <Trans>Add</Trans>
        </Button>
      )}
    </fieldset>
  );
}
