// Figures of a stretch of days.
import { queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';

const path = '/api/v1/workspaces/{workspace}/analytics';

export type Analytics = components['schemas']['AnalyticsView'];
export type Totals = components['schemas']['AnalyticsTotals'];

export interface Range {
  from?: string | undefined;
  to?: string | undefined;
}

export const analytics = {
  get: (workspace: string, range: Range) =>
    queryOptions({
      queryKey: ['analytics', workspace, range],
      queryFn: ({ signal }) =>
        unwrap(client.GET(path, { params: { path: { workspace }, query: { ...range, compare: true } }, signal })),
      staleTime: 60_000,
    }),
};

/** Where a table of the figures is fetched as CSV. */
export function analyticsCsv(workspace: string, table: string, { from, to }: Range): string {
  const query = new URLSearchParams({ table, ...(from && { from }), ...(to && { to }) });
  return `${path.replace('{workspace}', workspace)}/export.csv?${query}`;
}
