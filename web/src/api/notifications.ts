// What this member is told, what they have read of it, and how they want to be told.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

export type Notification = components['schemas']['NotificationView'];
export type NotificationKind = Notification['kind'];
export type NotificationPreferences = components['schemas']['NotificationPreferences'];

const base = '/api/v1/workspaces/{workspace}/notifications';
const wishes = '/api/v1/workspaces/{workspace}/notification-preferences';

export const notifications = {
  list: (workspace: string) =>
    infiniteQueryOptions({
      queryKey: ['notifications', workspace, 'list'],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(base, {
            params: { path: { workspace }, query: { limit: 30, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  counts: (workspace: string) =>
    queryOptions({
      queryKey: ['notifications', workspace, 'counts'],
      queryFn: () => unwrap(client.GET(`${base}/counts`, { params: { path: { workspace } } })),
    }),

  read: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { ids?: string[]; conversation_id?: string; all?: boolean }) =>
        unwrap(client.POST(`${base}/read`, { params: { path: { workspace } }, body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['notifications', workspace] }),
    }),

  preferences: (workspace: string) =>
    queryOptions({
      queryKey: ['notification-preferences', workspace],
      queryFn: () => unwrap(client.GET(wishes, { params: { path: { workspace } } })),
      staleTime: 5 * 60_000,
    }),

  setPreferences: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: NotificationPreferences) =>
        unwrap(client.PUT(wishes, { params: { path: { workspace } }, body })),
      onMutate: (body) => {
        queryClient.setQueryData(notifications.preferences(workspace).queryKey, body);
      },
      onError: () => queryClient.invalidateQueries({ queryKey: ['notification-preferences', workspace] }),
    }),
};
