// Placeholder until the page exists.
import { createFileRoute } from '@tanstack/react-router';

export const Route = createFileRoute('/w/$ws/webhook-events')({});
