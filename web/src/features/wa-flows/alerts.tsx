// What stands against a form now: blocked, throttled, its endpoint slow, failing or away, a forward given up. Told by Meta's webhooks and by our own deliveries.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { forwards } from '~/api/submissions';
import type { WaFlow } from '~/api/wa-flows';
import type { components } from '~/generated/api';
import { moment } from '~/lib/dates';

type ChannelAlert = components['schemas']['ChannelAlertView'];

/** Alerts by what they are about: Meta's id of a form, or the id of a forward. */
export function useFormAlerts(): (subjects: readonly (string | null)[]) => ChannelAlert[] {
  const { id } = useWorkspace();
  const alerts = useQuery({ ...channel.alerts(id), retry: false });
  const ours = alerts.data?.filter(({ kind }) => kind.startsWith('wa_flow.')) ?? [];
  return (subjects) => ours.filter(({ subject }) => subjects.includes(subject));
}

export function FormAlerts({ flow }: { flow: WaFlow }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const alertsOf = useFormAlerts();
  const addresses = useQuery(forwards.list(id, flow.id));
  const standing = alertsOf([flow.meta_id, ...(addresses.data ?? []).map((forward) => forward.id)]);
  if (standing.length === 0) return null;
  return (
    <ul aria-label={t`What stands against the form`} className="flex flex-col gap-2">
      {standing.map((alert) => {
        const isCritical = alert.severity === 'critical';
        const Icon = isCritical ? OctagonAlert : TriangleAlert;
        return (
          <li
            key={`${alert.kind} ${alert.subject}`}
            className={`flex items-start gap-2.5 rounded-card px-3 py-2.5 text-13 ${isCritical ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning'}`}
          >
            <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
            <div className="min-w-0">
              <p className="font-semibold">
                <bdi>{alert.sentence}</bdi>
              </p>
              {alert.remedy && <p className="text-fg-2">{alert.remedy}</p>}
              <p className="text-12 text-fg-3">
                <Trans>Since {moment(alert.since)}</Trans>
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
