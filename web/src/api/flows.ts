// Flows: the list, one flow with its draft and versions, and what checks, tries and publishes it. Runs are in flow-runs.ts.
import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { authorizedFetch } from './client';
import { problemFrom } from './errors';
import type {
  Bounds,
  Coverage,
  Difference,
  Finding,
  Given,
  Graph,
  Json,
  JsonObject,
  Mocks,
  Step,
  TestStep,
  WakeOn,
} from './flows-types';
import { queryClient } from './query-client';
import { addressOf } from './typed-fetch';

type Schemas = components['schemas'];
/** A view of the API's description, with the parts it calls objects in the engine's own types. */
type With<View, Parts> = Omit<View, keyof Parts> & Parts;

export type Person = Schemas['PersonView'];
export type FlowState = Schemas['FlowState'];
export type FlowView = Schemas['FlowView'];
export type FlowVersion = Schemas['FlowVersionView'];
export type FlowTestFile = Schemas['FlowTestView'];
export type FlowDraft = With<Schemas['FlowDraftView'], { graph: Graph }>;
export type SavedDraft = With<Schemas['SavedFlowDraft'], { findings: Finding[]; bounds: Bounds }>;
export type FlowCheck = With<Schemas['FlowCheck'], { findings: Finding[]; bounds: Bounds }>;
export type FlowExport = With<Schemas['FlowDocument'], { graph: Graph }>;
export type FlowStarter = With<Schemas['FlowStarter'], { graph: Graph }>;
export type FlowTestReport = With<Schemas['CaseReport'], { coverage: Coverage }>;

export type FlowDiff = With<
  Schemas['FlowComparison'],
  { from: string | number; to: string | number; from_graph: Graph; to_graph: Graph; difference: Difference }
>;

export type FlowImportCheck = With<
  Schemas['ImportPlan'],
  {
    reaches: {
      kind: 'http' | 'function' | 'llm' | 'template' | 'wa_flow' | 'secret' | 'flow';
      what: string;
      known: boolean;
    }[];
    findings: Finding[];
    /** Webhooks that get a secret address of their own. */
    new_addresses?: number;
  }
>;

export type RequestTrial = With<
  Schemas['RequestTrialView'],
  { answer: With<Schemas['TrialAnswer'], { body: Json }> | null }
>;

export interface TryInput {
  graph?: Graph;
  given?: Given;
  events: TestStep[];
  mocks?: Mocks;
}

export interface TryLine {
  at: string;
  from: 'contact' | 'flow' | 'system';
  kind: string;
  text?: string;
  content?: Json;
  step?: number;
}

export interface TryAnswer {
  status: string;
  transcript: TryLine[];
  steps: Step[];
  vars: Record<string, Json>;
  waiting: { node: string; on: WakeOn[]; wake_at: string | null } | null;
  asking: { node: string; question: Json } | null;
  problem?: string;
}

export type Evaluated = { value: Json } | { problem: string };

export interface Page<Row> {
  data: Row[];
  page: { next_cursor: string | null };
}

const w = '/api/v1/workspaces/{workspace}';
const one = `${w}/flows/{flow}`;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Options {
  path: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  revision?: number | undefined;
  signal?: AbortSignal;
}

/** One call below a workspace. The graphs, steps and findings in it are typed here, since the API's description calls them objects. */
export async function callFlows<Answer>(
  method: Method,
  template: string,
  { path, query, body, revision, signal }: Options,
) {
  const headers = new Headers(body === undefined ? {} : { 'Content-Type': 'application/json' });
  if (revision !== undefined) headers.set('If-Match', `"${revision}"`);
  const address = addressOf(template, { path, ...(query && { query }) });
  const response = await authorizedFetch(
    new Request(location.origin + address, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }),
  );
  const text = await response.text();
  const read: unknown = text === '' ? undefined : response.ok ? JSON.parse(text) : lenient(text);
  if (!response.ok) throw problemFrom(response, read);
  // The contract says what comes back; the server's tests hold it to that.
  return read as Answer;
}

function lenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Everything known of the flows of a workspace is asked anew. */
export function refreshFlows(workspace: string) {
  return queryClient.invalidateQueries({ queryKey: ['flows', workspace] });
}

