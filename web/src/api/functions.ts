// Functions: JavaScript written in the console, their versions, runs and calls; and the secrets they and others may use.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

type Schemas = components['schemas'];

export type FunctionView = Schemas['FunctionView'];
export type FunctionLog = Schemas['FunctionLog'];
export type FunctionRun = Schemas['FunctionRunView'];
export type FunctionCall = Schemas['FunctionCallView'];
export type FunctionVersion = Schemas['FunctionVersionView'];
export type Secret = Schemas['SecretView'];

const base = '/api/v1/workspaces/{workspace}/functions';
const oneOf = `${base}/{function}` as const;
const draftOf = `${oneOf}/draft` as const;
const at = (workspace: string, id: string) => ({ path: { workspace, function: id } });

const key = (workspace: string, ...rest: unknown[]) => ['functions', workspace, ...rest];
const refresh = (workspace: string) => queryClient.invalidateQueries({ queryKey: key(workspace) });
const loadDraft = (workspace: string, id: string) => unwrap(client.GET(draftOf, { params: at(workspace, id) }));

export const functions = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'list'),
      queryFn: ({ signal }) => unwrap(client.GET(base, { params: { path: { workspace } }, signal })),
      select: (page) => page.data,
    }),
  get: (workspace: string, id: string) =>
    queryOptions({
      queryKey: key(workspace, 'one', id),
      queryFn: ({ signal }) => unwrap(client.GET(oneOf, { params: at(workspace, id), signal })),
    }),
  status: (workspace: string) =>
    queryOptions({
      queryKey: key(workspace, 'status'),
      queryFn: ({ signal }) => unwrap(client.GET(`${base}/status`, { params: { path: { workspace } }, signal })),
      staleTime: 60_000,
    }),
  draft: (workspace: string, id: string) =>
    queryOptions({
      queryKey: key(workspace, 'draft', id),
      queryFn: () => loadDraft(workspace, id),
      staleTime: 0,
      gcTime: 0,
      refetchOnMount: 'always',
    }),
  versions: (workspace: string, id: string) =>
    queryOptions({
      queryKey: key(workspace, 'versions', id),
      queryFn: ({ signal }) => unwrap(client.GET(`${oneOf}/versions`, { params: at(workspace, id), signal })),
      select: (page) => page.data,
    }),
  /** With its source. */
  version: (workspace: string, id: string, number: number) =>
    queryOptions({
      queryKey: key(workspace, 'versions', id, number),
      queryFn: ({ signal }) =>
        unwrap(
          client.GET(`${oneOf}/versions/{number}`, { params: { path: { workspace, function: id, number } }, signal }),
        ),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  calls: (workspace: string, id: string) =>
    queryOptions({
      queryKey: key(workspace, 'calls', id),
      queryFn: ({ signal }) => unwrap(client.GET(`${oneOf}/calls`, { params: at(workspace, id), signal })),
      select: (page) => page.data,
    }),
  loadDraft,
  /** Refused with 412 when somebody was faster; without a revision it is written over whatever is there. */
  saveDraft: (workspace: string, id: string, source: string, revision: number | null) =>
    unwrap(
      client.PUT(draftOf, {
        params: { ...at(workspace, id), ...(revision !== null && { header: { 'If-Match': `"${revision}"` } }) },
        body: { source },
      }),
    ),
  run: (workspace: string, id: string) =>
    mutationOptions({
      mutationFn: (body: Schemas['RunFunction']) =>
        unwrap(client.POST(`${oneOf}/run`, { params: at(workspace, id), body })),
    }),
  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: Schemas['CreateFunction']) =>
        unwrap(client.POST(base, { params: { path: { workspace } }, body })),
      onSuccess: () => refresh(workspace),
    }),
  update: (workspace: string, id: string) =>
    mutationOptions({
      mutationFn: (body: Schemas['UpdateFunction']) => unwrap(client.PATCH(oneOf, { params: at(workspace, id), body })),
      onSuccess: (answer) => {
        queryClient.setQueryData(key(workspace, 'one', id), answer);
        return queryClient.invalidateQueries({ queryKey: key(workspace, 'list') });
      },
    }),
  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (id: string) => unwrap(client.DELETE(oneOf, { params: at(workspace, id) })),
      onSuccess: () => refresh(workspace),
    }),
  publish: (workspace: string, id: string) =>
    mutationOptions({
      mutationFn: (note: string) =>
        unwrap(client.POST(`${oneOf}/publish`, { params: at(workspace, id), body: note === '' ? {} : { note } })),
      onSuccess: () => refresh(workspace),
    }),
};

const secretsBase = '/api/v1/workspaces/{workspace}/secrets';
const secretsKey = (workspace: string) => ['secrets', workspace];
const secretsChanged = (workspace: string) => queryClient.invalidateQueries({ queryKey: secretsKey(workspace) });

export const secrets = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: secretsKey(workspace),
      queryFn: ({ signal }) => unwrap(client.GET(secretsBase, { params: { path: { workspace } }, signal })),
      select: (page) => page.data,
    }),
  put: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ name, value }: { name: string; value: string }) =>
        unwrap(
          client.PUT(`${secretsBase}/{secret}`, { params: { path: { workspace, secret: name } }, body: { value } }),
        ),
      onSuccess: () => secretsChanged(workspace),
    }),
  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (secret: string) =>
        unwrap(client.DELETE(`${secretsBase}/{secret}`, { params: { path: { workspace, secret } } })),
      onSuccess: () => secretsChanged(workspace),
    }),
};
