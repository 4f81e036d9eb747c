// The audit log.
import { createFileRoute } from '@tanstack/react-router';
import AuditPage from '~/features/audit/audit-page';
import { parseAuditSearch } from '~/features/audit/search';

export const Route = createFileRoute('/w/$ws/audit')({ validateSearch: parseAuditSearch, component: Audit });

function Audit() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AuditPage
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseAuditSearch({ ...old, ...next }), replace: true })}
    />
  );
}
