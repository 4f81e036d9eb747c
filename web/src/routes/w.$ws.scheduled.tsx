// Messages that wait for their time.
import { createFileRoute } from '@tanstack/react-router';
import ScheduledPage from '~/features/inbox/later/scheduled-page';

export const Route = createFileRoute('/w/$ws/scheduled')({ component: ScheduledPage });
