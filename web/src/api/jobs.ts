// Work that goes on in the background: imports, syncs with WhatsApp, files that are fetched.
import { infiniteQueryOptions, mutationOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

export type Job = components['schemas']['JobView'];
export type JobStage = 'open' | 'failed' | 'done' | 'cancelled';

const base = '/api/v1/workspaces/{workspace}/jobs';
const key = (workspace: string, ...rest: unknown[]) => ['jobs', workspace, ...rest];

/** How often the list is asked for anew, which no event does: while something is under way, and else. */
const BUSY_MS = 2_000;
const IDLE_MS = 15_000;

export const jobs = {
  /** The latest first; `null`: all of them. */
  list: (workspace: string, stage: JobStage | null) =>
    infiniteQueryOptions({
      queryKey: key(workspace, stage),
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(base, {
            params: {
              path: { workspace },
              query: { limit: 25, ...(stage && { stage }), ...(pageParam && { cursor: pageParam }) },
            },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      refetchInterval: ({ state: { data } }) =>
        data?.pages.some((page) => page.data.some((job) => job.state === 'running')) ? BUSY_MS : IDLE_MS,
    }),

  /** What waits ends at once, what runs at its next step. */
  cancel: (workspace: string) =>
    mutationOptions({
      mutationFn: (job: string) =>
        unwrap(client.POST(`${base}/{job}/cancel`, { params: { path: { workspace, job } } })),
      onSettled: () => queryClient.invalidateQueries({ queryKey: key(workspace) }),
    }),

  /** Of what was given up. */
  retry: (workspace: string) =>
    mutationOptions({
      mutationFn: (job: string) => unwrap(client.POST(`${base}/{job}/retry`, { params: { path: { workspace, job } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: key(workspace) }),
    }),
};
