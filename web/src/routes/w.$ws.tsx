// Every page of a workspace: only for its members, in the workspace's frame.

import { useQuery } from '@tanstack/react-query';
import { createFileRoute, notFound, redirect } from '@tanstack/react-router';
import { account } from '~/api/account';
import { isSignedIn, loadMembership } from '~/api/bootstrap';
import { WorkspaceProvider } from '~/api/current-workspace';
import { LayoutSkeleton } from '~/layouts/layout-skeleton';
import { WorkspaceLayout } from '~/layouts/workspace-layout';

export const Route = createFileRoute('/w/$ws')({
  beforeLoad: async ({ params, location }) => {
    if (!(await isSignedIn())) throw redirect({ to: '/login', search: { next: location.href } });
    const { membership } = await loadMembership(params.ws);
    if (!membership) throw notFound();
  },
  pendingComponent: LayoutSkeleton,
  component: WorkspacePage,
});

function WorkspacePage() {
  const { ws } = Route.useParams();
  const { data: me } = useQuery(account.me());
  const membership = me?.memberships.find(({ workspace }) => workspace.id === ws);
  if (!me || !membership) return <LayoutSkeleton />;
  return (
    <WorkspaceProvider key={ws} membership={membership} user={me.user}>
      <WorkspaceLayout />
    </WorkspaceProvider>
  );
}
