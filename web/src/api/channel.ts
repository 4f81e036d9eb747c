// The connected number: its state, its templates, and how it is connected.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import { authorizedFetch, client, unwrap } from './client';
import { ApiProblem, problemFrom } from './errors';
import { queryClient } from './query-client';
import type { Channel } from './schema';

const base = '/api/v1/workspaces/{workspace}/channel';

export interface ChannelConnection {
  kind: 'meta' | 'simulator';
  phone_number_id: string;
  waba_id: string;
  display_phone_number?: string;
  access_token: string;
  app: { app_id: string; app_secret: string; verify_token: string };
}

/** What is absent stays, an empty text takes away. */
export interface ProfileChange {
  about?: string;
  address?: string;
  description?: string;
  email?: string;
  websites?: string[];
  vertical?: string;
}

export interface ActivityFilter {
  area?: string | undefined;
  severity?: 'critical' | 'warning' | 'info' | undefined;
}

export const channel = {
  /** The number, or null while none is connected. */
  get: (workspace: string) =>
    queryOptions({
      queryKey: ['channel', workspace],
      queryFn: async (): Promise<Channel | null> => {
        try {
          return await unwrap(client.GET(base, { params: { path: { workspace } } }));
        } catch (error) {
          if (error instanceof ApiProblem && error.status === 404) return null;
          throw error;
        }
      },
    }),

  /** What Meta said about it, newest first. */
  activity: (workspace: string, filter: ActivityFilter = {}) =>
    infiniteQueryOptions({
      queryKey: ['channel', workspace, 'activity', filter],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(`${base}/activity`, {
            params: { path: { workspace }, query: { ...filter, limit: 25, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  /** What stands against it now. */
  alerts: (workspace: string) =>
    queryOptions({
      queryKey: ['channel', workspace, 'alerts'],
      queryFn: () => unwrap(client.GET(`${base}/alerts`, { params: { path: { workspace } } })),
      select: (answer) => answer.data,
      staleTime: 60_000,
    }),

  templates: (workspace: string, filter: { status?: string; q?: string } = {}) =>
    queryOptions({
      queryKey: ['templates', workspace, filter],
      queryFn: () => unwrap(client.GET(`${base}/templates`, { params: { path: { workspace }, query: filter } })),
      select: (answer) => answer.data,
      staleTime: 60_000,
    }),

  /** Asks Meta now; every list of templates on the page follows. */
  refreshTemplates: (workspace: string) =>
    mutationOptions({
      mutationFn: () =>
        unwrap(client.GET(`${base}/templates`, { params: { path: { workspace }, query: { fresh: true } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['templates', workspace] }),
    }),

  profile: (workspace: string) =>
    queryOptions({
      queryKey: ['channel', workspace, 'profile'],
      queryFn: () => unwrap(client.GET(`${base}/profile`, { params: { path: { workspace } } })),
    }),

  connect: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: ChannelConnection) => unwrap(client.PUT(base, { params: { path: { workspace } }, body })),
      onSuccess: (answer) => queryClient.setQueryData(channel.get(workspace).queryKey, answer),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { access_token?: string; app_secret?: string; verify_token?: string }) =>
        unwrap(client.PATCH(base, { params: { path: { workspace } }, body })),
      onSuccess: (answer) => queryClient.setQueryData(channel.get(workspace).queryKey, answer),
    }),

  disconnect: (workspace: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.DELETE(base, { params: { path: { workspace } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['channel', workspace] }),
    }),

  check: (workspace: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.POST(`${base}/check`, { params: { path: { workspace } } })),
    }),

  /** The same, kept and asked again on demand: it changes nothing. */
  checks: (workspace: string) =>
    queryOptions({
      queryKey: ['channel', workspace, 'checks'],
      queryFn: () => unwrap(client.POST(`${base}/check`, { params: { path: { workspace } } })),
      retry: false,
      staleTime: 60_000,
    }),

  subscribe: (workspace: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.POST(`${base}/subscribe`, { params: { path: { workspace } } })),
    }),

  /** What a pasted token can reach; nothing is stored. */
  discover: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { kind: 'meta' | 'simulator'; access_token: string; app_secret?: string; waba_id?: string }) =>
        unwrap(client.POST(`${base}/discover`, { params: { path: { workspace } }, body })),
    }),

  register: (workspace: string) =>
    mutationOptions({
      mutationFn: (pin: string) =>
        unwrap(client.POST(`${base}/register`, { params: { path: { workspace } }, body: { pin } })),
      onSuccess: (answer) => queryClient.setQueryData(channel.get(workspace).queryKey, answer),
    }),

  setPin: (workspace: string) =>
    mutationOptions({
      mutationFn: (pin: string) =>
        unwrap(client.PUT(`${base}/pin`, { params: { path: { workspace } }, body: { pin } })),
    }),

  clearOverride: (workspace: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.DELETE(`${base}/override`, { params: { path: { workspace } } })),
    }),

  loopTest: (workspace: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.POST(`${base}/loop-test`, { params: { path: { workspace } } })),
    }),

  updateProfile: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: ProfileChange) =>
        unwrap(client.PATCH(`${base}/profile`, { params: { path: { workspace } }, body })),
      onSuccess: (answer) => queryClient.setQueryData(channel.profile(workspace).queryKey, answer),
    }),

  updatePicture: (workspace: string) =>
    mutationOptions({
      mutationFn: async (file: File) => {
        const form = new FormData();
        form.append('file', file, file.name);
        const path = `${base.replace('{workspace}', encodeURIComponent(workspace))}/profile/picture`;
        const request = new Request(new URL(path, location.origin), { method: 'POST', body: form });
        const answer = await authorizedFetch(request);
        if (!answer.ok) throw problemFrom(answer, await answer.json().catch(() => null));
      },
      onSuccess: () => queryClient.invalidateQueries(channel.profile(workspace)),
    }),
};
