// WhatsApp's own forms: the list, what is written, what Meta has, their endpoints, keys and figures.
import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

type Schemas = components['schemas'];
/** A view of the API's description, with the parts it calls texts or objects in the words they have. */
type With<View, Parts> = Omit<View, keyof Parts> & Parts;

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

export type WaFlow = With<Schemas['WaFlowView'], { status: WaFlowStatus; endpoint: WaFlowEndpoint }>;
/** What our check found; places count from 1, the end is exclusive. */
export type WaFlowFinding = With<Schemas['WaFlowFinding'], { severity: 'error' | 'warning' }>;
export type WaFlowCheck = With<Schemas['WaFlowCheck'], { findings: WaFlowFinding[]; outline: WaFlowOutline | null }>;
export type WaFlowList = With<Schemas['WaFlowList'], { data: WaFlow[] }>;
export type WaFlowDraft = Schemas['WaFlowDraftView'];
export type WaFlowVersion = Schemas['WaFlowVersionView'];
export type WaFlowStarter = Schemas['WaFlowStarterView'];
export type WaFlowExchange = Schemas['FlowExchangeView'];
export type WaFlowReplay = Schemas['ExchangeReplayed'];
export type WaFlowStats = Schemas['WaFlowStats'];
export type NewWaFlow = Schemas['CreateWaFlow'];
export type WaFlowKey = With<
  Schemas['WaFlowKeyView'],
  { status: 'active' | 'overlap' | 'retired'; meta_state: 'VALID' | 'MISMATCH' | null }
>;

export type WaFlowOutline = {
  version: string | null;
  endpoint: boolean;
  entries: string[];
  screens: OutlineScreen[];
  routes: { from: string; to: string; by: string[] }[];
};

export type OutlineScreen = {
  id: string;
  title: string | null;
  terminal: boolean;
  success: boolean;
  refresh_on_back: boolean;
  pointer: string;
  components: string[];
  inputs: OutlineInput[];
  data: { name: string; kind: string | null; example: unknown; pointer: string }[];
};

export type OutlineInput = {
  name: string;
  component: string;
  label: string | null;
  value: string;
  required: boolean;
  files: boolean;
  sensitive: boolean;
  pointer: string;
  options: [id: string, title: string][];
};

const base = '/api/v1/workspaces/{workspace}/wa-flows';
const oneOf = `${base}/{wa_flow}` as const;
const draftOf = `${oneOf}/draft` as const;
const at = (workspace: string, flow: string) => ({ path: { workspace, wa_flow: flow } });
const key = (workspace: string, ...rest: unknown[]) => ['wa-flows', workspace, ...rest];

function refresh(workspace: string) {
  return queryClient.invalidateQueries({ queryKey: key(workspace) });
}

/** The answer of a call, in the words its parts have. */
async function read<Narrow extends Wide, Wide>(answer: Promise<Wide>): Promise<Narrow> {
  return (await answer) as Narrow;
}

/** The answer is the form as it now is. */
function keep(workspace: string, flow: WaFlow) {
  queryClient.setQueryData(key(workspace, 'one', flow.id), flow);
  return queryClient.invalidateQueries({ queryKey: key(workspace, 'list') });
}

const loadDraft = (workspace: string, flow: string) => unwrap(client.GET(draftOf, { params: at(workspace, flow) }));

const replayOnce = (workspace: string, flow: string) => (exchange: string, body: Schemas['ReplayFlowExchange']) =>
  unwrap(
    client.POST(`${oneOf}/exchanges/{exchange}/replay`, {
      params: { path: { workspace, wa_flow: flow, exchange } },
      body,
    }),
  );

/** How often a list is asked for anew while Meta's is being looked at. */
const BUSY_MS = 2_000;

