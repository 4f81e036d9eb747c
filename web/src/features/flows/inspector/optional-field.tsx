// A part that may be there or not: a switch brings it, and takes it away.
import type { ReactNode } from 'react';
import type { Json } from '~/api/flows-types';
import { Switch } from '~/ui/switch';
import { formatPath, type Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { useForm } from './form-context';
import { fieldLabel } from './labels';
import { ObjectFields } from './object-fields';
import { emptyOf, shapeOf } from './schema';
import { UnionField } from './union-field';

interface OptionalFieldProps {
  path: Path;
  name: string;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
}

export function OptionalField({ path, name, hint, schema, value }: OptionalFieldProps) {
  const { root, change } = useForm();
  const there = value !== undefined && value !== null;
  const { kind } = shapeOf(schema, root);
  const whole = { ...schema, default: undefined };
  return (
    <div data-field={formatPath(path)} className="flex flex-col gap-3">
      <Switch
        checked={there}
        onChange={(on) => change(path, on ? emptyOf(whole, root) : undefined)}
        label={fieldLabel(name)}
        hint={hint}
      />
      {there && (
        <div className="flex flex-col gap-3 border-line border-s-2 ps-3">
          {kind === 'union' ? (
            <UnionField path={path} label="" schema={schema} value={value} />
          ) : (
            <ObjectFields path={path} schema={schema} value={value} />
          )}
        </div>
      )}
    </div>
  );
}
