// A JSON value as text: it is taken as soon as it can be read.
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { Json } from '~/api/flows-types';
import { Textarea } from '~/ui/input';
import type { Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';

interface JsonFieldProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
}

export function JsonField({ path, label, hint, value }: JsonFieldProps) {
  const { change, editable } = useForm();
  const [typed, setTyped] = useState(() => written(value));
  const [seen, setSeen] = useState(value);
  const wrong = typed.trim() !== '' && parsed(typed) === undefined;
  // Undo and other panels change it from outside.
  if (seen !== value) {
    setSeen(value);
    if (JSON.stringify(parsed(typed) ?? null) !== JSON.stringify(value ?? null)) setTyped(written(value));
  }
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {(control) => (
        <>
          <Textarea
            {...control}
            dir="ltr"
            spellCheck={false}
            readOnly={!editable}
            aria-invalid={wrong || control['aria-invalid']}
            className="max-h-80 font-mono text-12 leading-5"
            value={typed}
            onChange={(event) => {
              const text = event.target.value;
              setTyped(text);
              if (text.trim() === '') change(path, undefined);
              const next = parsed(text);
              if (next !== undefined) change(path, next);
            }}
          />
          {wrong && (
            <span className="text-12 text-danger">
              <Trans>This is not JSON yet; the last value that was is kept.</Trans>
            </span>
          )}
        </>
      )}
    </FieldFrame>
  );
}

function written(value: Json | undefined): string {
  return value === undefined || value === null ? '' : JSON.stringify(value, null, 2);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
