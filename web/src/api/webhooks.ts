// Outgoing webhooks: where events of the workspace are posted to, and what became of every posting. A secret is given once, when it is made.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import { ask } from './plain-call';
import { queryClient } from './query-client';

export interface Webhook {
  id: string;
  url: string;
  description: string;
  /** `*` is all. */
  events: string[];
  state: 'active' | 'off' | 'paused';
  /** Since when nothing arrived. */
  failing_since: string | null;
  /** Why nothing arrives. */
  problem?: string | null;
  /** Until when the secret before the last one signs too. */
  previous_secret_until: string | null;
  created_at: string;
  updated_at: string;
}

export interface WebhookPatch {
  url?: string;
  description?: string;
  events?: string[];
  active?: boolean;
}

export type DeliveryState = 'delivered' | 'failed' | 'pending';

export interface WebhookDelivery {
  id: string;
  event: string;
  state: DeliveryState;
  attempts: number;
  next_attempt_at: string | null;
  /** The status of the last answer. */
  status: number | null;
  problem: string | null;
  /** The beginning of the last answer. */
  answer: string | null;
  ms: number | null;
  created_at: string;
  tried_at: string | null;
  /** What is sent; only when one delivery is asked for. */
  body?: unknown;
}

export interface WebhookEventType {
  event: string;
  when: string;
  data: string;
}

interface Page<Row> {
  data: Row[];
  page: { next_cursor: string | null };
}

interface WithSecret {
  webhook: Webhook;
  secret: string;
}

const key = (workspace: string, ...rest: unknown[]) => ['webhooks', workspace, ...rest];
const one = (webhook: string, rest = '') => `/webhooks/${encodeURIComponent(webhook)}${rest}`;
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
      queryFn: ({ signal }) => ask<Page<Webhook>>(workspace, '/webhooks', { signal }),
      select: (page) => page.data,
      // They are turned off and paused by what the other side answers, which no event tells of.
      refetchInterval: IDLE_MS,
    }),

  eventTypes: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'event-types'),
      queryFn: ({ signal }) => ask<Page<WebhookEventType>>(workspace, '/webhooks/event-types', { signal }),
      select: (page) => page.data,
      staleTime: Number.POSITIVE_INFINITY,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (json: WebhookPatch & { url: string }) =>
        ask<WithSecret>(workspace, '/webhooks', { method: 'POST', json }),
      onSuccess: () => changed(workspace),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ webhook, ...json }: WebhookPatch & { webhook: string }) =>
        ask<Webhook>(workspace, one(webhook), { method: 'PATCH', json }),
      onSuccess: () => changed(workspace),
    }),

  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (webhook: string) => ask<void>(workspace, one(webhook), { method: 'DELETE' }),
      onSuccess: () => changed(workspace),
    }),

  rotate: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ webhook, overlapHours }: { webhook: string; overlapHours: number }) =>
        ask<WithSecret>(workspace, one(webhook, '/rotate-secret'), {
          method: 'POST',
          json: { overlap_hours: overlapHours },
        }),
      onSuccess: () => changed(workspace),
    }),

  test: (workspace: string) =>
    mutationOptions({
      mutationFn: (webhook: string) => ask<{ delivery: string }>(workspace, one(webhook, '/test'), { method: 'POST' }),
      onSuccess: (_, webhook) => logChanged(workspace, webhook),
    }),

  deliveries: (workspace: string, webhook: string, state: DeliveryState | null) =>
    infiniteQueryOptions({
      queryKey: key(workspace, 'deliveries', webhook, 'list', state),
      queryFn: ({ pageParam, signal }) =>
        ask<Page<WebhookDelivery>>(workspace, one(webhook, '/deliveries'), {
          query: { state, limit: 25, cursor: pageParam || null },
          signal,
        }),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      refetchInterval: ({ state: { data } }) => (data?.pages[0]?.data.some(isUnderWay) ? BUSY_MS : IDLE_MS),
    }),

  /** With what is sent. */
  delivery: (workspace: string, webhook: string, delivery: string) =>
    queryOptions({
      queryKey: key(workspace, 'deliveries', webhook, 'one', delivery),
      queryFn: ({ signal }) =>
        ask<WebhookDelivery>(workspace, one(webhook, `/deliveries/${encodeURIComponent(delivery)}`), { signal }),
      refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? BUSY_MS : false),
    }),

  redeliver: (workspace: string, webhook: string) =>
    mutationOptions({
      mutationFn: (delivery: string) =>
        ask<void>(workspace, one(webhook, `/deliveries/${encodeURIComponent(delivery)}/redeliver`), { method: 'POST' }),
      onSuccess: () => logChanged(workspace, webhook),
    }),

  /** Everything that failed at that moment or later. */
  redeliverFailed: (workspace: string, webhook: string) =>
    mutationOptions({
      mutationFn: (since: string) =>
        ask<{ count: number }>(workspace, one(webhook, '/redeliver'), { method: 'POST', json: { since } }),
      onSuccess: () => logChanged(workspace, webhook),
    }),
};

/** Something will have come of it within a few seconds. */
function isUnderWay({ state, next_attempt_at: next }: WebhookDelivery): boolean {
  return state === 'pending' && (next === null || Date.parse(next) < Date.now() + 10_000);
}
