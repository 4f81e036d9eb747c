// Settings open on the first section this member may use.
import { createFileRoute, Navigate } from '@tanstack/react-router';
import { useSettingsSections } from '~/layouts/settings-sections';

export const Route = createFileRoute('/w/$ws/settings/')({ component: FirstSection });

function FirstSection() {
  const { ws } = Route.useParams();
  const [first] = useSettingsSections();
  return <Navigate to="/w/$ws/settings/$section" params={{ ws, section: first?.id ?? 'account' }} replace />;
}
