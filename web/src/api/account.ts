// The person who is signed in: first set-up, sign-in, invitations, and the workspaces they belong to.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { queryClient } from './query-client';
import { signIn } from './session';

export const account = {
  me: () => queryOptions({ queryKey: ['me'], queryFn: () => unwrap(client.GET('/api/v1/me')), staleTime: 5 * 60_000 }),

  setupNeeded: () =>
    queryOptions({
      queryKey: ['setup'],
      queryFn: () => unwrap(client.GET('/api/v1/setup')),
      staleTime: 0,
      retry: false,
    }),

  system: () =>
    queryOptions({
      queryKey: ['system'],
      queryFn: () => unwrap(client.GET('/api/v1/system')),
      staleTime: 10 * 60_000,
    }),

  sessions: () =>
    queryOptions({ queryKey: ['me', 'sessions'], queryFn: () => unwrap(client.GET('/api/v1/me/sessions')) }),

  invitation: (token: string) =>
    queryOptions({
      queryKey: ['invitation', token],
      queryFn: () => unwrap(client.GET('/api/v1/invitations/{token}', { params: { path: { token } } })),
      retry: false,
      staleTime: 0,
    }),

  login: () =>
    mutationOptions({
      mutationFn: (body: { email: string; password: string; code?: string }) =>
        unwrap(client.POST('/api/v1/auth/login', { body })),
      onSuccess: (token) => startSession(token),
    }),

  setup: () =>
    mutationOptions({
      mutationFn: (body: { token: string; email: string; name: string; password: string; workspace_name: string }) =>
        unwrap(client.POST('/api/v1/setup', { body })),
      onSuccess: (token) => startSession(token),
    }),

  acceptInvitation: (token: string) =>
    mutationOptions({
      mutationFn: (body: { name?: string; password: string }) =>
        unwrap(client.POST('/api/v1/invitations/{token}/accept', { params: { path: { token } }, body })),
      onSuccess: (answer) => startSession(answer),
    }),

  rename: () =>
    mutationOptions({
      mutationFn: (name: string) => unwrap(client.PATCH('/api/v1/me', { body: { name } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me'] }),
    }),

  changePassword: () =>
    mutationOptions({
      mutationFn: (body: { current_password: string; new_password: string }) =>
        unwrap(client.POST('/api/v1/me/password', { body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me', 'sessions'] }),
    }),

  endSession: () =>
    mutationOptions({
      mutationFn: (session: string) =>
        unwrap(client.DELETE('/api/v1/me/sessions/{session}', { params: { path: { session } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me', 'sessions'] }),
    }),
};

/** What another person's session left in the cache is nobody's business. */
function startSession(token: Parameters<typeof signIn>[0]) {
  queryClient.clear();
  signIn(token);
}
