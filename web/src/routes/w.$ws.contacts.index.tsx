// The list of contacts.
import { createFileRoute } from '@tanstack/react-router';
import ContactsPage from '~/features/contacts/contacts-page';
import { parseContactsSearch } from '~/features/contacts/search';

export const Route = createFileRoute('/w/$ws/contacts/')({ validateSearch: parseContactsSearch, component: Contacts });

function Contacts() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ContactsPage
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseContactsSearch({ ...old, ...next }), replace: true })}
    />
  );
}
