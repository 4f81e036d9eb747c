// How the form does: what Meta says about it, how many get to the end, and how fast it is answered.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlow, type WaFlowStats, waFlows } from '~/api/wa-flows';
import { SettingsSection } from '~/layouts/form/settings-page';
import { exact, moment } from '~/lib/dates';
import { Skeleton } from '~/ui/skeleton';
import { FormAlerts } from './alerts';
import { AnswerTimes } from './answer-times';
import { HealthDot, StatusBadge } from './badges';
import { healthOf, useWaFlowWords } from './words';

export default function HealthTab({ flow }: { flow: WaFlow }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const stats = useQuery(waFlows.stats(id, flow.id));
  return (
    <div className="scroller min-h-0 flex-1">
      <div className="mx-auto flex w-full max-w-260 flex-col divide-y divide-line px-4 py-6 md:px-8">
        <SettingsSection title={t`What Meta says`} about={t`Asked with every sync, and told by webhooks in between.`}>
          <FormAlerts flow={flow} />
          <Verdict flow={flow} />
        </SettingsSection>
        <SettingsSection title={t`From sent to submitted`} about={t`Of the last thirty days.`}>
          {stats.isPending && <Skeleton className="h-28" />}
          {stats.isError && <p className="text-13 text-danger">{asProblem(stats.error).detail}</p>}
          {stats.data && <Funnel stats={stats.data} />}
        </SettingsSection>
        <SettingsSection
          title={t`Data exchanges`}
          about={t`Of the last seven days. Meta looks at how long nine answers in ten take: it warns above one second; phones give up after ten.`}
        >
          {stats.data && <AnswerTimes stats={stats.data} />}
        </SettingsSection>
      </div>
    </div>
  );
}

function Verdict({ flow }: { flow: WaFlow }) {
  const words = useWaFlowWords();
  const problems = flow.health?.problems ?? [];
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2 text-14">
        <HealthDot flow={flow} />
        {words.health(healthOf(flow))}
        <StatusBadge flow={flow} />
      </p>
      {problems.map(({ severity, text, solution }) => (
        <div key={text} className="flex items-start gap-2 rounded-control border border-line px-3 py-2 text-13">
          {severity === 'error' ? (
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
          ) : (
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
          )}
          <div>
            <p>{text}</p>
            {solution && <p className="text-fg-2">{solution}</p>}
          </div>
        </div>
      ))}
      {flow.health !== null && problems.length === 0 && healthOf(flow) === 'good' && (
        <p className="flex items-center gap-2 text-13 text-success">
          <CircleCheck aria-hidden="true" className="size-4" />
          <Trans>Meta has no complaints.</Trans>
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-13">
        <Line name={<Trans>At Meta</Trans>} value={flow.meta_id ?? '–'} />
        <Line name={<Trans>Endpoint</Trans>} value={flow.endpoint_uri ?? '–'} />
        <Line
          name={<Trans>Last looked at</Trans>}
          value={
            flow.synced_at ? (
              <time dateTime={flow.synced_at} data-tooltip={exact(flow.synced_at)}>
                {moment(flow.synced_at)}
              </time>
            ) : (
              '–'
            )
          }
        />
      </dl>
    </div>
  );
}

function Line({ name, value }: { name: React.ReactNode; value: React.ReactNode }) {
  return (
    <>
      <dt className="text-fg-3">{name}</dt>
      <dd className="min-w-0 break-words">{value}</dd>
    </>
  );
}

function Funnel({ stats }: { stats: WaFlowStats }) {
  const { t } = useLingui();
  const most = Math.max(stats.sent, stats.opened, stats.submitted, 1);
  const steps = [
    { id: 'sent', label: t`Sent`, value: stats.sent },
    { id: 'opened', label: t`Opened`, value: stats.opened },
    { id: 'submitted', label: t`Submitted`, value: stats.submitted },
  ];
  return (
    <table className="w-full text-13">
      <tbody>
        {steps.map(({ id, label, value }) => (
          <tr key={id}>
            <th scope="row" className="w-28 py-1.5 text-start font-normal text-fg-2">
              {label}
            </th>
            <td className="py-1.5">
              <span className="flex items-center gap-3">
                <span
                  aria-hidden="true"
                  className="h-5 shrink-0 rounded-badge bg-accent"
                  style={{ width: `${Math.max(0.5, (value / most) * 60)}%` }}
                />
                <span className="font-medium tabular-nums">{value.toLocaleString()}</span>
                {id !== 'sent' && stats.sent > 0 && (
                  <span className="whitespace-nowrap text-fg-3 tabular-nums">
                    {Math.round((value / stats.sent) * 100)} %
                  </span>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
