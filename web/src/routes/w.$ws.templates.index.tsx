// All templates.
import { createFileRoute } from '@tanstack/react-router';
import { parseTemplatesSearch } from '~/features/templates/search';
import TemplatesPage from '~/features/templates/templates-page';

export const Route = createFileRoute('/w/$ws/templates/')({
  validateSearch: parseTemplatesSearch,
  component: Templates,
});

function Templates() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TemplatesPage
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseTemplatesSearch({ ...old, ...next }), replace: true })}
    />
  );
}
