// What Meta said about the number, its account and its templates, newest first.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert, Info, type LucideIcon, OctagonAlert, Radio, SearchX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { components } from '~/generated/api';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';

type Activity = components['schemas']['ChannelActivityView'];
type Severity = Activity['severity'];

const any = 'any';
const weights: Record<Severity, { icon: LucideIcon; tone: string }> = {
  critical: { icon: OctagonAlert, tone: 'bg-danger-soft text-danger' },
  warning: { icon: TriangleAlert, tone: 'bg-warning-soft text-warning' },
  info: { icon: Info, tone: 'bg-hover text-fg-2' },
};

export function ChannelActivity() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [area, setArea] = useState<string>(any);
  const [severity, setSeverity] = useState<Severity | typeof any>(any);
  const list = useInfiniteQuery(
    channel.activity(id, {
      area: area === any ? undefined : area,
      severity: severity === any ? undefined : severity,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const filtered = area !== any || severity !== any;
  const areas = useAreas();
  return (
    <SettingsSection title={t`Activity`} about={t`What Meta said about the number, its account and its templates.`}>
      <div className="flex flex-wrap gap-2">
        <Select
          label={t`About`}
          className="min-w-0 basis-36 grow md:w-44 md:grow-0"
          value={area}
          onChange={setArea}
          options={[{ value: any, label: t`Everything` }, ...areas]}
        />
        <Select
          label={t`Weight`}
          className="min-w-0 basis-36 grow md:w-44 md:grow-0"
          value={severity}
          onChange={(next) => setSeverity(isSeverity(next) ? next : any)}
          options={[
            { value: any, label: t`Any weight` },
            { value: 'critical', label: t`Critical` },
            { value: 'warning', label: t`Warnings` },
            { value: 'info', label: t`Good to know` },
          ]}
        />
      </div>
      {list.isPending && <Skeleton className="h-32" />}
      {list.isError && rows.length === 0 && (
        <div className="flex flex-col items-start gap-3">
          <ProblemNote problem={asProblem(list.error)} />
          <Button onClick={() => void list.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      {list.isSuccess &&
        rows.length === 0 &&
        (filtered ? (
          <EmptyState icon={SearchX} title={t`Meta said nothing like that`} />
        ) : (
          <EmptyState icon={Radio} title={t`Meta said nothing yet`}>
            <Trans>Changes of quality, limits, name, account and templates appear here as they happen.</Trans>
          </EmptyState>
        ))}
      {rows.length > 0 && (
        <ol
          aria-label={t`Activity`}
          className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface"
        >
          {rows.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {list.hasNextPage && (
        <Button
          size="sm"
          className="self-start"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          <Trans>Show older</Trans>
        </Button>
      )}
    </SettingsSection>
  );
}

function Entry({ entry }: { entry: Activity }) {
  const { id: ws, can } = useWorkspace();
  const { t } = useLingui();
  const now = useNow();
  const weight = weights[entry.severity];
  const Icon = weight?.icon ?? CircleAlert;
  const names: Record<Severity, string> = { critical: t`Critical`, warning: t`Warning`, info: t`Good to know` };
  return (
    <li className="flex items-start gap-3 px-3 py-2.5 text-13">
      <span className={`flex size-7 shrink-0 items-center justify-center rounded-full ${weight?.tone ?? ''}`}>
        <Icon aria-hidden="true" className="size-4" strokeWidth={1.75} />
        <span className="sr-only">{names[entry.severity]}</span>
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="font-medium">
          <bdi>{entry.sentence}</bdi>
        </p>
        {entry.remedy && <p className="text-fg-2">{entry.remedy}</p>}
        <p className="flex flex-wrap gap-x-3 text-12 text-fg-3">
          <time dateTime={entry.at} data-tooltip={exact(entry.at)}>
            {ago(entry.at, now)}
          </time>
          {entry.webhook_event_id && can.has('webhook_events:read') && (
            <Link
              to="/w/$ws/webhook-events"
              params={{ ws }}
              search={{ event: entry.webhook_event_id }}
              className="touch-target font-medium text-accent-text hover:underline"
            >
              <Trans>Open the raw delivery</Trans>
            </Link>
          )}
        </p>
      </div>
    </li>
  );
}

function isSeverity(value: string): value is Severity {
  return value in weights;
}

function useAreas(): { value: string; label: string }[] {
  const { t } = useLingui();
  return [
    { value: 'account', label: t`Account` },
    { value: 'calling', label: t`Calls` },
    { value: 'limits', label: t`Limits` },
    { value: 'name', label: t`Name` },
    { value: 'preference', label: t`Marketing opt-outs` },
    { value: 'quality', label: t`Quality` },
    { value: 'security', label: t`Security` },
    { value: 'template', label: t`Templates` },
    { value: 'token', label: t`Access token` },
  ];
}
