// Runs of flows: who is where in which, what each step did, and who holds the pen in a conversation.
import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { callFlows, type Page, refreshFlows } from './flows';
import type { Graph, JsonObject, Step } from './flows-types';
import { queryClient } from './query-client';

export const runStatuses = ['queued', 'asking', 'waiting', 'paused', 'ended'] as const;
export type RunStatus = (typeof runStatuses)[number];
export const runResults = ['done', 'failed', 'handed_off', 'cancelled'] as const;
export type RunResult = (typeof runResults)[number];

type Schemas = components['schemas'];

/** A run as lists show it. */
export type RunView = Omit<Schemas['RunView'], 'status'> & { status: RunStatus };

/** One run with the graph of the version it belongs to. */
export interface RunDetail extends RunView {
  vars: JsonObject;
  /** Nothing when the flow was deleted. */
  graph: Graph | null;
}

/** One step; how long it took and what it sent are known of stored runs, not of played ones. */
export type RunStep = Step & Partial<Pick<Schemas['StepView'], 'duration_ms' | 'messages'>>;

export interface RunFilter {
  flow?: string | undefined;
  status?: string | undefined;
  result?: string | undefined;
  contact?: string | undefined;
  conversation?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export type Replay = Omit<Schemas['ReplayView'], 'difference' | 'steps'> & {
  difference: { place: number; member: string; recorded: unknown; replayed: unknown } | null;
  steps: RunStep[];
};

export type FlowStats = Omit<Schemas['FlowStats'], 'results' | 'nodes' | 'edges'> & {
  /** How they ended, or where they stand. */
  results: Record<string, number>;
  nodes: Record<string, { entered: number; live: number }>;
  edges: Record<string, number>;
};

const STEP_PAGE = 200;

const w = '/api/v1/workspaces/{workspace}';
const one = `${w}/runs/{run}`;
const talk = `${w}/conversations/{conversation}`;

export const runs = {
  list: (workspace: string, filter: RunFilter) =>
    infiniteQueryOptions({
      queryKey: ['runs', workspace, 'list', filter],
      queryFn: ({ pageParam, signal }) =>
        callFlows<Page<RunView>>('GET', `${w}/runs`, {
          path: { workspace },
          query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      placeholderData: keepPreviousData,
    }),

  get: (workspace: string, run: string) =>
    queryOptions({
      queryKey: ['runs', workspace, 'one', run],
      queryFn: ({ signal }) => callFlows<RunDetail>('GET', one, { path: { workspace, run }, signal }),
    }),

  /** Every step: a run has at most 500. */
  steps: (workspace: string, run: string) =>
    queryOptions({
      queryKey: ['runs', workspace, 'steps', run],
      queryFn: async ({ signal }) => {
        const all: RunStep[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const page: Page<RunStep> = await callFlows('GET', `${one}/steps`, {
            path: { workspace, run },
            query: { limit: STEP_PAGE, ...(cursor && { cursor }) },
            signal,
          });
          all.push(...page.data);
          cursor = page.page.next_cursor;
        }
        return all;
      },
    }),

  stats: (workspace: string, flow: string, period: { from?: string; to?: string } = {}) =>
    queryOptions({
      queryKey: ['runs', workspace, 'stats', flow, period],
      queryFn: ({ signal }) =>
        callFlows<FlowStats>('GET', `${w}/flows/{flow}/stats`, { path: { workspace, flow }, query: period, signal }),
      staleTime: 15_000,
    }),

  cancel: (workspace: string) =>
    mutationOptions({
      mutationFn: (run: string) => callFlows<unknown>('POST', `${one}/cancel`, { path: { workspace, run } }),
      onSettled: () => refresh(workspace),
    }),

  /** Again on its own version, or "what if" on another. Nothing is sent. */
  replay: (workspace: string, run: string) =>
    mutationOptions({
      mutationFn: ({ version }: { version?: number | 'draft' }) =>
        callFlows<Replay>('POST', `${one}/replay`, { path: { workspace, run }, body: { version } }),
    }),

  saveAsTest: (workspace: string, run: string) =>
    mutationOptions({
      mutationFn: (name: string) =>
        callFlows<{ id: string; flow_id: string }>('POST', `${one}/save-as-test`, {
          path: { workspace, run },
          body: { name },
        }),
      onSuccess: () => refreshFlows(workspace),
    }),

  start: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ conversation, ...body }: { conversation: string; flow: string; input?: JsonObject }) =>
        callFlows<RunView>('POST', `${talk}/runs`, { path: { workspace, conversation }, body }),
      onSettled: () => refresh(workspace),
    }),

  takeOver: (workspace: string) =>
    mutationOptions({ mutationFn: (conversation: string) => pauseRun(workspace, conversation) }),

  release: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ conversation, resume }: { conversation: string; resume: boolean }) =>
        releaseConversation(workspace, conversation, resume),
    }),
};

/** A person takes the conversation: its run pauses where it stands. */
export async function pauseRun(workspace: string, conversation: string): Promise<void> {
  try {
    await callFlows<unknown>('POST', `${talk}/take-over`, { path: { workspace, conversation } });
  } finally {
    await refresh(workspace);
  }
}

/** The person gives it back: the run goes on, or ends here. */
export async function releaseConversation(workspace: string, conversation: string, resume: boolean): Promise<void> {
  try {
    await callFlows<unknown>('POST', `${talk}/release`, { path: { workspace, conversation }, body: { resume } });
  } finally {
    await refresh(workspace);
  }
}

function refresh(workspace: string) {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ['runs', workspace] }),
    queryClient.invalidateQueries({ queryKey: ['conversations', workspace] }),
  ]);
}
