// A workspace opens on its inbox.
import { createFileRoute, redirect } from '@tanstack/react-router';

export const Route = createFileRoute('/w/$ws/')({
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$ws/inbox', params });
  },
});
