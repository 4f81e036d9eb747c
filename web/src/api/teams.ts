// Teams: who is in them, and how their conversations are handed out.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

export type Team = components['schemas']['TeamView'];
export type TeamDraft = Pick<Team, 'name' | 'hands_out' | 'reopened' | 'takes_new' | 'members'>;

const base = '/api/v1/workspaces/{workspace}/teams';
const key = (workspace: string) => ['teams', workspace];

function refresh(workspace: string) {
  return queryClient.invalidateQueries({ queryKey: key(workspace) });
}

export const teams = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace),
      queryFn: () => unwrap(client.GET(base, { params: { path: { workspace } } })),
      select: (page) => page.data,
      staleTime: 5 * 60_000,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: TeamDraft) => unwrap(client.POST(base, { params: { path: { workspace } }, body })),
      onSuccess: () => refresh(workspace),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ id, ...body }: TeamDraft & { id: string }) =>
        unwrap(client.PATCH(`${base}/{team}`, { params: { path: { workspace, team: id } }, body })),
      onSuccess: () => refresh(workspace),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (id: string) =>
        unwrap(client.DELETE(`${base}/{team}`, { params: { path: { workspace, team: id } } })),
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: ['conversations', workspace] });
        return refresh(workspace);
      },
    }),
};
