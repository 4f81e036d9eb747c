// Raw deliveries from Meta.
import { createFileRoute } from '@tanstack/react-router';
import { parseWebhookEventsSearch } from '~/features/webhook-events/search';
import WebhookEventsPage from '~/features/webhook-events/webhook-events-page';

export const Route = createFileRoute('/w/$ws/webhook-events')({
  validateSearch: parseWebhookEventsSearch,
  component: WebhookEvents,
});

function WebhookEvents() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <WebhookEventsPage
      search={search}
      onSearch={(next) => navigate({ search: (old) => parseWebhookEventsSearch({ ...old, ...next }), replace: true })}
    />
  );
}
