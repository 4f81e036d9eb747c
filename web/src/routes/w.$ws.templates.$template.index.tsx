// One template.
import { createFileRoute } from '@tanstack/react-router';
import TemplatePage from '~/features/templates/template-page';

export const Route = createFileRoute('/w/$ws/templates/$template/')({ component: OneTemplate });

function OneTemplate() {
  const { template } = Route.useParams();
  return <TemplatePage key={template} template={template} />;
}
