// Changing one template.
import { createFileRoute } from '@tanstack/react-router';
import EditTemplatePage from '~/features/templates/edit-page';

export const Route = createFileRoute('/w/$ws/templates/$template/edit')({ component: EditTemplate });

function EditTemplate() {
  const { template } = Route.useParams();
  return <EditTemplatePage key={template} template={template} />;
}
