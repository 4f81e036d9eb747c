// What an exchange was answered then and what it is answered now: whether that is the same, how long each took, and the difference.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, GitCompare, Info } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { WaFlowReplay } from '~/api/wa-flows';
import { pretty } from '~/ui/json-view';
import { Skeleton } from '~/ui/skeleton';

const CodeDiff = lazy(() => import('~/ui/code/code-diff'));

export type ReplayVerdict = 'same' | 'different' | 'failed';

export function verdictOf(replayed: WaFlowReplay): ReplayVerdict {
  if (replayed.problem) return 'failed';
  return replayed.same ? 'same' : 'different';
}

export function ReplayResult({ replayed }: { replayed: WaFlowReplay }) {
  const { t } = useLingui();
  const { before, before_error, before_ms, after, after_ms, changes, is_hidden, logs, problem } = replayed;
  const verdict = verdictOf(replayed);
  const look = {
    same: { icon: CircleCheck, tone: 'bg-success-soft text-success', words: t`The same answer.` },
    different: { icon: GitCompare, tone: 'bg-warning-soft text-warning', words: t`Another answer.` },
    failed: { icon: CircleAlert, tone: 'bg-danger-soft text-danger', words: t`A phone would see an error now.` },
  }[verdict];
  return (
    <div className="flex flex-col gap-3">
      <p
        role="status"
        className={`flex flex-wrap items-center gap-x-2 gap-y-1 rounded-control px-3 py-2 text-13 ${look.tone}`}
      >
        <look.icon aria-hidden="true" className="size-4 shrink-0" />
        <span className="font-medium">{look.words}</span>
        <span className="ms-auto tabular-nums">
          <Trans>
            {before_ms} ms then, {after_ms} ms now
          </Trans>
        </span>
        {problem && <span className="w-full break-words">{problem.message}</span>}
        {before_error !== null && (
          <span className="w-full break-words">
            <Trans>Then it failed: {before_error}</Trans>
          </span>
        )}
      </p>
      {is_hidden && (
        <p className="flex items-start gap-2 text-12 text-fg-2">
          <Info aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          <Trans>What the form calls sensitive was not kept; dots were asked with in its place.</Trans>
        </p>
      )}
      {changes.length > 0 && (
        <ul aria-label={t`Places that differ`} className="flex flex-wrap gap-1.5">
          {changes.slice(0, MOST_PLACES).map((change) => (
            <li key={change.pointer}>
              <code dir="ltr" className="rounded-badge bg-sunken px-1.5 py-0.5 font-mono text-12">
                {change.pointer || '/'}
              </code>
            </li>
          ))}
          {changes.length > MOST_PLACES && (
            <li className="text-12 text-fg-3">
              <Trans>and {changes.length - MOST_PLACES} more</Trans>
            </li>
          )}
        </ul>
      )}
      {verdict === 'different' && (
        <div className="max-h-100 overflow-auto rounded-card border border-line">
          <Suspense fallback={<Skeleton className="h-40" />}>
            <CodeDiff label={t`Differences`} before={pretty(before)} after={pretty(after)} language="json" />
          </Suspense>
        </div>
      )}
      {logs.length > 0 && (
        <pre dir="ltr" className="overflow-x-auto rounded-card bg-sunken p-3 font-mono text-12 text-fg-2">
          {logs.map(({ level, text, at_ms }) => `${at_ms} ms  ${level}  ${text}`).join('\n')}
        </pre>
      )}
    </div>
  );
}

const MOST_PLACES = 12;
