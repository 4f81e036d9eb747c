// Functions: JavaScript written in the console, their versions, runs and calls; and the secrets they and others may use.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { ask } from './plain-call';
import { queryClient } from './query-client';

export interface FunctionView {
  id: string;
  name: string;
  description: string;
  timeout_ms: number;
  memory_mb: number;
  allow_hosts: string[];
  live_version: number | null;
  draft_revision: number;
  has_changes: boolean;
  updated_at: string;
}

export interface FunctionLog {
  level: string;
  text: string;
  at_ms: number;
}

export interface FunctionProblem {
  kind: string;
  message: string;
  line?: number | null;
}

export interface FunctionRun {
  result?: unknown;
  problem?: FunctionProblem | null;
  logs: FunctionLog[];
  ms: number;
  fetches?: { url: string; status: number | null; problem?: string; ms: number }[];
}

export interface FunctionCall {
  id?: string;
  at: string;
  caller: string;
  ms: number;
  ok: boolean;
  problem?: FunctionProblem | string | null;
  logs: FunctionLog[];
}

export interface FunctionVersion {
  number: number;
  note: string;
  published_at: string;
  published_by_name: string | null;
}

export interface Secret {
  name: string;
  /** The last letters, to tell it from another. */
  hint: string;
  updated_at: string;
  updated_by_name: string | null;
}

type Settings = Pick<FunctionView, 'name' | 'description' | 'timeout_ms' | 'memory_mb' | 'allow_hosts'>;

interface List<Row> {
  data: Row[];
}

const rows = <Row>(answer: List<Row> | Row[]): Row[] => (Array.isArray(answer) ? answer : answer.data);
const key = (workspace: string, ...rest: unknown[]) => ['functions', workspace, ...rest];
const one = (id: string, rest = '') => `/functions/${encodeURIComponent(id)}${rest}`;
const refresh = (workspace: string) => queryClient.invalidateQueries({ queryKey: key(workspace) });

export const functions = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'list'),
      queryFn: () => ask<List<FunctionView>>(workspace, '/functions'),
      select: rows<FunctionView>,
    }),
  get: (workspace: string, id: string) =>
    queryOptions({ queryKey: key(workspace, 'one', id), queryFn: () => ask<FunctionView>(workspace, one(id)) }),
  status: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'status'),
      queryFn: () =>
        ask<{ available: boolean; reason: string | null; max_timeout_ms?: number; max_memory_mb?: number }>(
          workspace,
          '/functions/status',
        ),
      staleTime: 60_000,
    }),
  draft: (workspace: string, id: string) =>
    queryOptions({
      queryKey: key(workspace, 'draft', id),
      queryFn: () => ask<{ source: string; revision: number; saved_at?: string }>(workspace, one(id, '/draft')),
      staleTime: 0,
      gcTime: 0,
      refetchOnMount: 'always',
    }),
  versions: (workspace: string, id: string) =>
    queryOptions({
      queryKey: key(workspace, 'versions', id),
      queryFn: () => ask<List<FunctionVersion>>(workspace, one(id, '/versions')),
      select: rows<FunctionVersion>,
    }),
  version: (workspace: string, id: string, number: number) =>
    queryOptions({
      queryKey: key(workspace, 'versions', id, number),
      queryFn: () => ask<{ number: number; source: string }>(workspace, one(id, `/versions/${number}`)),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  calls: (workspace: string, id: string) =>
    queryOptions({
      queryKey: key(workspace, 'calls', id),
      queryFn: () => ask<List<FunctionCall>>(workspace, one(id, '/calls')),
      select: rows<FunctionCall>,
    }),
  loadDraft: (workspace: string, id: string) => ask<{ source: string; revision: number }>(workspace, one(id, '/draft')),
  saveDraft: (workspace: string, id: string, source: string, revision: number | null) =>
    ask<{ revision: number }>(workspace, one(id, '/draft'), { method: 'PUT', json: { source }, ifMatch: revision }),
  run: (workspace: string, id: string) =>
    mutationOptions({
      mutationFn: (json: { source: string; input: unknown }) =>
        ask<FunctionRun>(workspace, one(id, '/run'), { method: 'POST', json }),
    }),
  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (json: Partial<Settings> & { name: string; source?: string }) =>
        ask<FunctionView>(workspace, '/functions', { method: 'POST', json }),
      onSuccess: () => refresh(workspace),
    }),
  update: (workspace: string, id: string) =>
    mutationOptions({
      mutationFn: (json: Partial<Settings>) => ask<FunctionView>(workspace, one(id), { method: 'PATCH', json }),
      onSuccess: (answer) => {
        queryClient.setQueryData(key(workspace, 'one', id), answer);
        return queryClient.invalidateQueries({ queryKey: key(workspace, 'list') });
      },
    }),
  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (id: string) => ask<void>(workspace, one(id), { method: 'DELETE' }),
      onSuccess: () => refresh(workspace),
    }),
  publish: (workspace: string, id: string) =>
    mutationOptions({
      mutationFn: (note: string) =>
        ask<unknown>(workspace, one(id, '/publish'), { method: 'POST', json: note === '' ? {} : { note } }),
      onSuccess: () => refresh(workspace),
    }),
};

const secretsKey = (workspace: string) => ['secrets', workspace];

export const secrets = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: secretsKey(workspace),
      queryFn: () => ask<List<Secret> | Secret[]>(workspace, '/secrets'),
      select: rows<Secret>,
    }),
  put: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ name, value }: { name: string; value: string }) =>
        ask<unknown>(workspace, `/secrets/${encodeURIComponent(name)}`, { method: 'PUT', json: { value } }),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: secretsKey(workspace) }),
    }),
  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (name: string) => ask<void>(workspace, `/secrets/${encodeURIComponent(name)}`, { method: 'DELETE' }),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: secretsKey(workspace) }),
    }),
};
