// Settings open on the first section this member may use; on phones on the list of them, which the frame draws.
import { createFileRoute, Navigate } from '@tanstack/react-router';
import { useSettingsSections } from '~/layouts/settings-sections';
import { useMedia } from '~/lib/use-media';

export const Route = createFileRoute('/w/$ws/settings/')({ component: FirstSection });

function FirstSection() {
  const { ws } = Route.useParams();
  const [first] = useSettingsSections();
  const roomy = useMedia('(min-width: 48rem)');
  if (!roomy) return null;
  return <Navigate to="/w/$ws/settings/$section" params={{ ws, section: first?.id ?? 'account' }} replace />;
}
