// One request of the step, really sent: the values it is filled with, what came back, and the answer as the step's sample.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { flows } from '~/api/flows';
import type { FlowNode, Json, JsonObject } from '~/api/flows-types';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { JsonView } from '~/ui/json-view';
import { isObject, parsePath, read, write } from '../builder/path';

interface Props {
  flow: string;
  node: FlowNode;
  scope: JsonObject;
  onSample: (mock: Json) => void;
}

export default function TryRequest({ flow, node, scope, onSample }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const { mutate, data, error, isPending } = useMutation(flows.tryRequest(id, flow));
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const paths = pathsIn({ ...node.config, mock: null });
  const answer = data?.answer;
  const send = () =>
    mutate({
      config: node.config,
      scope: paths.reduce<JsonObject>((made, path) => {
        const value = typed[path];
        const next = value === undefined ? made : write(made, parsePath(path), meant(value));
        return isObject(next) ? next : made;
      }, scope),
    });
  return (
    <section aria-label={t`Test request`} className="flex flex-col gap-3">
      {paths.map((path) => (
        <Field key={path} label={path}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              className="h-9 text-13"
              value={typed[path] ?? textOf(read(scope, parsePath(path)))}
              onChange={({ target }) => setTyped((before) => ({ ...before, [path]: target.value }))}
            />
          )}
        </Field>
      ))}
      <div className="flex items-center gap-3">
        <Button size="sm" icon={Send} busy={isPending} onClick={send}>
          <Trans>Send test request</Trans>
        </Button>
        {answer && (
          <span role="status" className="ms-auto text-13 tabular-nums">
            <span className={answer.status < 300 ? 'text-success' : 'text-danger'}>{answer.status}</span>{' '}
            <span className="text-fg-3">
              <Trans>{data.took_ms} ms</Trans>
            </span>
          </span>
        )}
      </div>
      <p className="text-12 text-fg-3">
        <Trans>It is really sent, with your secrets. No run and no customer sees it.</Trans>
      </p>
      <ProblemNote problem={error && asProblem(error)} />
      {data?.problem && (
        <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-13 text-danger">
          {data.problem}
        </p>
      )}
      {answer && (
        <>
          <JsonView label={t`Body`} value={answer.body} className="max-h-72" />
          <details className="text-12">
            <summary className="cursor-pointer text-fg-2">
              <Trans>Headers and what was sent</Trans>
            </summary>
            <JsonView
              label={t`Headers and what was sent`}
              value={{ headers: answer.headers, sent: data.sent }}
              className="mt-2 max-h-72"
            />
          </details>
          <Button
            size="sm"
            className="self-start"
            disabledReason={answer.is_cut ? t`The body is too long to be a sample.` : null}
            onClick={() => onSample({ status: answer.status, body: answer.body })}
          >
            <Trans>Use as sample</Trans>
          </Button>
        </>
      )}
    </section>
  );
}

/** What the texts speak of, but secrets: the server fills those in. */
function pathsIn(value: Json): string[] {
  const found = [...JSON.stringify(value).matchAll(/\{\{\s*([a-z][\w.[\]]*)/gi)].flatMap(([, path]) => path ?? []);
  return [...new Set(found)].filter((path) => !path.startsWith('secrets.'));
}

/** What was typed: JSON where it is JSON, else words. */
function meant(typed: string): Json {
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}

function textOf(value: Json | undefined): string {
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}
