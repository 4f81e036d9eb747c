// The runs of one flow.
import { createFileRoute } from '@tanstack/react-router';
import RunsPage from '~/features/flows/runs/runs-page';
import { parseRunsSearch } from '~/features/flows/runs/search';

export const Route = createFileRoute('/w/$ws/flows/$flow/runs/')({
  validateSearch: parseRunsSearch,
  component: FlowRuns,
});

function FlowRuns() {
  const { flow } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RunsPage
      key={flow}
      flow={flow}
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseRunsSearch({ ...old, ...next }), replace: true })}
    />
  );
}
