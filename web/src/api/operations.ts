// What admins look at when something is odd: raw deliveries from Meta, and the audit log.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

const w = '/api/v1/workspaces/{workspace}';

type WebhookEventState = components['schemas']['WebhookEventState'];

export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export interface WebhookEventFilter {
  state?: WebhookEventState | undefined;
  field?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export const webhookEvents = {
  list: (workspace: string, filter: WebhookEventFilter) =>
    infiniteQueryOptions({
      queryKey: ['webhook-events', workspace, 'list', filter],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(`${w}/webhook-events`, {
            params: { path: { workspace }, query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  get: (workspace: string, event: string) =>
    queryOptions({
      queryKey: ['webhook-events', workspace, 'one', event],
      queryFn: () => unwrap(client.GET(`${w}/webhook-events/{event}`, { params: { path: { workspace, event } } })),
    }),

  stats: (workspace: string) =>
    queryOptions({
      queryKey: ['webhook-events', workspace, 'stats'],
      queryFn: () => unwrap(client.GET(`${w}/webhook-events/stats`, { params: { path: { workspace } } })),
    }),

  replay: (workspace: string) =>
    mutationOptions({
      mutationFn: (event: string) =>
        unwrap(client.POST(`${w}/webhook-events/{event}/replay`, { params: { path: { workspace, event } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['webhook-events', workspace] }),
    }),

  /** The oldest 200 that failed and fit. */
  replayDead: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { field?: string; from?: string; to?: string }) =>
        unwrap(client.POST(`${w}/webhook-events/replay`, { params: { path: { workspace } }, body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['webhook-events', workspace] }),
    }),

  discard: (workspace: string) =>
    mutationOptions({
      mutationFn: (event: string) =>
        unwrap(client.POST(`${w}/webhook-events/{event}/discard`, { params: { path: { workspace, event } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['webhook-events', workspace] }),
    }),
};

export const audit = {
  /** Computes the whole chain again; asked by hand only. */
  verify: (workspace: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.GET(`${w}/audit/verify`, { params: { path: { workspace } } })),
    }),

  list: (workspace: string, filter: AuditFilter) =>
    infiniteQueryOptions({
      queryKey: ['audit', workspace, filter],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(`${w}/audit`, {
            params: { path: { workspace }, query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),
};
