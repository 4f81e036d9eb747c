// Contacts from files, and into files.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { authorizedFetch, client, unwrap } from './client';
import { problemFrom } from './errors';
import { queryClient } from './query-client';

const path = '/api/v1/workspaces/{workspace}/imports';

export type Import = components['schemas']['ImportView'];

interface Plan {
  id: string;
  mapping: string[];
  update_existing: boolean;
}

const BUSY = ['checking', 'running', 'undoing'];

export function isBusy(state: Import['state']): boolean {
  return BUSY.includes(state);
}

const keep = (workspace: string) => (found: Import) => {
  queryClient.setQueryData(imports.get(workspace, found.id).queryKey, found);
  return queryClient.invalidateQueries({ queryKey: ['imports', workspace, 'list'] });
};

export const imports = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: ['imports', workspace, 'list'],
      queryFn: () => unwrap(client.GET(path, { params: { path: { workspace }, query: { limit: 20 } } })),
      select: (page) => page.data,
    }),

  get: (workspace: string, id: string) =>
    queryOptions({
      queryKey: ['imports', workspace, 'one', id],
      queryFn: () => unwrap(client.GET(`${path}/{import}`, { params: { path: { workspace, import: id } } })),
      // Events tell of it; this is for when they cannot.
      refetchInterval: ({ state }) => (state.data && isBusy(state.data.state) ? 2000 : false),
    }),

  upload: (workspace: string) =>
    mutationOptions({
      mutationFn: async (file: File): Promise<Import> => {
        const body = new FormData();
        body.append('file', file);
        const url = new URL(path.replace('{workspace}', workspace), location.origin);
        const response = await authorizedFetch(new Request(url, { method: 'POST', body }));
        const answer = await response.json().catch(() => null);
        if (!response.ok) throw problemFrom(response, answer);
        return answer;
      },
      onSuccess: keep(workspace),
    }),

  check: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ id, ...body }: Plan) =>
        unwrap(client.POST(`${path}/{import}/check`, { params: { path: { workspace, import: id } }, body })),
      onSuccess: keep(workspace),
    }),

  start: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ id, ...body }: Plan) =>
        unwrap(client.POST(`${path}/{import}/start`, { params: { path: { workspace, import: id } }, body })),
      onSuccess: keep(workspace),
    }),

  undo: (workspace: string) =>
    mutationOptions({
      mutationFn: (id: string) =>
        unwrap(client.POST(`${path}/{import}/undo`, { params: { path: { workspace, import: id } } })),
      onSuccess: keep(workspace),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (id: string) =>
        unwrap(client.DELETE(`${path}/{import}`, { params: { path: { workspace, import: id } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['imports', workspace, 'list'] }),
    }),
};

/** Fetches a file as the signed-in member and hands it to the browser to keep. */
export async function download(address: string, name: string): Promise<void> {
  const response = await authorizedFetch(new Request(new URL(address, location.origin)));
  if (!response.ok) throw problemFrom(response, await response.json().catch(() => null));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
