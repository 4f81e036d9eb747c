// The runs of every flow.
import { createFileRoute } from '@tanstack/react-router';
import RunsPage from '~/features/flows/runs/runs-page';
import { parseRunsSearch } from '~/features/flows/runs/search';

export const Route = createFileRoute('/w/$ws/runs/')({
  validateSearch: parseRunsSearch,
  component: Runs,
});

function Runs() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RunsPage
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseRunsSearch({ ...old, ...next }), replace: true })}
    />
  );
}
