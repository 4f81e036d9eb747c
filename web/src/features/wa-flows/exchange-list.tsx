// The last exchanges with phones: what was asked, how it ended and how long it took.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { waFlows } from '~/api/wa-flows';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { JsonView } from '~/ui/json-view';
import { Skeleton } from '~/ui/skeleton';
import { useWaFlowWords } from './words';

const SLOW = 1000;

export function ExchangeList({ flow }: { flow: string }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const words = useWaFlowWords();
  const list = useQuery({ ...waFlows.exchanges(id, flow), refetchInterval: 15_000 });
  if (list.isPending) return <Skeleton className="h-24" />;
  if (list.isError) return <p className="text-13 text-danger">{asProblem(list.error).detail}</p>;
  if (list.data.length === 0)
    return (
      <p className="text-13 text-fg-3">
        <Trans>No phone has asked yet.</Trans>
      </p>
    );
  return (
    <ul className="flex flex-col rounded-card border border-line">
      {list.data.map((one) => {
        const bad = one.status >= 400 || Boolean(one.error);
        return (
          <li key={one.id} className="border-line border-b last:border-0">
            <details>
              <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-13 hover:bg-hover">
                <Badge tone={bad ? 'danger' : 'neutral'}>{one.status}</Badge>
                <span>{words.exchange(one.action)}</span>
                {one.screen && <code className="font-mono text-12 text-fg-2">{one.screen}</code>}
                <span className={`ms-auto tabular-nums ${one.ms > SLOW ? 'text-warning' : 'text-fg-2'}`}>
                  <Trans>{one.ms} ms</Trans>
                </span>
                <time dateTime={one.at} data-tooltip={exact(one.at)} className="text-12 text-fg-3">
                  {moment(one.at)}
                </time>
                {one.error && <span className="w-full text-danger">{one.error}</span>}
              </summary>
              <div className="grid gap-2 p-3 md:grid-cols-2">
                <JsonView label={t`Asked`} value={one.request ?? {}} className="max-h-60" />
                <JsonView label={t`Answered`} value={one.answer ?? {}} className="max-h-60" />
              </div>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
