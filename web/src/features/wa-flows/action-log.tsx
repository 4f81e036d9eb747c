// What the phone did: which action, from which screen, with what, what came back and how long it took.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, ScrollText } from 'lucide-react';
import { clock } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { EmptyState } from '~/ui/empty-state';
import { JsonView } from '~/ui/json-view';
import type { LogEntry } from '~/whatsapp/wa-flow-renderer/use-wa-flow';
import { SLOW_MS } from './speed';
import { useWaFlowWords } from './words';

export function ActionLog({ log }: { log: readonly LogEntry[] }) {
  const { t } = useLingui();
  if (log.length === 0)
    return (
      <EmptyState icon={ScrollText} title={t`Nothing happened yet`}>
        <Trans>Fill in the form: every action is written down here.</Trans>
      </EmptyState>
    );
  return (
    <ol className="flex flex-col gap-2 p-3">
      {[...log].reverse().map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: LogEntry }) {
  const { t } = useLingui();
  const words = useWaFlowWords();
  const isAsked = entry.action === 'INIT' || entry.action === 'data_exchange' || entry.action === 'BACK';
  return (
    <li className="rounded-card border border-line bg-surface">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-2 px-3 py-2 text-13">
          <Badge tone={entry.action === 'complete' ? 'success' : isAsked ? 'accent' : 'neutral'}>
            {words.exchange(entry.action)}
          </Badge>
          <code className="font-mono text-12 text-fg-2">{entry.screen}</code>
          <span className="ms-auto flex items-center gap-2 text-12 text-fg-3 tabular-nums">
            {entry.ms !== undefined && (
              <span className={entry.ms > SLOW_MS ? 'text-warning' : ''}>
                <Trans>{entry.ms} ms</Trans>
              </span>
            )}
            {clock(entry.at)}
          </span>
          {entry.problem !== undefined && (
            <span className="flex w-full items-start gap-1.5 text-danger">
              <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
              {entry.problem}
            </span>
          )}
        </summary>
        <div className="flex flex-col gap-2 border-line border-t p-3">
          <JsonView label={t`What was sent`} value={entry.payload ?? {}} className="max-h-60" />
          {entry.answer !== undefined && (
            <>
              <p className="font-medium text-12 text-fg-3">
                <Trans>Answer</Trans>
              </p>
              <JsonView label={t`Answer`} value={entry.answer} className="max-h-80" />
            </>
          )}
          {entry.trace !== undefined && !isNothing(entry.trace) && (
            <>
              <p className="font-medium text-12 text-fg-3">
                <Trans>Behind it</Trans>
              </p>
              <JsonView label={t`Behind it`} value={entry.trace} className="max-h-60" />
            </>
          )}
        </div>
      </details>
    </li>
  );
}

const isNothing = (trace: unknown) => trace === null || (Array.isArray(trace) && trace.length === 0);
