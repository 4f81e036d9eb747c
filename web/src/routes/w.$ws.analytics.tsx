// Figures of the workspace.
import { createFileRoute } from '@tanstack/react-router';
import { AnalyticsPage } from '~/features/analytics/analytics-page';
import { parseAnalyticsSearch } from '~/features/analytics/search';

export const Route = createFileRoute('/w/$ws/analytics')({
  validateSearch: parseAnalyticsSearch,
  component: Analytics,
});

function Analytics() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return <AnalyticsPage search={search} onSearch={(next) => navigate({ search: () => parseAnalyticsSearch(next) })} />;
}
