// What stands against the number now: bans, restrictions, low quality, paused templates, a refused token.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { moment } from '~/lib/dates';

export function ChannelAlerts() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const alerts = useQuery(channel.alerts(id));
  // The refused token has a banner of its own on this page.
  const standing = alerts.data?.filter((alert) => alert.kind !== 'token.refused') ?? [];
  if (standing.length === 0) return null;
  return (
    <ul aria-label={t`What stands against the number`} className="flex flex-col gap-2 pb-6">
      {standing.map((alert) => {
        const critical = alert.severity === 'critical';
        const Icon = critical ? OctagonAlert : TriangleAlert;
        return (
          <li
            key={`${alert.kind} ${alert.subject}`}
            className={`flex items-start gap-2.5 rounded-card px-3 py-2.5 text-13 ${critical ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning'}`}
          >
            <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
            <div className="min-w-0">
              <p className="font-semibold">
                <bdi>{alert.sentence}</bdi>
              </p>
              {alert.remedy && <p className="text-fg-2">{alert.remedy}</p>}
              <p className="text-12 text-fg-3">
                <Trans>Since {moment(alert.since)}</Trans>
                {alert.until && (
                  <>
                    {' · '}
                    <Trans>until {moment(alert.until)}</Trans>
                  </>
                )}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
