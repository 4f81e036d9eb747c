// Figures of a stretch of days: what came and went, how long people waited, who answered, templates, and what Meta bills.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesColumn } from 'lucide-react';
import { analytics } from '~/api/analytics';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ForbiddenPage } from '~/layouts/notice-page';
import { useNow } from '~/lib/use-now';
import { useTitle } from '~/lib/use-title';
import { Button } from '~/ui/button';
import { DateRange } from '~/ui/date-range';
import { EmptyState } from '~/ui/empty-state';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { Cards } from './cards';
import { DaysChart } from './days-chart';
import { HoursGrid } from './hours-grid';
import { type AnalyticsSearch, lastDays } from './search';
import { AgentsTable, PricingTable, TemplatesTable } from './tables';

interface Props {
  search: AnalyticsSearch;
  onSearch: (next: AnalyticsSearch) => void;
}

export function AnalyticsPage(props: Props) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  return can.has('analytics:read') ? <Figures {...props} /> : <ForbiddenPage place={t`the figures`} />;
}

const STRETCHES = ['7', '28', '90'] as const;

function Figures({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  const now = useNow();
  useTitle(t`Analytics`, workspace.name);
  const found = useQuery(analytics.get(id, search));
  const last = (count: string) => lastDays(Number(count), workspace.time_zone, now);
  const chosen = STRETCHES.find((count) => {
    const days = last(count);
    return search.from ? days.from === search.from && days.to === search.to : count === '28';
  });
  const shown = search.from && search.to ? { from: search.from, to: search.to } : last('28');
  const names = { '7': t`Last 7 days`, '28': t`Last 28 days`, '90': t`Last 90 days`, own: t`Own days` };
  return (
    <div className="scroller min-h-0 min-w-0 flex-1">
      <div className="mx-auto flex w-full max-w-300 flex-col gap-6 px-4 py-6 md:px-8">
        <header className="flex flex-wrap items-end justify-between gap-3">
          <div className="flex flex-col gap-1">
            <h1 tabIndex={-1} className="font-semibold text-20">
              <Trans>Analytics</Trans>
            </h1>
            <p className="text-13 text-fg-3">
              <Trans>Days and hours in {workspace.time_zone}, compared with as many days before.</Trans>
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <div className="w-40">
              <Select
                label={t`Days`}
                value={chosen ?? 'own'}
                onChange={(count) => count !== 'own' && onSearch(last(count))}
                options={[...STRETCHES, ...(chosen ? [] : (['own'] as const))].map((value) => ({
                  value,
                  label: names[value],
                }))}
              />
            </div>
            <DateRange
              from={shown.from}
              to={shown.to}
              onChange={(changed) => {
                const days = { ...shown, ...changed };
                if (days.from && days.to) onSearch({ from: days.from, to: days.to });
              }}
            />
          </div>
        </header>
        {found.isPending && (
          <div className="grid gap-4 md:grid-cols-3 xl:grid-cols-6">
            {[0, 1, 2, 3, 4, 5].map((card) => (
              <Skeleton key={card} className="h-24" />
            ))}
          </div>
        )}
        {found.isError && (
          <div className="flex flex-col items-start gap-3">
            <ProblemNote problem={asProblem(found.error)} />
            <Button onClick={() => void found.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
        {found.data && (
          <>
            <Cards totals={found.data.totals} before={found.data.before} />
            {found.data.totals.conversations === 0 ? (
              <EmptyState icon={ChartNoAxesColumn} title={t`No messages in these days`}>
                <Trans>Choose other days, or come back when customers have written.</Trans>
              </EmptyState>
            ) : (
              <>
                <DaysChart days={found.data.days} range={search} />
                <HoursGrid hours={found.data.hours} range={search} />
                <div className="grid gap-6 xl:grid-cols-2">
                  <AgentsTable rows={found.data.agents} range={search} />
                  <TemplatesTable rows={found.data.templates} range={search} />
                  <PricingTable rows={found.data.pricing} range={search} />
                </div>
              </>
            )}
          </>
        )}
      </div>
    </div>
  );
}