export const waFlows = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'list'),
      queryFn: ({ signal }): Promise<WaFlowList> =>
        read(unwrap(client.GET(base, { params: { path: { workspace } }, signal }))),
      refetchInterval: ({ state }) => (isUnderWay(state.data?.sync?.state) ? BUSY_MS : false),
    }),

  get: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'one', flow),
      queryFn: ({ signal }): Promise<WaFlow> =>
        read(unwrap(client.GET(oneOf, { params: at(workspace, flow), signal }))),
    }),

  /** What a form can begin as; with the function that answers it, where it has one. */
  starters: (workspace: string) =>
    queryOptions({
      queryKey: ['wa-flow-starters', workspace],
      queryFn: ({ signal }) =>
        unwrap(
          client.GET('/api/v1/workspaces/{workspace}/wa-flow-starters', { params: { path: { workspace } }, signal }),
        ),
      select: (page) => page.data,
      staleTime: Number.POSITIVE_INFINITY,
    }),

  /** Never fetched again by itself: the editor is what changes it. */
  draft: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'draft', flow),
      queryFn: () => loadDraft(workspace, flow),
      staleTime: 0,
      gcTime: 0,
      refetchOnMount: 'always',
    }),

  /** What is wrong with a text, and what it consists of. */
  check: (workspace: string, flow: string, json: string) =>
    queryOptions({
      queryKey: key(workspace, 'check', flow, json),
      queryFn: ({ signal }): Promise<WaFlowCheck> =>
        read(unwrap(client.POST(`${oneOf}/check`, { params: at(workspace, flow), body: { json }, signal }))),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 30_000,
      placeholderData: keepPreviousData,
    }),

  versions: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'versions', flow),
      queryFn: ({ signal }) => unwrap(client.GET(`${oneOf}/versions`, { params: at(workspace, flow), signal })),
      select: (page) => page.data,
    }),

  version: (workspace: string, flow: string, number: number) =>
    queryOptions({
      queryKey: key(workspace, 'versions', flow, number),
      queryFn: ({ signal }) =>
        unwrap(
          client.GET(`${oneOf}/versions/{number}`, { params: { path: { workspace, wa_flow: flow, number } }, signal }),
        ),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  exchanges: (workspace: string, flow: string) =>
    infiniteQueryOptions({
      queryKey: key(workspace, 'exchanges', flow),
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(`${oneOf}/exchanges`, {
            params: { ...at(workspace, flow), query: { limit: 25, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  /** Asks the endpoint again what a phone asked; no phone hears of it. */
  replay: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: ({ exchange, ...body }: { exchange: string } & Schemas['ReplayFlowExchange']) =>
        replayOnce(workspace, flow)(exchange, body),
    }),

  replayOnce,

  stats: (workspace: string, flow: string) =>
    queryOptions({
      queryKey: key(workspace, 'stats', flow),
      queryFn: ({ signal }) => unwrap(client.GET(`${oneOf}/stats`, { params: at(workspace, flow), signal })),
    }),

  loadDraft,

  /** Refused with 412 when somebody was faster; without a revision it is written over whatever is there. */
  saveDraft: (workspace: string, flow: string, json: string, revision: number | null) =>
    unwrap(
      client.PUT(draftOf, {
        params: { ...at(workspace, flow), ...(revision !== null && { header: { 'If-Match': `"${revision}"` } }) },
        body: { json },
      }),
    ),

  tryEndpoint: (workspace: string, flow: string, body: Schemas['TryWaFlowEndpoint'], signal?: AbortSignal) =>
    unwrap(client.POST(`${oneOf}/endpoint/try`, { params: at(workspace, flow), body, ...(signal && { signal }) })),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: NewWaFlow): Promise<WaFlow> =>
        read(unwrap(client.POST(base, { params: { path: { workspace } }, body }))),
      onSuccess: (flow) => {
        // A starter brings its function along.
        void queryClient.invalidateQueries({ queryKey: ['functions', workspace] });
        return keep(workspace, flow);
      },
    }),

  sync: (workspace: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.POST(`${base}/sync`, { params: { path: { workspace } } })),
      onSuccess: () => refresh(workspace),
    }),

  update: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (body: Schemas['UpdateWaFlow']): Promise<WaFlow> =>
        read(unwrap(client.PATCH(oneOf, { params: at(workspace, flow), body }))),
      onSuccess: (answer) => keep(workspace, answer),
    }),

  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (flow: string) => unwrap(client.DELETE(oneOf, { params: at(workspace, flow) })),
      onSuccess: () => refresh(workspace),
    }),

  clone: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ flow, name }: { flow: string; name: string }): Promise<WaFlow> =>
        read(unwrap(client.POST(`${oneOf}/clone`, { params: at(workspace, flow), body: { name } }))),
      onSuccess: (answer) => keep(workspace, answer),
    }),

  /** Calls that answer with the form as it now is. */
  act: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (action: 'upload' | 'publish' | 'deprecate' | 'preview'): Promise<WaFlow> =>
        read(unwrap(client.POST(`${oneOf}/${action}`, { params: at(workspace, flow) }))),
      onSuccess: (answer) => {
        void queryClient.invalidateQueries({ queryKey: key(workspace, 'versions', flow) });
        return keep(workspace, answer);
      },
    }),

  setEndpoint: (workspace: string, flow: string) =>
    mutationOptions({
      mutationFn: (body: WaFlowEndpoint): Promise<WaFlow> =>
        read(unwrap(client.PUT(`${oneOf}/endpoint`, { params: at(workspace, flow), body }))),
      onSuccess: () => refresh(workspace),
    }),
};

export function isUnderWay(sync: string | undefined): boolean {
  return sync === 'queued' || sync === 'running';
}

const keysBase = '/api/v1/workspaces/{workspace}/wa-flow-keys';
const keysKey = (workspace: string) => ['wa-flow-keys', workspace];
const keyAt = (workspace: string, id: string) => ({ path: { workspace, wa_flow_key: id } });

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
      queryFn: ({ signal }): Promise<{ data: WaFlowKey[]; page: Schemas['PageInfo'] }> =>
        read(unwrap(client.GET(keysBase, { params: { path: { workspace } }, signal }))),
      select: (page) => page.data,
    }),
  make: (workspace: string) =>
    changeKey(workspace, (_: undefined) => unwrap(client.POST(keysBase, { params: { path: { workspace } } }))),
  import: (workspace: string) =>
    changeKey(workspace, (body: Schemas['ImportWaFlowKey']) =>
      unwrap(client.POST(`${keysBase}/import`, { params: { path: { workspace } }, body })),
    ),
  upload: (workspace: string) =>
    changeKey(workspace, (id: string) =>
      unwrap(client.POST(`${keysBase}/{wa_flow_key}/upload`, { params: keyAt(workspace, id) })),
    ),
  retire: (workspace: string) =>
    changeKey(workspace, (id: string) =>
      unwrap(client.POST(`${keysBase}/{wa_flow_key}/retire`, { params: keyAt(workspace, id) })),
    ),
};
