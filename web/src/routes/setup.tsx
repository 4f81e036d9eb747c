// First set-up; only while no owner exists. `?token=` fills in the one-time token.
import { createFileRoute, redirect, useNavigate } from '@tanstack/react-router';
import { account } from '~/api/account';
import { queryClient } from '~/api/query-client';
import SetupPage from '~/features/auth/setup-page';

export const Route = createFileRoute('/setup')({
  validateSearch: (raw): { token?: string } => (typeof raw.token === 'string' ? { token: raw.token } : {}),
  beforeLoad: async () => {
    const { needed } = await queryClient.fetchQuery(account.setupNeeded());
    if (!needed) throw redirect({ to: '/login' });
  },
  component: Setup,
});

function Setup() {
  const { token } = Route.useSearch();
  const navigate = useNavigate();
  return <SetupPage token={token} onDone={() => navigate({ to: '/', replace: true })} />;
}
