// The last calls of a function: who called, how long it took, how it ended, and what it wrote.
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FunctionView, functions } from '~/api/functions';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Skeleton } from '~/ui/skeleton';
import { Caller } from './caller';
import { Console } from './run-pane';

export function CallsPane({ one }: { one: FunctionView }) {
  const { id } = useWorkspace();
  const list = useQuery({ ...functions.calls(id, one.id), refetchInterval: 10_000 });
  if (list.isPending) return <Skeleton className="h-24" />;
  if (list.isError) return <p className="text-13 text-danger">{asProblem(list.error).detail}</p>;
  if (list.data.length === 0)
    return (
      <p className="text-13 text-fg-3">
        <Trans>Nobody called it yet.</Trans>
      </p>
    );
  const times = list.data.map((call) => call.ms).sort((first, second) => first - second);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const errors = list.data.filter((call) => !call.ok).length;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-13 text-fg-2 tabular-nums">
        <Trans>
          p50 {at(0.5)} ms · p95 {at(0.95)} ms · errors {errors} of {times.length}
        </Trans>
      </p>
      <ul className="flex flex-col rounded-card border border-line">
        {list.data.map((call) => {
          const message = call.problem?.message;
          return (
            <li key={call.id} className="border-line border-b last:border-0">
              <details>
                <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-13 hover:bg-hover">
                  <Badge tone={call.ok ? 'success' : 'danger'}>
                    {call.ok ? <Trans>Fine</Trans> : <Trans>Failed</Trans>}
                  </Badge>
                  <Caller caller={call.caller} />
                  <span className="ms-auto tabular-nums">
                    <Trans>{call.ms} ms</Trans>
                  </span>
                  <time dateTime={call.at} data-tooltip={exact(call.at)} className="text-12 text-fg-3">
                    {moment(call.at)}
                  </time>
                  {message && <span className="w-full break-words text-danger">{message}</span>}
                </summary>
                <div className="p-3">
                  {call.logs.length > 0 ? (
                    <Console logs={call.logs} />
                  ) : (
                    <p className="text-12 text-fg-3">
                      <Trans>It wrote nothing to the console.</Trans>
                    </p>
                  )}
                </div>
              </details>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
