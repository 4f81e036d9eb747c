// Connections to language models: where they are, what they may cost, what they did this month. Keys go in and never come out.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

const path = '/api/v1/workspaces/{workspace}/llm-connections';
const one = `${path}/{llm_connection}` as const;

export type LlmConnection = components['schemas']['LlmConnectionView'];
export type NewLlmConnection = components['schemas']['CreateLlmConnection'];
export type LlmConnectionPatch = components['schemas']['UpdateLlmConnection'];
export type LlmTrial = components['schemas']['LlmTestView'];

const changed = (workspace: string) => queryClient.invalidateQueries({ queryKey: ['llm-connections', workspace] });

export const llmConnections = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: ['llm-connections', workspace],
      queryFn: () => unwrap(client.GET(path, { params: { path: { workspace } } })),
      select: (page) => page.data,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: NewLlmConnection) => unwrap(client.POST(path, { params: { path: { workspace } }, body })),
      onSuccess: () => changed(workspace),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ connection, ...body }: LlmConnectionPatch & { connection: string }) =>
        unwrap(client.PATCH(one, { params: { path: { workspace, llm_connection: connection } }, body })),
      onSuccess: () => changed(workspace),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (connection: string) =>
        unwrap(client.DELETE(one, { params: { path: { workspace, llm_connection: connection } } })),
      onSuccess: () => changed(workspace),
    }),

  /** Asks it something; what it costs is counted. */
  test: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ connection, prompt }: { connection: string; prompt: string }) =>
        unwrap(
          client.POST(`${one}/test`, { params: { path: { workspace, llm_connection: connection } }, body: { prompt } }),
        ),
      onSettled: () => changed(workspace),
    }),
};
