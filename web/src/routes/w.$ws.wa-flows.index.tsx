// All of WhatsApp's own forms.
import { createFileRoute } from '@tanstack/react-router';
import { parseWaFlowsSearch } from '~/features/wa-flows/search';
import WaFlowsPage from '~/features/wa-flows/wa-flows-page';

export const Route = createFileRoute('/w/$ws/wa-flows/')({
  validateSearch: parseWaFlowsSearch,
  component: WaFlows,
});

function WaFlows() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <WaFlowsPage
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseWaFlowsSearch({ ...old, ...next }), replace: true })}
    />
  );
}
