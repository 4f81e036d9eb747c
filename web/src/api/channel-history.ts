// How far the history of the phone app has come; `channel.history` keeps it current.
import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';

export const channelHistory = {
  get: (workspace: string) =>
    queryOptions({
      queryKey: ['channel-history', workspace],
      queryFn: () =>
        unwrap(client.GET('/api/v1/workspaces/{workspace}/channel/history', { params: { path: { workspace } } })),
    }),
};
