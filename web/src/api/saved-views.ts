// Saved views: filters of the inbox under a name, everybody's and one's own.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

export type SavedView = components['schemas']['SavedViewView'];
export type SavedFilters = SavedView['filters'];

const base = '/api/v1/workspaces/{workspace}/saved-views';
const key = (workspace: string) => ['saved-views', workspace];

function refresh(workspace: string) {
  return queryClient.invalidateQueries({ queryKey: key(workspace) });
}

export const savedViews = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace),
      queryFn: () => unwrap(client.GET(base, { params: { path: { workspace } } })),
      select: (page) => page.data,
      staleTime: 5 * 60_000,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: Pick<SavedView, 'name' | 'filters' | 'shared'>) =>
        unwrap(client.POST(base, { params: { path: { workspace } }, body })),
      onSuccess: () => refresh(workspace),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ id, ...body }: { id: string; name?: string; shared?: boolean; filters?: SavedFilters }) =>
        unwrap(client.PATCH(`${base}/{saved_view}`, { params: { path: { workspace, saved_view: id } }, body })),
      onSuccess: () => refresh(workspace),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (id: string) =>
        unwrap(client.DELETE(`${base}/{saved_view}`, { params: { path: { workspace, saved_view: id } } })),
      onSuccess: () => refresh(workspace),
    }),
};
