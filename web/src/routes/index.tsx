// The front door: the last workspace, or sign-in, or first set-up.
import { createFileRoute, redirect } from '@tanstack/react-router';
import { isSignedIn, loadMe } from '~/api/bootstrap';
import NoWorkspacePage from '~/features/auth/no-workspace-page';
import { loadString } from '~/lib/storage';

export const Route = createFileRoute('/')({
  beforeLoad: async () => {
    if (!(await isSignedIn())) throw redirect({ to: '/login' });
    const { memberships } = await loadMe();
    const last = loadString('last-workspace', '');
    const membership = memberships.find(({ workspace }) => workspace.id === last) ?? memberships[0];
    if (membership) throw redirect({ to: '/w/$ws/inbox', params: { ws: membership.workspace.id } });
  },
  component: NoWorkspacePage,
});
