// Canned replies: texts that come back, everybody's and one's own.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

export type CannedReply = components['schemas']['CannedReplyView'];

export type CannedReplyDraft = Pick<CannedReply, 'shortcut' | 'title' | 'body' | 'shared'>;

const base = '/api/v1/workspaces/{workspace}/canned-replies';

const key = (workspace: string) => ['canned-replies', workspace];

function refresh(workspace: string) {
  return queryClient.invalidateQueries({ queryKey: key(workspace) });
}

export const cannedReplies = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace),
      queryFn: () => unwrap(client.GET(base, { params: { path: { workspace } } })),
      select: (page) => page.data,
      staleTime: 5 * 60_000,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: CannedReplyDraft) => unwrap(client.POST(base, { params: { path: { workspace } }, body })),
      onSuccess: () => refresh(workspace),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ id, ...body }: CannedReplyDraft & { id: string }) =>
        unwrap(client.PATCH(`${base}/{canned_reply}`, { params: { path: { workspace, canned_reply: id } }, body })),
      onSuccess: () => refresh(workspace),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (id: string) =>
        unwrap(client.DELETE(`${base}/{canned_reply}`, { params: { path: { workspace, canned_reply: id } } })),
      onSuccess: () => refresh(workspace),
    }),
};
