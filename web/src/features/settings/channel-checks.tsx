// Asks Meta and ourselves whether everything is in place: each line green, or red with what to do.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, RefreshCw } from 'lucide-react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';

export function ChannelChecks() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const checks = useQuery(channel.checks(id));
  const subscribe = useMutation(channel.subscribe(id));
  const failed = checks.data?.filter((one) => !one.ok).length ?? 0;
  const needsSubscription = checks.data?.some((one) => one.id === 'subscription' && !one.ok) ?? false;
  const repair = () =>
    subscribe.mutate(undefined, {
      onSuccess: () => void checks.refetch(),
    });

  return (
    <SettingsSection title={t`Checks`} about={t`From the token to the first delivery. Red lines say what to do.`}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-13 text-fg-2">
          {checks.isSuccess &&
            (failed === 0 ? (
              <Trans>Everything is in place.</Trans>
            ) : (
              <Plural value={failed} one="# thing needs you." other="# things need you." />
            ))}
        </p>
        <Button size="sm" icon={RefreshCw} busy={checks.isFetching} onClick={() => void checks.refetch()}>
          <Trans>Check again</Trans>
        </Button>
      </div>
      {checks.isPending && [0, 1, 2, 3].map((row) => <Skeleton key={row} className="h-9" />)}
      {checks.isError && <ProblemNote problem={asProblem(checks.error)} />}
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface empty:hidden">
        {checks.data?.map((one) => (
          <li key={one.id} className="flex items-start gap-3 px-4 py-2.5">
            {one.ok ? (
              <CircleCheck
                role="img"
                aria-label={t`In order`}
                className="mt-0.5 size-4.5 shrink-0 text-success"
                strokeWidth={1.75}
              />
            ) : (
              <CircleX
                role="img"
                aria-label={t`Needs work`}
                className="mt-0.5 size-4.5 shrink-0 text-danger"
                strokeWidth={1.75}
              />
            )}
            <div className="min-w-0 flex-1">
              <p className="font-medium text-13">{one.title}</p>
              <p className="text-13 text-fg-2">{withReadableTimes(one.detail)}</p>
              {!one.ok && one.remedy && <p className="pt-1 text-13 text-danger">{one.remedy}</p>}
            </div>
            {one.id === 'subscription' && needsSubscription && (
              <Button size="sm" busy={subscribe.isPending} onClick={repair}>
                <Trans>Subscribe</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote problem={subscribe.error ? asProblem(subscribe.error) : null} />
    </SettingsSection>
  );
}

/** The server names times as machines do. */
function withReadableTimes(sentence: string): string {
  return sentence.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => moment(at));
}
