// The settings of an object: the telling ones first, the others on demand.
import { Trans } from '@lingui/react/macro';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Json } from '~/api/flows-types';
import { isObject, type Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { inOrder, isForLater } from './labels';
import { SchemaField } from './schema-field';

interface ObjectFieldsProps {
  path: Path;
  schema: ConfigSchema;
  value: Json | undefined;
  /** Members that something else shows. */
  without?: readonly string[];
}

export function ObjectFields({ path, schema, value, without = [] }: ObjectFieldsProps) {
  const members = isObject(value) ? value : {};
  const names = inOrder(Object.keys(schema.properties ?? {})).filter((name) => !without.includes(name));
  const telling = names.filter((name) => !isForLater(name));
  const others = names.filter(isForLater);
  const [open, setOpen] = useState(() => others.some((name) => name !== 'id' && isSet(members[name])));
  const field = (name: string) => {
    const property = schema.properties?.[name];
    if (!property) return null;
    return (
      <SchemaField
        key={name}
        path={[...path, name]}
        name={name}
        schema={property}
        value={members[name] ?? asJson(property.default)}
      />
    );
  };
  return (
    <>
      {telling.map(field)}
      {others.length > 0 && (
        <div className="flex flex-col gap-3">
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="touch-target -ms-1 flex items-center gap-1 self-start rounded-control px-1 py-0.5 font-medium text-12 text-fg-3 hover:text-fg"
          >
            <ChevronRight
              aria-hidden="true"
              className={`size-3.5 transition-transform ${open ? 'rotate-90' : 'mirror'}`}
            />
            <Trans>More settings</Trans>
          </button>
          {open && others.map(field)}
        </div>
      )}
    </>
  );
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== false;
}

function asJson(value: unknown): Json | undefined {
  return value === undefined ? undefined : (value as Json);
}
