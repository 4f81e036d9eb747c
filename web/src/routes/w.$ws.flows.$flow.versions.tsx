// The versions of a flow, and what differs between two of them.
import { createFileRoute } from '@tanstack/react-router';
import { parseVersionsSearch } from '~/features/flows/versions/search';
import VersionsPage from '~/features/flows/versions/versions-page';

export const Route = createFileRoute('/w/$ws/flows/$flow/versions')({
  validateSearch: parseVersionsSearch,
  component: Versions,
});

function Versions() {
  const { flow } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <VersionsPage
      key={flow}
      flow={flow}
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseVersionsSearch({ ...old, ...next }), replace: true })}
    />
  );
}
