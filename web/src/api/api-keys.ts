// Keys that programs sign in with.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

const path = '/api/v1/workspaces/{workspace}/api-keys';

export type ApiKey = components['schemas']['ApiKeyView'];
export type Permission = components['schemas']['Permission'];

export const apiKeys = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: ['api-keys', workspace],
      queryFn: () => unwrap(client.GET(path, { params: { path: { workspace } } })),
      select: (page) => page.data,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { name: string; scopes: Permission[]; expires_at?: string }) =>
        unwrap(client.POST(path, { params: { path: { workspace } }, body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['api-keys', workspace] }),
    }),

  revoke: (workspace: string) =>
    mutationOptions({
      mutationFn: (key: string) => unwrap(client.DELETE(`${path}/{key}`, { params: { path: { workspace, key } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['api-keys', workspace] }),
    }),
};
