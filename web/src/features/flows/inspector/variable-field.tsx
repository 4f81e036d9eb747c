// The name of a variable: one there is, or a new one.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import type { Json } from '~/api/flows-types';
import { Input } from '~/ui/input';
import type { Path } from '../builder/path';
import { useEditor } from '../builder/store';
import type { ConfigSchema } from '../canvas/catalog';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';
import { variables } from './values';

interface VariableFieldProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
}

export function VariableField({ path, label, hint, value }: VariableFieldProps) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const graph = useEditor((state) => state.graph);
  const listId = useId();
  const name = typeof value === 'string' ? value : '';
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {(control) => (
        <>
          <Input
            {...control}
            dir="ltr"
            list={listId}
            readOnly={!editable}
            autoComplete="off"
            spellCheck={false}
            placeholder={t`none`}
            className="h-9 font-mono text-12"
            value={name}
            onChange={(event) => change(path, event.target.value.replace(/[^\w.]+/g, '_'))}
          />
          <datalist id={listId}>
            {variables(graph).map((variable) => (
              <option key={variable.name} value={variable.name} />
            ))}
          </datalist>
        </>
      )}
    </FieldFrame>
  );
}
