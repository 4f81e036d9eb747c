// In the details of a conversation: what automation does or did with this contact, and a door to start a flow.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type RunView, runs } from '~/api/flow-runs';
import type { Conversation } from '~/api/schema';
import { RunBadge, useWaitWords } from '~/layouts/run-badge';
import { ago, exact, upcoming } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';

const StartFlow = lazy(() => import('./start-flow'));
const SHOWN = 5;

export default function RunsSection({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const [starting, setStarting] = useState<'never' | 'open' | 'closed'>('never');
  const list = useInfiniteQuery(runs.list(ws, { conversation: conversation.id }));
  const all = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="flex flex-col gap-2">
      {list.isPending && <Skeleton className="h-12 w-full" />}
      {list.isError && asProblem(list.error).status !== 404 && (
        <p className="text-13 text-danger">{asProblem(list.error).detail}</p>
      )}
      {list.isSuccess && all.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>No flow has run here yet.</Trans>
        </p>
      )}
      {all.length > 0 && (
        <ul aria-label={t`Runs`} className="flex flex-col gap-1.5">
          {all.slice(0, SHOWN).map((run) => (
            <RunLine key={run.id} run={run} />
          ))}
        </ul>
      )}
      {all.length > SHOWN && (
        <p className="text-12 text-fg-3">
          <Trans>Older runs are in each flow’s list of runs.</Trans>
        </p>
      )}
      <Button
        size="sm"
        icon={Play}
        className="self-start"
        disabledReason={can.permission('messages:send')}
        onClick={() => setStarting('open')}
      >
        <Trans>Start a flow…</Trans>
      </Button>
      {starting !== 'never' && (
        <Suspense fallback={null}>
          <StartFlow conversation={conversation} open={starting === 'open'} onClose={() => setStarting('closed')} />
        </Suspense>
      )}
    </div>
  );
}

function RunLine({ run }: { run: RunView }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const now = useNow();
  const waits = useWaitWords();
  const active = run.status !== 'ended';
  return (
    <li className="rounded-control border border-line px-2.5 py-1.5">
      <div className="flex items-center justify-between gap-2">
        <Link
          to="/w/$ws/runs/$run"
          params={{ ws, run: run.id }}
          className="min-w-0 truncate rounded-badge font-medium text-13 underline-offset-2 hover:underline"
        >
          <bdi>{run.flow.name}</bdi>
        </Link>
        <RunBadge run={run} className="shrink-0" />
      </div>
      <p className="text-12 text-fg-3">
        {run.node && active && (
          <>
            <bdi className="font-mono text-11">{run.node.name}</bdi>
            {' · '}
          </>
        )}
        <Trans>step {run.steps}</Trans>
        {' · '}
        <time dateTime={run.started_at} data-tooltip={exact(run.started_at)}>
          {ago(run.started_at, now)}
        </time>
      </p>
      {active && run.waiting_for.length > 0 && (
        <p className="text-12 text-fg-3">
          {t`Waits for ${waits(run.waiting_for)}`}
          {run.wake_at && ` · ${t`until ${upcoming(run.wake_at, now)}`}`}
        </p>
      )}
      {run.problem && <p className="line-clamp-2 text-12 text-danger">{run.problem}</p>}
    </li>
  );
}
