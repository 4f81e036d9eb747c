// A JMESPath expression with what it gives on a made-up conversation, as it is written.
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { evaluate } from '~/api/flows';
import type { Json } from '~/api/flows-types';
import type { Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';
import { ValueText } from './value-text';

interface ExpressionFieldProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
}

const response = { status: 200, headers: {}, body: {} };

export function ExpressionField({ path, label, hint, schema, value }: ExpressionFieldProps) {
  const { change, scope } = useForm();
  const said = typeof value === 'string' ? value : '';
  const onResponse = schema['x-ui']?.on === 'response';
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {(control) => (
        <>
          <ValueText
            {...control}
            code
            expression
            multiline={said.length > 40}
            placeholder={onResponse ? 'body.order.status' : "vars.total > `100` && contains(contact.tags, 'vip')"}
            value={said}
            onChange={(next) => change(path, next)}
          />
          <Result expression={said} scope={onResponse ? response : scope} />
        </>
      )}
    </FieldFrame>
  );
}

const REST_MS = 350;

/** `→ true`, or why not. */
export function Result({ expression, scope }: { expression: string; scope: unknown }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const asked = useRested(expression.trim());
  const answer = useQuery({
    queryKey: ['flow-expression', ws, asked, scope],
    queryFn: ({ signal }) => evaluate(ws, { expression: asked, scope }, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  if (asked === '' || !answer.data) return null;
  const { data } = answer;
  const wrong = 'problem' in data;
  const text = wrong ? data.problem : JSON.stringify(data.value);
  return (
    <output
      aria-label={t`With sample values`}
      title={t`With sample values`}
      dir="ltr"
      className={`block truncate text-start font-mono text-12 ${wrong ? 'text-danger' : 'text-success'}`}
    >
      → {text}
    </output>
  );
}

/** What was typed, once typing rests. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
