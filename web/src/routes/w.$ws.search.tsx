// Search over messages, notes and contacts.
import { createFileRoute } from '@tanstack/react-router';
import { parseMessageSearch } from '~/features/search/search';
import SearchPage from '~/features/search/search-page';

export const Route = createFileRoute('/w/$ws/search')({ validateSearch: parseMessageSearch, component: Search });

function Search() {
  const { ws } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return <SearchPage key={ws} search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />;
}
