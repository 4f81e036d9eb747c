// Message templates: names with their languages, one of them whole, and what is done to them at Meta.
import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { authorizedFetch, client, unwrap } from './client';
import { problemFrom } from './errors';
import { queryClient } from './query-client';

export type MessageTemplate = components['schemas']['MessageTemplateView'];
export type TemplateGroup = components['schemas']['TemplateGroupView'];
export type TemplateLine = components['schemas']['TemplateLineView'];
export type TemplateSync = components['schemas']['TemplateSyncView'];
export type TemplateFinding = components['schemas']['TemplateFindingView'];

export interface TemplateQuery {
  status?: string;
  category?: string;
  quality?: string;
  language?: string;
  q?: string;
}

/** The body of Meta's own call. */
export interface TemplateDefinition {
  name: string;
  language: string;
  category: string;
  parameter_format?: string;
  components: Record<string, unknown>[];
  message_send_ttl_seconds?: number;
}

const base = '/api/v1/workspaces/{workspace}/templates';
const one = `${base}/{template}` as const;

function refresh(workspace: string) {
  return queryClient.invalidateQueries({ queryKey: ['templates', workspace] });
}

export const templates = {
  list: (workspace: string, filter: TemplateQuery) =>
    infiniteQueryOptions({
      queryKey: ['templates', workspace, 'names', filter],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(base, {
            params: { path: { workspace }, query: { ...filter, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      placeholderData: keepPreviousData,
    }),

  get: (workspace: string, template: string) =>
    queryOptions({
      queryKey: ['templates', workspace, 'one', template],
      queryFn: () => unwrap(client.GET(one, { params: { path: { workspace, template } } })),
    }),

  /** The languages of a name. */
  siblings: (workspace: string, name: string) =>
    queryOptions({
      queryKey: ['templates', workspace, 'languages', name],
      queryFn: () => unwrap(client.GET(base, { params: { path: { workspace }, query: { name } } })),
      select: (answer) => answer.data[0]?.languages ?? [],
      enabled: name !== '',
    }),

  /** What Meta would refuse or dislike; asked anew for each definition, and remembered while it is being written. */
  lint: (workspace: string, definition: TemplateDefinition) =>
    queryOptions({
      queryKey: ['template-lint', workspace, definition],
      queryFn: ({ signal }) =>
        unwrap(client.POST(`${base}/lint`, { params: { path: { workspace } }, body: definition, signal })),
      select: (answer) => answer.data,
      placeholderData: keepPreviousData,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: TemplateDefinition) => unwrap(client.POST(base, { params: { path: { workspace } }, body })),
      onSuccess: () => refresh(workspace),
    }),

  update: (workspace: string, template: string) =>
    mutationOptions({
      mutationFn: (body: Pick<TemplateDefinition, 'components' | 'message_send_ttl_seconds'> & { category?: string }) =>
        unwrap(client.PATCH(one, { params: { path: { workspace, template } }, body })),
      onSuccess: () => refresh(workspace),
    }),

  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ id, everywhere }: { id: string; everywhere: boolean }) =>
        unwrap(
          client.DELETE(one, {
            params: { path: { workspace, template: id }, query: { all_languages: everywhere } },
          }),
        ),
      onSuccess: () => refresh(workspace),
    }),

  unpause: (workspace: string, template: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.POST(`${one}/unpause`, { params: { path: { workspace, template } } })),
      onSuccess: () => refresh(workspace),
    }),

  sync: (workspace: string) =>
    mutationOptions({
      mutationFn: () => unwrap(client.POST(`${base}/sync`, { params: { path: { workspace } } })),
      onSuccess: () => refresh(workspace),
    }),
};

/** Hands a sample file to Meta; its handle goes into the definition. */
export async function uploadSample(workspace: string, file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file, file.name);
  const path = `/api/v1/workspaces/${encodeURIComponent(workspace)}/templates/samples`;
  const answer = await authorizedFetch(new Request(new URL(path, location.origin), { method: 'POST', body: form }));
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw problemFrom(answer, body);
  const handle = typeof body === 'object' && body !== null ? Reflect.get(body, 'handle') : null;
  return typeof handle === 'string' ? handle : '';
}