export const flows = {
  list: (workspace: string, filter: { q?: string; state?: string } = {}) =>
    infiniteQueryOptions({
      queryKey: ['flows', workspace, 'list', filter],
      queryFn: ({ pageParam, signal }) =>
        callFlows<Page<FlowView>>('GET', `${w}/flows`, {
          path: { workspace },
          query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      placeholderData: keepPreviousData,
    }),

  get: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: ['flows', workspace, 'one', flow],
      queryFn: ({ signal }) => callFlows<FlowView>('GET', one, { path: { workspace, flow }, signal }),
    }),

  /** The draft with its graph. The editor holds what is being changed: this is only where it starts. */
  draft: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: ['flow-draft', workspace, flow],
      queryFn: ({ signal }) => callFlows<FlowDraft>('GET', `${one}/draft`, { path: { workspace, flow }, signal }),
      staleTime: 0,
      gcTime: 0,
      structuralSharing: false,
    }),

  starters: (workspace: string) =>
    queryOptions({
      queryKey: ['flow-starters', workspace],
      queryFn: () => callFlows<FlowStarter[]>('GET', `${w}/flow-starters`, { path: { workspace } }),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  versions: (workspace: string, flow: string) =>
    infiniteQueryOptions({
      queryKey: ['flows', workspace, 'versions', flow],
      queryFn: ({ pageParam, signal }) =>
        callFlows<Page<FlowVersion>>('GET', `${one}/versions`, {
          path: { workspace, flow },
          query: { ...(pageParam && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  version: (workspace: string, flow: string, number: number) =>
    queryOptions({
      queryKey: ['flow-version', workspace, flow, number],
      queryFn: ({ signal }) =>
        callFlows<FlowVersion & { graph: Graph }>('GET', `${one}/versions/{number}`, {
          path: { workspace, flow, number },
          signal,
        }),
      staleTime: 5 * 60_000,
    }),

  diff: (workspace: string, flow: string, from: string | number, to: string | number) =>
    queryOptions({
      queryKey: ['flow-diff', workspace, flow, from, to],
      queryFn: ({ signal }) =>
        callFlows<FlowDiff>('GET', `${one}/diff`, { path: { workspace, flow }, query: { from, to }, signal }),
      staleTime: 0,
    }),

  tests: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: ['flows', workspace, 'tests', flow],
      queryFn: ({ signal }) =>
        callFlows<Page<FlowTestFile>>('GET', `${one}/tests`, { path: { workspace, flow }, signal }),
      select: (page) => page.data,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { id?: string; name: string; description?: string; starter?: string; graph?: Graph }) =>
        callFlows<FlowView>('POST', `${w}/flows`, { path: { workspace }, body }),
      onSuccess: () => refreshFlows(workspace),
    }),

  update: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: ({ version, ...body }: { name?: string; description?: string; version: number }) =>
        callFlows<FlowView>('PATCH', one, { path: { workspace, flow }, body, revision: version }),
      onSuccess: () => refreshFlows(workspace),
    }),

  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ flow, cancel_runs }: { flow: string; cancel_runs?: boolean }) =>
        callFlows<void>('DELETE', one, { path: { workspace, flow }, query: { cancel_runs } }),
      onSuccess: () => refreshFlows(workspace),
    }),

  duplicate: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ flow, name }: { flow: string; name?: string }) =>
        callFlows<FlowView>('POST', `${one}/duplicate`, { path: { workspace, flow }, body: { name } }),
      onSuccess: () => refreshFlows(workspace),
    }),

  /** Live flows start runs; a flow that is off finishes those it has. */
  turn: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ flow, on }: { flow: string; on: boolean }) =>
        callFlows<FlowView>('POST', `${one}/${on ? 'enable' : 'disable'}`, { path: { workspace, flow } }),
      onSuccess: () => refreshFlows(workspace),
    }),

  saveDraft: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: ({ graph, revision }: { graph: Graph; revision: number }) =>
        saveDraft(workspace, flow, graph, revision),
    }),

  /** What the checker says of the draft as the server has it. */
  checked: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: ['flow-check', workspace, flow],
      queryFn: ({ signal }) =>
        callFlows<FlowCheck>('POST', `${one}/check`, { path: { workspace, flow }, body: {}, signal }),
      staleTime: 0,
      gcTime: 0,
    }),

  check: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: ({ graph }: { graph?: Graph } = {}) =>
        callFlows<FlowCheck>('POST', `${one}/check`, { path: { workspace, flow }, body: { graph } }),
    }),

  publish: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: ({ note, revision }: { note?: string; revision: number }) =>
        callFlows<FlowVersion>('POST', `${one}/publish`, { path: { workspace, flow }, body: { note }, revision }),
      onSuccess: () => refreshFlows(workspace),
    }),

  restore: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: ({ number, revision }: { number: number; revision: number }) =>
        callFlows<SavedDraft>('POST', `${one}/versions/{number}/restore`, {
          path: { workspace, flow, number },
          revision,
        }),
      onSuccess: () => refreshFlows(workspace),
    }),

  rollback: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: ({ number, note }: { number: number; note?: string }) =>
        callFlows<FlowVersion>('POST', `${one}/versions/{number}/rollback`, {
          path: { workspace, flow, number },
          body: { note },
        }),
      onSuccess: () => refreshFlows(workspace),
    }),

  export: (workspace: string, flow: string) =>
    callFlows<FlowExport>('GET', `${one}/export`, { path: { workspace, flow } }),

  /** What an imported flow could reach, before it is there. */
  importCheck: (workspace: string) =>
    mutationOptions({
      mutationFn: (document: unknown) =>
        callFlows<FlowImportCheck>('POST', `${w}/flows/import`, {
          path: { workspace },
          body: { document, dry_run: true },
        }),
    }),

  import: (workspace: string) =>
    mutationOptions({
      mutationFn: (document: unknown) =>
        callFlows<FlowView>('POST', `${w}/flows/import`, { path: { workspace }, body: { document, dry_run: false } }),
      onSuccess: () => refreshFlows(workspace),
    }),

  saveTest: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: ({ id, name, yaml }: { id?: string; name: string; yaml: string }) =>
        id
          ? callFlows<FlowTestFile>('PUT', `${one}/tests/{test}`, {
              path: { workspace, flow, test: id },
              body: { name, yaml },
            })
          : callFlows<FlowTestFile>('POST', `${one}/tests`, { path: { workspace, flow }, body: { name, yaml } }),
      onSuccess: () => refreshFlows(workspace),
    }),

  removeTest: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (test: string) =>
        callFlows<void>('DELETE', `${one}/tests/{test}`, { path: { workspace, flow, test } }),
      onSuccess: () => refreshFlows(workspace),
    }),

  runTests: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (body: { graph?: Graph; version?: number } = {}) =>
        callFlows<FlowTestReport>('POST', `${one}/tests/run`, { path: { workspace, flow }, body }),
    }),

  /** Plays the whole list of events again on the draft; nothing is sent or stored. */
  try: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (body: TryInput) => callFlows<TryAnswer>('POST', `${one}/try`, { path: { workspace, flow }, body }),
    }),

  /** Really sends the request of a step, once, with the workspace's secrets. */
  tryRequest: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (body: { config: JsonObject; scope: JsonObject }) =>
        callFlows<RequestTrial>('POST', `${one}/try-request`, { path: { workspace, flow }, body }),
    }),
};

/** Saves a draft on top of a revision; 412 when somebody was faster. */
export function saveDraft(workspace: string, flow: string, graph: Graph, revision: number): Promise<SavedDraft> {
  return callFlows<SavedDraft>('PUT', `${one}/draft`, { path: { workspace, flow }, body: { graph }, revision });
}

/** What an expression or a text with values makes of a scope. */
export function evaluate(
  workspace: string,
  body: ({ expression: string } | { template: string }) & { scope: unknown },
  signal?: AbortSignal,
) {
  return callFlows<Evaluated>('POST', `${w}/flow-expressions/eval`, {
    path: { workspace },
    body,
    ...(signal && { signal }),
  });
}
