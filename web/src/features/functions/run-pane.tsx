// A test run: the sample it is called with, what it gives, its console, and what it fetched.
import { Trans, useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { CircleAlert, Play } from 'lucide-react';
import type { ApiProblem } from '~/api/errors';
import type { FunctionLog, FunctionRun } from '~/api/functions';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Textarea } from '~/ui/input';
import { JsonView } from '~/ui/json-view';
import { Kbd } from '~/ui/kbd';

interface Props {
  sample: string;
  onSample(sample: string): void;
  run: FunctionRun | undefined;
  problem: ApiProblem | null;
  busy: boolean;
  locked: string | null;
  onRun(): void;
}

export function RunPane({ sample, onSample, run, problem, busy, locked, onRun }: Props) {
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-4">
      <Field
        label={t`Input`}
        hint={t`What the function is called with. A form gives action, screen, data and flow_token.`}
      >
        {(field) => (
          <Textarea
            {...field}
            dir="ltr"
            spellCheck={false}
            className="max-h-72 font-mono text-12"
            value={sample}
            onChange={(event) => onSample(event.target.value)}
          />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <Button variant="primary" icon={Play} busy={busy} disabledReason={locked} onClick={onRun}>
          <Trans>Run</Trans>
        </Button>
        <Kbd keys="Mod+Enter" />
        {run && (
          <span role="status" className="ms-auto text-13 text-fg-2 tabular-nums">
            <Trans>{tidy(run.ms)} ms</Trans>
          </span>
        )}
      </div>
      <ProblemNote problem={problem} />
      {run?.problem && (
        <p role="alert" className="flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2 text-13 text-danger">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 whitespace-pre-wrap break-words">
            {run.problem.message}
            {typeof run.problem.line === 'number' && (
              <span className="block text-12">
                <Trans>Line {run.problem.line}</Trans>
              </span>
            )}
          </span>
        </p>
      )}
      {run && !run.problem && <JsonView label={t`Result`} value={run.result ?? null} className="max-h-80" />}
      {run && run.logs.length > 0 && <Console logs={run.logs} />}
      {run?.fetches && run.fetches.length > 0 && (
        <ul aria-label={t`Fetched`} className="flex flex-col gap-1 text-12">
          {run.fetches.map((one, index) => (
            <li key={index} className="flex gap-3">
              <span className="tabular-nums">{one.status ?? '–'}</span>
              <code dir="ltr" className="min-w-0 flex-1 truncate font-mono">
                {one.url}
              </code>
              <span className="text-fg-3 tabular-nums">
                <Trans>{one.ms} ms</Trans>
              </span>
              {one.problem && <span className="text-danger">{one.problem}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Small calls take less than a millisecond. */
const tidy = (ms: number) => (ms < 10 ? ms.toFixed(2) : Math.round(ms));

export function Console({ logs }: { logs: readonly FunctionLog[] }) {
  const { t } = useLingui();
  return (
    <ol
      aria-label={t`Console`}
      dir="ltr"
      className="overflow-x-auto rounded-card border border-line bg-sunken font-mono text-12"
    >
      {logs.map((log, index) => (
        <li key={index} className="flex gap-3 border-line border-b px-3 py-1 last:border-0">
          <span className="shrink-0 text-fg-3 tabular-nums">{log.at_ms}</span>
          <span
            className={clsx(
              'whitespace-pre-wrap break-words',
              log.level === 'error' && 'text-danger',
              log.level === 'warn' && 'text-warning',
            )}
          >
            {log.text}
          </span>
        </li>
      ))}
    </ol>
  );
}
