// Outgoing webhooks: where events of the workspace are posted to, and what became of every posting. A secret is given once, when it is made.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

const base = '/api/v1/workspaces/{workspace}/webhooks';
const oneOf = `${base}/{webhook}` as const;

export type Webhook = components['schemas']['WebhookView'];
export type WebhookPatch = components['schemas']['UpdateWebhook'];
export type DeliveryState = components['schemas']['DeliveryState'];
export type WebhookDelivery = components['schemas']['WebhookDeliveryView'];
export type WebhookEventType = components['schemas']['WebhookEventType'];

const key = (workspace: string, ...rest: unknown[]) => ['webhooks', workspace, ...rest];
const changed = (workspace: string) => queryClient.invalidateQueries({ queryKey: key(workspace, 'list') });
const logChanged = (workspace: string, webhook: string) =>
  queryClient.invalidateQueries({ queryKey: key(workspace, 'deliveries', webhook) });

/** How often a log is asked for anew: while something is under way, and else. */
const BUSY_MS = 2_000;
const IDLE_MS = 15_000;

export const webhooks = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'list'),
      queryFn: ({ signal }) => unwrap(client.GET(base, { params: { path: { workspace } }, signal })),
      select: (page) => page.data,
      // They are turned off and paused by what the other side answers, which no event tells of.
      refetchInterval: IDLE_MS,
    }),

  eventTypes: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'event-types'),
      queryFn: ({ signal }) => unwrap(client.GET(`${base}/event-types`, { params: { path: { workspace } }, signal })),
      select: (page) => page.data,
      staleTime: Number.POSITIVE_INFINITY,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: components['schemas']['CreateWebhook']) =>
        unwrap(client.POST(base, { params: { path: { workspace } }, body })),
      onSuccess: () => changed(workspace),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ webhook, ...body }: WebhookPatch & { webhook: string }) =>
        unwrap(client.PATCH(oneOf, { params: { path: { workspace, webhook } }, body })),
      onSuccess: () => changed(workspace),
    }),

  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (webhook: string) => unwrap(client.DELETE(oneOf, { params: { path: { workspace, webhook } } })),
      onSuccess: () => changed(workspace),
    }),

  rotate: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ webhook, overlapHours }: { webhook: string; overlapHours: number }) =>
        unwrap(
          client.POST(`${oneOf}/rotate-secret`, {
            params: { path: { workspace, webhook } },
            body: { overlap_hours: overlapHours },
          }),
        ),
      onSuccess: () => changed(workspace),
    }),

  test: (workspace: string) =>
    mutationOptions({
      mutationFn: (webhook: string) =>
        unwrap(client.POST(`${oneOf}/test`, { params: { path: { workspace, webhook } } })),
      onSuccess: (_, webhook) => logChanged(workspace, webhook),
    }),

  deliveries: (workspace: string, webhook: string, state: DeliveryState | null) =>
    infiniteQueryOptions({
      queryKey: key(workspace, 'deliveries', webhook, 'list', state),
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(`${oneOf}/deliveries`, {
            params: {
              path: { workspace, webhook },
              query: { limit: 25, ...(state && { state }), ...(pageParam && { cursor: pageParam }) },
            },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      refetchInterval: ({ state: { data } }) => (data?.pages[0]?.data.some(isUnderWay) ? BUSY_MS : IDLE_MS),
    }),

  /** With what is sent. */
  delivery: (workspace: string, webhook: string, delivery: string) =>
    queryOptions({
      queryKey: key(workspace, 'deliveries', webhook, 'one', delivery),
      queryFn: ({ signal }) =>
        unwrap(
          client.GET(`${oneOf}/deliveries/{webhook_delivery}`, {
            params: { path: { workspace, webhook, webhook_delivery: delivery } },
            signal,
          }),
        ),
      refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? BUSY_MS : false),
    }),

  redeliver: (workspace: string, webhook: string) =>
    mutationOptions({
      mutationFn: (delivery: string) =>
        unwrap(
          client.POST(`${oneOf}/deliveries/{webhook_delivery}/redeliver`, {
            params: { path: { workspace, webhook, webhook_delivery: delivery } },
          }),
        ),
      onSuccess: () => logChanged(workspace, webhook),
    }),

  /** Everything that failed at that moment or later. */
  redeliverFailed: (workspace: string, webhook: string) =>
    mutationOptions({
      mutationFn: (since: string) =>
        unwrap(client.POST(`${oneOf}/redeliver`, { params: { path: { workspace, webhook } }, body: { since } })),
      onSuccess: () => logChanged(workspace, webhook),
    }),
};

/** Something will have come of it within a few seconds. */
function isUnderWay({ state, next_attempt_at: next }: WebhookDelivery): boolean {
  return state === 'pending' && (!next || Date.parse(next) < Date.now() + 10_000);
}
