// Sign-in; leads to first set-up when nobody exists yet, and on to where the visitor wanted to go.
import { createFileRoute, redirect, useRouter } from '@tanstack/react-router';
import { account } from '~/api/account';
import { isSignedIn } from '~/api/bootstrap';
import { queryClient } from '~/api/query-client';
import LoginPage from '~/features/auth/login-page';

export const Route = createFileRoute('/login')({
  validateSearch: (raw): { next?: string } => (isOwnPath(raw.next) ? { next: raw.next } : {}),
  beforeLoad: async ({ search }) => {
    if (await isSignedIn()) throw redirect({ href: search.next ?? '/' });
    const { needed } = await queryClient.fetchQuery(account.setupNeeded());
    if (needed) throw redirect({ to: '/setup' });
  },
  component: Login,
});

function Login() {
  const { next } = Route.useSearch();
  const router = useRouter();
  return <LoginPage onSignedIn={() => router.navigate({ href: next ?? '/', replace: true })} />;
}

/** Only addresses of this console: never another site (`//evil.example`). */
function isOwnPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value);
}
