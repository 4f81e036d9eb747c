// A new template, or one made from another.
import { createFileRoute } from '@tanstack/react-router';
import NewTemplatePage from '~/features/templates/new-page';
import { textParam } from '~/lib/search-params';

export const Route = createFileRoute('/w/$ws/templates/new')({
  validateSearch: (raw: Record<string, unknown>) => ({ ...textParam('from', raw.from), ...textParam('as', raw.as) }),
  component: NewTemplate,
});

function NewTemplate() {
  const { from, as } = Route.useSearch();
  return <NewTemplatePage key={from} from={from} as={as} />;
}
