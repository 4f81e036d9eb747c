// How fast the number sends, and reports about messages that nobody here knows.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

const base = '/api/v1/workspaces/{workspace}/channel';

export const channelPace = {
  /** How fast the number sends now. */
  get: (workspace: string) =>
    queryOptions({
      queryKey: ['channel-pace', workspace],
      queryFn: () => unwrap(client.GET(`${base}/pace`, { params: { path: { workspace } } })),
      refetchInterval: 10_000,
    }),

  set: (workspace: string) =>
    mutationOptions({
      mutationFn: (per_second: number | null) =>
        unwrap(client.PUT(`${base}/pace`, { params: { path: { workspace } }, body: { per_second } })),
      onSuccess: (answer) => queryClient.setQueryData(channelPace.get(workspace).queryKey, answer),
    }),

  /** Reports about messages that nobody here knows. */
  orphans: (workspace: string) =>
    infiniteQueryOptions({
      queryKey: ['channel-orphans', workspace],
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET(`${base}/orphan-statuses`, {
            params: { path: { workspace }, query: { limit: 10, ...(pageParam && { cursor: pageParam }) } },
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),
};
