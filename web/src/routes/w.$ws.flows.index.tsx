// All flows.
import { createFileRoute } from '@tanstack/react-router';
import FlowsPage from '~/features/flows/list/flows-page';
import { parseFlowsSearch } from '~/features/flows/list/search';

export const Route = createFileRoute('/w/$ws/flows/')({
  validateSearch: parseFlowsSearch,
  component: Flows,
});

function Flows() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <FlowsPage
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseFlowsSearch({ ...old, ...next }), replace: true })}
    />
  );
}
