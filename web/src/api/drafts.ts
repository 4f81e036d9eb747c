// What this member is writing, as the server keeps it for their other browsers.
import { queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

export type Draft = components['schemas']['DraftView'];

const w = '/api/v1/workspaces/{workspace}';

export const drafts = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: ['drafts', workspace],
      queryFn: () => unwrap(client.GET(`${w}/drafts`, { params: { path: { workspace } } })),
      select: (page) => page.data,
      staleTime: 60_000,
    }),
};

/** Writes over what the server has, and into every list on screen. */
export async function putDraft(
  workspace: string,
  conversation: string,
  body: { box: Draft['box']; body: string },
): Promise<void> {
  const draft = await unwrap(
    client.PUT(`${w}/conversations/{conversation}/draft`, { params: { path: { workspace, conversation } }, body }),
  );
  queryClient.setQueryData(drafts.list(workspace).queryKey, (page) => {
    if (!page) return page;
    const others = page.data.filter((one) => one.conversation_id !== conversation || one.box !== draft.box);
    return { ...page, data: draft.version === 0 ? others : [draft, ...others] };
  });
}
