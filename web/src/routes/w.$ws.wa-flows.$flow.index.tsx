// A form without a tab opens on its code.
import { createFileRoute, Navigate } from '@tanstack/react-router';

export const Route = createFileRoute('/w/$ws/wa-flows/$flow/')({ component: FirstTab });

function FirstTab() {
  const { ws, flow } = Route.useParams();
  return <Navigate to="/w/$ws/wa-flows/$flow/$tab" params={{ ws, flow, tab: 'code' }} replace />;
}
