// The inbox opens on the view that was used last.
import { createFileRoute, redirect } from '@tanstack/react-router';
import { views } from '~/api/conversations';
import { loadString } from '~/lib/storage';

export const Route = createFileRoute('/w/$ws/inbox/')({
  beforeLoad: ({ params }) => {
    const last = loadString('last-view', 'all_open');
    throw redirect({
      to: '/w/$ws/inbox/$view',
      params: { ws: params.ws, view: views.find((view) => view === last) ?? 'all_open' },
    });
  },
});
