// WhatsApp's own forms: the list, what is written, what Meta has, their endpoints, keys and figures.
import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import { ask } from './plain-call';
import { queryClient } from './query-client';

export type WaFlowStatus = 'DRAFT' | 'PUBLISHED' | 'DEPRECATED' | 'BLOCKED' | 'THROTTLED';

export type WaFlowEndpoint =
  | { kind: 'none' }
  | { kind: 'fixed'; screens: Record<string, FixedScreen> }
  | { kind: 'function'; function: string; timeout_ms: number }
  | { kind: 'forward'; url: string; timeout_ms: number; has_secret?: boolean; secret?: string };

/** What a screen is given, and the one that comes next; without it the routing model's first. */
export interface FixedScreen {
  data: Record<string, unknown>;
  next?: string | null;
}

export interface WaFlow {
  id: string;
  meta_id: string | null;
  name: string;
  status: WaFlowStatus;
  categories: string[];
  json_version: string | null;
  data_api_version: string | null;
  endpoint_uri: string | null;
  draft_revision: number;
  draft_saved_at: string;
  /** The text written here differs from what Meta has. */
  has_changes: boolean;
  health: WaFlowHealth | null;
  meta_errors: WaFlowMetaError[];
  preview: { url: string; expires_at: string | null } | null;
  endpoint: WaFlowEndpoint;
  submissions_7d: number;
  synced_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface WaFlowHealth {
  can_send_message: string;
  problems: { severity: 'error' | 'warning'; text: string; solution?: string | null }[];
}

/** What Meta found in the text it has; places count from 1. */
export interface WaFlowMetaError {
  error: string | null;
  error_type: string | null;
  message: string | null;
  line_start: number | null;
  line_end: number | null;
  column_start: number | null;
  column_end: number | null;
}

/** What our check found; places count from 1, the end is exclusive. */
export interface WaFlowFinding {
  code: string;
  rule: string;
  severity: 'error' | 'warning';
  pointer: string;
  line: number;
  column: number;
  line_end: number;
  column_end: number;
  message: string;
}

export interface WaFlowOutline {
  version: string | null;
  endpoint: boolean;
  entries: string[];
  screens: OutlineScreen[];
  routes: { from: string; to: string; by: string[] }[];
}

export interface OutlineScreen {
  id: string;
  title: string | null;
  terminal: boolean;
  success: boolean;
  refresh_on_back: boolean;
  pointer: string;
  components: string[];
  inputs: OutlineInput[];
  data: { name: string; kind: string | null; example: unknown; pointer: string }[];
}

export interface OutlineInput {
  name: string;
  component: string;
  label: string | null;
  value: string;
  required: boolean;
  files: boolean;
  sensitive: boolean;
  pointer: string;
  options: [id: string, title: string][];
}

export interface WaFlowCheck {
  findings: WaFlowFinding[];
  outline: WaFlowOutline | null;
}

export interface WaFlowDraft {
  json: string;
  revision: number;
  saved_at: string;
}

export interface WaFlowVersion {
  number: number;
  kind: string;
  errors: number;
  created_by: string | null;
  created_at: string;
}

export interface WaFlowExchange {
  id: string;
  at: string;
  action: string;
  screen: string | null;
  status: number;
  ms: number;
  error?: string | null;
  request: unknown;
  answer: unknown;
}

export interface WaFlowStats {
  sent: number;
  opened: number;
  submitted: number;
  exchanges: number;
  errors: number;
  p50_ms: number | null;
  p95_ms: number | null;
}

export interface Tried {
  answer: unknown;
  ms: number;
  logs: { level: string; text: string; at_ms: number }[];
  problem?: { kind: string; message: string; line?: number | null } | string | null;
}

export interface WaFlowKey {
  id: string;
  fingerprint: string;
  status: 'active' | 'overlap' | 'retired';
  uploaded_at: string | null;
  meta_state: 'VALID' | 'MISMATCH' | null;
  /** When an overlap ends by itself. */
  overlap_until?: string | null;
  created_at: string;
}

export interface NewWaFlow {
  name: string;
  categories: string[];
  json?: string;
  clone_of?: string;
}

interface List<Row> {
  data: Row[];
}

interface Sync {
  state: 'queued' | 'running' | 'done' | 'failed';
  flows: number;
  error: string | null;
  finished_at: string | null;
}

const key = (workspace: string, ...rest: unknown[]) => ['wa-flows', workspace, ...rest];
const one = (flow: string, rest = '') => `/wa-flows/${encodeURIComponent(flow)}${rest}`;

function refresh(workspace: string) {
  return queryClient.invalidateQueries({ queryKey: key(workspace) });
}

/** The answer is the form as it now is. */
function keep(workspace: string, flow: WaFlow) {
  queryClient.setQueryData(key(workspace, 'one', flow.id), flow);
  return queryClient.invalidateQueries({ queryKey: key(workspace, 'list') });
}

export const waFlows = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'list'),
      queryFn: ({ signal }) => ask<List<WaFlow> & { sync?: Sync | null }>(workspace, '/wa-flows', { signal }),
    }),

  get: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'one', flow),
      queryFn: () => ask<WaFlow>(workspace, one(flow)),
    }),

  /** Never fetched again by itself: the editor is what changes it. */
  draft: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'draft', flow),
      queryFn: () => ask<WaFlowDraft>(workspace, one(flow, '/draft')),
      staleTime: 0,
      gcTime: 0,
      refetchOnMount: 'always',
    }),

  /** What is wrong with a text, and what it consists of. */
  check: (workspace: string, flow: string, json: string) =>
    queryOptions({
      queryKey: key(workspace, 'check', flow, json),
      queryFn: ({ signal }) =>
        ask<WaFlowCheck>(workspace, one(flow, '/check'), { method: 'POST', json: { json }, signal }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 30_000,
      placeholderData: keepPreviousData,
    }),

  versions: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'versions', flow),
      queryFn: () => ask<List<WaFlowVersion>>(workspace, one(flow, '/versions')),
      select: (answer) => answer.data,
    }),

  version: (workspace: string, flow: string, number: number) =>
    queryOptions({
      queryKey: key(workspace, 'versions', flow, number),
      queryFn: () => ask<{ number: number; json: string }>(workspace, one(flow, `/versions/${number}`)),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  exchanges: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'exchanges', flow),
      queryFn: () => ask<List<WaFlowExchange>>(workspace, one(flow, '/exchanges')),
      select: (answer) => answer.data,
    }),

  stats: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'stats', flow),
      queryFn: () => ask<WaFlowStats>(workspace, one(flow, '/stats')),
    }),

  loadDraft: (workspace: string, flow: string) => ask<WaFlowDraft>(workspace, one(flow, '/draft')),

  saveDraft: (workspace: string, flow: string, json: string, revision: number | null) =>
    ask<{ revision: number; findings: WaFlowFinding[] }>(workspace, one(flow, '/draft'), {
      method: 'PUT',
      json: { json },
      ifMatch: revision,
    }),

  tryEndpoint: (
    workspace: string,
    flow: string,
    request: { action: string; screen?: string; data?: unknown },
    signal?: AbortSignal,
  ) => ask<Tried>(workspace, one(flow, '/endpoint/try'), { method: 'POST', json: request, signal }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (json: NewWaFlow) => ask<WaFlow>(workspace, '/wa-flows', { method: 'POST', json }),
      onSuccess: (flow) => keep(workspace, flow),
    }),

  sync: (workspace: string) =>
    mutationOptions({
      mutationFn: () => ask<void>(workspace, '/wa-flows/sync', { method: 'POST' }),
      onSuccess: () => refresh(workspace),
    }),

  update: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (json: { name?: string; categories?: string[] }) =>
        ask<WaFlow>(workspace, one(flow), { method: 'PATCH', json }),
      onSuccess: (answer) => keep(workspace, answer),
    }),

  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (flow: string) => ask<void>(workspace, one(flow), { method: 'DELETE' }),
      onSuccess: () => refresh(workspace),
    }),

  clone: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ flow, name }: { flow: string; name: string }) =>
        ask<WaFlow>(workspace, one(flow, '/clone'), { method: 'POST', json: { name } }),
      onSuccess: (answer) => keep(workspace, answer),
    }),

  /** Calls that answer with the form as it now is. */
  act: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (action: 'upload' | 'publish' | 'deprecate' | 'preview') =>
        ask<WaFlow>(workspace, one(flow, `/${action}`), { method: 'POST' }),
      onSuccess: (answer) => {
        void queryClient.invalidateQueries({ queryKey: key(workspace, 'versions', flow) });
        return keep(workspace, answer);
      },
    }),

  setEndpoint: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (json: WaFlowEndpoint) => ask<WaFlow>(workspace, one(flow, '/endpoint'), { method: 'PUT', json }),
      onSuccess: () => refresh(workspace),
    }),
};

const keysKey = (workspace: string) => ['wa-flow-keys', workspace];

function changeKey<Input>(workspace: string, call: (input: Input) => Promise<unknown>) {
  return mutationOptions({
    mutationFn: call,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keysKey(workspace) }),
  });
}

export const waFlowKeys = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: keysKey(workspace),
      queryFn: () => ask<List<WaFlowKey> | WaFlowKey[]>(workspace, '/wa-flow-keys'),
      select: (answer) => (Array.isArray(answer) ? answer : answer.data),
    }),
  make: (workspace: string) =>
    changeKey(workspace, (_: undefined) => ask(workspace, '/wa-flow-keys', { method: 'POST', json: {} })),
  import: (workspace: string) =>
    changeKey(workspace, (json: { pem: string; passphrase?: string }) =>
      ask(workspace, '/wa-flow-keys/import', { method: 'POST', json }),
    ),
  upload: (workspace: string) =>
    changeKey(workspace, (id: string) => ask(workspace, `/wa-flow-keys/${id}/upload`, { method: 'POST' })),
  retire: (workspace: string) =>
    changeKey(workspace, (id: string) => ask(workspace, `/wa-flow-keys/${id}/retire`, { method: 'POST' })),
};
