// One piece of background work: what it is, how far, why it failed, and the buttons that stop it and start it again.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CircleStop, RotateCcw } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Job, jobs } from '~/api/jobs';
import { ago, exact, upcoming } from '~/lib/dates';
import { number } from '~/lib/format';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';
import { JobAbout } from './job-about';

export function JobRow({ job }: { job: Job }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const now = useNow();
  const again = useMutation({
    ...jobs.retry(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const stop = useMutation({
    ...jobs.cancel(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const { state, kind, attempts, progress, error, next_attempt_at: next } = job;
  const at = job.finished_at ?? job.created_at;
  const words = { queued: t`Waiting`, running: t`Running`, done: t`Done`, failed: t`Given up`, cancelled: t`Stopped` };
  const tones = {
    queued: 'warning',
    running: 'accent',
    done: 'success',
    failed: 'danger',
    cancelled: 'neutral',
  } as const;
  const isStopping = state === 'running' && job.cancel_requested_at !== null;
  const name = useKindName(kind);
  return (
    <li className="flex flex-col gap-1.5 px-3 py-2.5 text-13">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={isStopping ? 'warning' : tones[state]}>{isStopping ? t`Stopping…` : words[state]}</Badge>
        <span className="min-w-0 font-medium">{name}</span>
        <time dateTime={at} data-tooltip={exact(at)} className="ms-auto text-fg-3">
          {ago(at, now)}
        </time>
      </div>
      {progress && progress.total === null && (
        <p className="text-12 text-fg-2 tabular-nums">
          <Plural value={progress.done} one="# looked at" other="# looked at" />
        </p>
      )}
      {progress && progress.total !== null && state !== 'done' && (
        <div className="flex items-center gap-3">
          <div
            role="progressbar"
            aria-label={t`How far ${name} is`}
            aria-valuenow={progress.done}
            aria-valuemin={0}
            aria-valuemax={progress.total}
            className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-line"
          >
            <div
              className="h-full rounded-full bg-accent"
              style={{ width: `${(100 * Math.min(progress.done, progress.total)) / Math.max(progress.total, 1)}%` }}
            />
          </div>
          <span className="text-12 text-fg-2 tabular-nums">
            <Trans>
              {number(progress.done)} of {number(progress.total)}
            </Trans>
          </span>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-fg-2">
        <JobAbout job={job} />
        {attempts > 1 && <span>{t`Tries: ${attempts} of ${job.max_attempts}`}</span>}
        {state === 'queued' && next && Date.parse(next) > now && (
          <time dateTime={next} data-tooltip={exact(next)}>
            <Trans>Next: {upcoming(next, now)}</Trans>
          </time>
        )}
        {isStopping && (
          <span>
            <Trans>It ends at its next step; what it did until then stays.</Trans>
          </span>
        )}
        {job.can_cancel && (
          <Button
            size="sm"
            icon={CircleStop}
            className="ms-auto"
            busy={stop.isPending}
            disabledReason={can.permission('jobs:cancel')}
            aria-label={t`Stop ${name}`}
            onClick={() => stop.mutate(job.id)}
          >
            <Trans>Stop</Trans>
          </Button>
        )}
        {state === 'failed' && (
          <Button
            size="sm"
            icon={RotateCcw}
            className="ms-auto"
            busy={again.isPending}
            disabledReason={can.permission('jobs:retry')}
            aria-label={t`Start ${name} again`}
            onClick={() => again.mutate(job.id)}
          >
            <Trans>Start again</Trans>
          </Button>
        )}
      </div>
      {error && state !== 'done' && (
        <p dir="auto" className="break-words text-12 text-danger">
          {error}
        </p>
      )}
    </li>
  );
}

/** What the work is called; a kind that is not known here goes by its own word. */
function useKindName(kind: string): string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    'contacts.import': t`Import of contacts`,
    'conversation.wake': t`Conversation comes back from snooze`,
    'media.download': t`File fetched from WhatsApp`,
    'templates.sync': t`Templates synced with WhatsApp`,
    'wa_flows.sync': t`WhatsApp Flows synced`,
    'wa_flows.file': t`File of a form fetched`,
    'wa_flows.forward': t`Answers of a form handed on`,
  };
  return names[kind] ?? kind;
}
