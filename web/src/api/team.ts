// The workspace and its people: members, invitations, tags.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { queryClient } from './query-client';
import type { Role, Tag, Workspace } from './schema';

const w = '/api/v1/workspaces/{workspace}';

export const workspaces = {
  get: (workspace: string) =>
    queryOptions({
      queryKey: ['workspace', workspace],
      queryFn: () => unwrap(client.GET(w, { params: { path: { workspace } } })),
    }),

  create: () =>
    mutationOptions({
      mutationFn: (body: { name: string; time_zone?: string }) => unwrap(client.POST('/api/v1/workspaces', { body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me'] }),
    }),

  update: (workspace: Workspace) =>
    mutationOptions({
      mutationFn: (body: { name?: string; time_zone?: string; settings?: Partial<Workspace['settings']> }) =>
        unwrap(
          client.PATCH(w, {
            params: { path: { workspace: workspace.id }, header: { 'If-Match': `"${workspace.version}"` } },
            body,
          }),
        ),
      onSuccess: (changed) => {
        queryClient.setQueryData(workspaces.get(changed.id).queryKey, changed);
        return queryClient.invalidateQueries({ queryKey: ['me'] });
      },
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (confirm_name: string) =>
        unwrap(client.DELETE(w, { params: { path: { workspace } }, body: { confirm_name } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me'] }),
    }),
};

export const members = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: ['members', workspace],
      queryFn: () => unwrap(client.GET(`${w}/members`, { params: { path: { workspace }, query: { limit: 200 } } })),
      select: (page) => page.data,
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ user, ...body }: { user: string; role?: Role; disabled?: boolean }) =>
        unwrap(client.PATCH(`${w}/members/{user}`, { params: { path: { workspace, user } }, body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['members', workspace] }),
    }),

  /** The asking owner becomes an admin, the other an owner. */
  transfer: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ user, password }: { user: string; password: string }) =>
        unwrap(
          client.POST(`${w}/members/{user}/transfer-ownership`, {
            params: { path: { workspace, user } },
            body: { password },
          }),
        ),
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: ['me'] });
        return queryClient.invalidateQueries({ queryKey: ['members', workspace] });
      },
    }),

  remove: (workspace: string) =>
    mutationOptions({
      mutationFn: (user: string) =>
        unwrap(client.DELETE(`${w}/members/{user}`, { params: { path: { workspace, user } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['members', workspace] }),
    }),
};

export const invitations = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: ['invitations', workspace],
      queryFn: () => unwrap(client.GET(`${w}/invitations`, { params: { path: { workspace } } })),
      select: (page) => page.data,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { email: string; role: Role }) =>
        unwrap(client.POST(`${w}/invitations`, { params: { path: { workspace } }, body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['invitations', workspace] }),
    }),

  revoke: (workspace: string) =>
    mutationOptions({
      mutationFn: (invitation: string) =>
        unwrap(client.DELETE(`${w}/invitations/{invitation}`, { params: { path: { workspace, invitation } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['invitations', workspace] }),
    }),
};

export const tags = {
  list: (workspace: string) =>
    queryOptions({
      queryKey: ['tags', workspace],
      queryFn: () => unwrap(client.GET(`${w}/tags`, { params: { path: { workspace } } })),
      select: (page) => page.data,
      staleTime: 5 * 60_000,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { name: string; color: Tag['color'] }) =>
        unwrap(client.POST(`${w}/tags`, { params: { path: { workspace } }, body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['tags', workspace] }),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ tag, ...body }: { tag: string; name?: string; color?: Tag['color'] }) =>
        unwrap(client.PATCH(`${w}/tags/{tag}`, { params: { path: { workspace, tag } }, body })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['tags', workspace] }),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (tag: string) => unwrap(client.DELETE(`${w}/tags/{tag}`, { params: { path: { workspace, tag } } })),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: ['tags', workspace] }),
    }),
};
