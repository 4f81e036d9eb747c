// What customers sent with forms, and where that is handed on to.
import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import { ask, download } from './plain-call';
import { queryClient } from './query-client';
import type { Media } from './schema';

export interface Submission {
  id: string;
  wa_flow: { id: string; name: string } | null;
  contact: { id: string; name: string | null } | null;
  conversation_id: string | null;
  message_id: string | null;
  at: string;
  values: { key: string; label: string; value: unknown }[];
  files: Media[];
  forwards: { delivered: number; failed: number; pending: number };
}

export interface SubmissionQuery {
  wa_flow?: string;
  from?: string;
  to?: string;
  q?: string;
}

export interface Forward {
  id: string;
  name: string;
  url: string;
  method: string;
  /** What goes out by name: a JMESPath over the submission. Empty: all of it. */
  mapping: Record<string, string>;
  headers: { name: string; value?: string; secret?: string }[];
  enabled: boolean;
}

export interface ForwardDelivery {
  id: string;
  submission_id?: string;
  at?: string;
  created_at?: string;
  state?: string;
  status?: string | number | null;
  attempts?: number;
  next_at?: string | null;
  error?: string | null;
}

interface Page<Row> {
  data: Row[];
  page?: { next_cursor: string | null };
}

export const submissions = {
  list: (workspace: string, query: SubmissionQuery) =>
    infiniteQueryOptions({
      queryKey: ['submissions', workspace, 'list', query],
      queryFn: ({ pageParam, signal }) =>
        ask<Page<Submission>>(workspace, '/submissions', { query: { ...query, cursor: pageParam || null }, signal }),
      initialPageParam: '',
      getNextPageParam: (last) => last.page?.next_cursor ?? null,
      placeholderData: keepPreviousData,
    }),
  get: (workspace: string, submission: string) =>
    queryOptions({
      queryKey: ['submissions', workspace, 'one', submission],
      queryFn: () => ask<Submission>(workspace, `/submissions/${encodeURIComponent(submission)}`),
    }),
  csv: (workspace: string, query: SubmissionQuery) => download(workspace, '/submissions.csv', { ...query }),
};

const key = (workspace: string, ...rest: string[]) => ['forwards', workspace, ...rest];

function change<Input, Answer>(workspace: string, call: (input: Input) => Promise<Answer>) {
  return mutationOptions({
    mutationFn: call,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key(workspace) }),
  });
}

export const forwards = {
  list: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, flow),
      queryFn: () => ask<Page<Forward>>(workspace, `/wa-flows/${flow}/forwards`),
      select: (answer) => answer.data,
    }),
  create: (workspace: string, flow: string) =>
    change(workspace, (json: Omit<Forward, 'id'>) =>
      ask<Forward>(workspace, `/wa-flows/${flow}/forwards`, { method: 'POST', json }),
    ),
  update: (workspace: string) =>
    change(workspace, ({ id, ...json }: Partial<Forward> & { id: string }) =>
      ask<Forward>(workspace, `/forwards/${id}`, { method: 'PATCH', json }),
    ),
  remove: (workspace: string) =>
    change(workspace, (id: string) => ask<void>(workspace, `/forwards/${id}`, { method: 'DELETE' })),
  /** What would be sent; nothing is. */
  try: (workspace: string, forward: string, submission: string) =>
    ask<unknown>(workspace, `/forwards/${forward}/try`, { method: 'POST', json: { submission } }),
  deliveries: (workspace: string, forward: string) =>
    queryOptions({
      queryKey: key(workspace, 'deliveries', forward),
      queryFn: () => ask<Page<ForwardDelivery>>(workspace, `/forwards/${forward}/deliveries`),
      select: (answer) => answer.data,
    }),
  redeliver: (workspace: string) =>
    change(workspace, (delivery: string) =>
      ask<unknown>(workspace, `/forward-deliveries/${delivery}/redeliver`, { method: 'POST' }),
    ),
};
