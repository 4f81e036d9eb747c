// The workspace's own fields of contacts: their types, labels and choices.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

const path = '/api/v1/workspaces/{workspace}/custom-fields';

export type CustomField = components['schemas']['CustomFieldView'];
export type FieldKind = components['schemas']['FieldKind'];

const changed = (workspace: string) => queryClient.invalidateQueries({ queryKey: ['custom-fields', workspace] });

export const customFields = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: ['custom-fields', workspace],
      queryFn: () => unwrap(client.GET(path, { params: { path: { workspace } } })),
      select: (page) => page.data,
      staleTime: 5 * 60_000,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { label: string; kind: FieldKind; choices?: string[] }) =>
        unwrap(client.POST(path, { params: { path: { workspace } }, body })),
      onSuccess: () => changed(workspace),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ field, ...body }: { field: string; label?: string; choices?: string[]; position?: number }) =>
        unwrap(client.PATCH(`${path}/{custom_field}`, { params: { path: { workspace, custom_field: field } }, body })),
      onSuccess: () => changed(workspace),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (field: string) =>
        unwrap(client.DELETE(`${path}/{custom_field}`, { params: { path: { workspace, custom_field: field } } })),
      onSuccess: () => changed(workspace),
    }),
};
