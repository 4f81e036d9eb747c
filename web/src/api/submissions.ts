// What customers sent with forms, and where that is handed on to.
import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { authorizedFetch, client, unwrap } from './client';
import { problemFrom } from './errors';
import { queryClient } from './query-client';
import { addressOf } from './typed-fetch';

type Schemas = components['schemas'];
type With<View, Parts> = Omit<View, keyof Parts> & Parts;

/** A value is a text, number, yes or no, list or object: what the customer's phone sent. */
export type Submission = With<Schemas['SubmissionView'], { values: { key: string; label: string; value: unknown }[] }>;

export interface SubmissionQuery {
  wa_flow?: string;
  from?: string;
  to?: string;
  q?: string;
}

export type ForwardFiles = 'links' | 'inline' | 'none';
export type Forward = With<Schemas['ForwardView'], { headers: Schemas['ForwardHeader'][]; files: ForwardFiles }>;
export type ForwardTried = Schemas['ForwardTried'];
export type ForwardDelivery = Schemas['ForwardDeliveryView'];

const base = '/api/v1/workspaces/{workspace}/submissions';

/** The answer of a call, in the words its parts have. */
async function read<Narrow extends Wide, Wide>(answer: Promise<Wide>): Promise<Narrow> {
  return (await answer) as Narrow;
}

export const submissions = {
  list: (workspace: string, query: SubmissionQuery) =>
    infiniteQueryOptions({
      queryKey: ['submissions', workspace, 'list', query],
      queryFn: ({ pageParam, signal }): Promise<{ data: Submission[]; page: Schemas['PageInfo'] }> =>
        read(
          unwrap(
            client.GET(base, {
              params: { path: { workspace }, query: { ...query, ...(pageParam && { cursor: pageParam }) } },
              signal,
            }),
          ),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      placeholderData: keepPreviousData,
    }),
  get: (workspace: string, submission: string) =>
    queryOptions({
      queryKey: ['submissions', workspace, 'one', submission],
      queryFn: ({ signal }): Promise<Submission> =>
        read(unwrap(client.GET(`${base}/{submission}`, { params: { path: { workspace, submission } }, signal }))),
    }),
  /** A file, which the typed client does not read. */
  csv: async (workspace: string, query: SubmissionQuery): Promise<Blob> => {
    const address = addressOf(`${base}.csv`, { path: { workspace }, query: { ...query } });
    const response = await authorizedFetch(new Request(new URL(address, location.origin)));
    if (!response.ok) throw problemFrom(response, await response.json().catch(() => null));
    return response.blob();
  },
};

/** No event tells of every attempt. */
const LOOK_AGAIN_MS = 10_000;

const forwardsOf = '/api/v1/workspaces/{workspace}/wa-flows/{wa_flow}/forwards';
const oneOf = '/api/v1/workspaces/{workspace}/forwards/{forward}';
const at = (workspace: string, forward: string) => ({ path: { workspace, forward } });
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
      queryFn: ({ signal }): Promise<{ data: Forward[]; page: Schemas['PageInfo'] }> =>
        read(unwrap(client.GET(forwardsOf, { params: { path: { workspace, wa_flow: flow } }, signal }))),
      select: (page) => page.data,
    }),
  create: (workspace: string, flow: string) =>
    change(workspace, (body: Schemas['CreateForward']) =>
      unwrap(client.POST(forwardsOf, { params: { path: { workspace, wa_flow: flow } }, body })),
    ),
  update: (workspace: string) =>
    change(workspace, ({ id, ...body }: Schemas['UpdateForward'] & { id: string }) =>
      unwrap(client.PATCH(oneOf, { params: at(workspace, id), body })),
    ),
  remove: (workspace: string) =>
    change(workspace, (id: string) => unwrap(client.DELETE(oneOf, { params: at(workspace, id) }))),
  /** What would be sent for a submission with what is being written: `asked` holds mapping and files. Nothing is sent. */
  tryMapping: (workspace: string, flow: string, submission: string | null, asked: string) =>
    queryOptions({
      queryKey: ['forward-try', workspace, flow, submission, asked],
      queryFn: ({ signal }) =>
        unwrap(
          client.POST(`${forwardsOf}/try`, {
            params: { path: { workspace, wa_flow: flow } },
            body: { submission: submission ?? '', ...JSON.parse(asked) },
            signal,
          }),
        ),
      enabled: submission !== null,
      gcTime: 30_000,
      placeholderData: keepPreviousData,
    }),
  deliveries: (workspace: string, forward: string) =>
    infiniteQueryOptions({
      queryKey: key(workspace, 'deliveries', forward),
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(`${oneOf}/deliveries`, {
            params: { ...at(workspace, forward), query: { limit: 25, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      refetchInterval: LOOK_AGAIN_MS,
    }),
  redeliver: (workspace: string) =>
    change(workspace, (delivery: string) =>
      unwrap(
        client.POST('/api/v1/workspaces/{workspace}/forward-deliveries/{delivery}/redeliver', {
          params: { path: { workspace, delivery } },
        }),
      ),
    ),
};
