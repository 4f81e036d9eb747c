// One contact.
import { createFileRoute } from '@tanstack/react-router';
import ContactPage from '~/features/contacts/contact-page';

export const Route = createFileRoute('/w/$ws/contacts/$contact')({ component: OneContact });

function OneContact() {
  const { contact } = Route.useParams();
  return <ContactPage key={contact} contact={contact} />;
}
