// Contacts: the list, one person, their tags.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { queryClient } from './query-client';
import type { Contact } from './schema';

const base = '/api/v1/workspaces/{workspace}/contacts';

export interface ContactFilter {
  q?: string | undefined;
  tag?: string | undefined;
  sort?: 'newest' | 'name' | 'last_seen' | undefined;
  field?: string | undefined;
  value?: string | undefined;
}

export interface ContactChange {
  name?: string | null;
  email?: string | null;
  locale?: string | null;
  attributes?: Record<string, unknown>;
  opted_out?: boolean;
  blocked?: boolean;
}

export const contacts = {
  list: (workspace: string, filter: ContactFilter) =>
    infiniteQueryOptions({
      queryKey: ['contacts', workspace, 'list', filter],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(base, {
            params: { path: { workspace }, query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  get: (workspace: string, contact: string) =>
    queryOptions({
      queryKey: ['contacts', workspace, 'one', contact],
      queryFn: () => unwrap(client.GET(`${base}/{contact}`, { params: { path: { workspace, contact } } })),
    }),

  /** What happened with a contact, newest first. */
  timeline: (workspace: string, contact: string) =>
    infiniteQueryOptions({
      queryKey: ['contacts', workspace, 'timeline', contact],
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET(`${base}/{contact}/timeline`, {
            params: { path: { workspace, contact }, query: { limit: 20, ...(pageParam && { cursor: pageParam }) } },
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: { name?: string; phone: string; email?: string; locale?: string }) =>
        unwrap(client.POST(base, { params: { path: { workspace } }, body })),
      onSuccess: (contact) => replaceContact(workspace, contact),
    }),

  update: (workspace: string, contact: Contact) =>
    mutationOptions({
      mutationFn: (body: ContactChange) =>
        unwrap(
          client.PATCH(`${base}/{contact}`, {
            params: { path: { workspace, contact: contact.id }, header: { 'If-Match': `"${contact.version}"` } },
            body,
          }),
        ),
      onSuccess: (changed) => replaceContact(workspace, changed),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (contact: string) =>
        unwrap(client.DELETE(`${base}/{contact}`, { params: { path: { workspace, contact } } })),
      onSuccess: (_answer, contact) => {
        queryClient.removeQueries({ queryKey: ['contacts', workspace, 'one', contact] });
        void queryClient.invalidateQueries({ queryKey: ['contacts', workspace, 'list'] });
        void queryClient.invalidateQueries({ queryKey: ['conversations', workspace] });
      },
    }),

  setTag: (workspace: string, contact: string) =>
    mutationOptions({
      mutationFn: ({ tag, on }: { tag: string; on: boolean }) => {
        const params = { path: { workspace, contact, tag } };
        return unwrap(
          on
            ? client.PUT(`${base}/{contact}/tags/{tag}`, { params })
            : client.DELETE(`${base}/{contact}/tags/{tag}`, { params }),
        );
      },
      onSuccess: (changed) => replaceContact(workspace, changed),
    }),
};

/** A contact as the server now has it. Conversations that show them are corrected by their own events. */
export function replaceContact(workspace: string, contact: Contact): void {
  const key = contacts.get(workspace, contact.id).queryKey;
  const known = queryClient.getQueryData(key);
  if (known && known.version > contact.version) return;
  queryClient.setQueryData(key, contact);
  void queryClient.invalidateQueries({ queryKey: ['contacts', workspace, 'list'] });
}
