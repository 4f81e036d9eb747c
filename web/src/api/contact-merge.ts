// Contacts that may be one person: what is suggested, what a merge would do, doing it, and taking ids off again.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { replaceContact } from './contacts';
import { queryClient } from './query-client';
import type { IdentityKind } from './schema';

const base = '/api/v1/workspaces/{workspace}/contacts';

export const contactMerge = {
  /** Pairs that may be one person: of one contact, or of all. */
  duplicates: (workspace: string, contact?: string) =>
    queryOptions({
      queryKey: ['contacts', workspace, 'duplicates', contact ?? 'all'],
      queryFn: () =>
        unwrap(
          client.GET(`${base}/duplicates`, {
            params: { path: { workspace }, query: { ...(contact && { contact }) } },
          }),
        ),
      select: (answer) => answer.data,
      staleTime: 60_000,
    }),

  preview: (workspace: string, into: string, from: string) =>
    queryOptions({
      queryKey: ['contacts', workspace, 'merge', into, from],
      queryFn: () =>
        unwrap(
          client.GET(`${base}/{contact}/merge`, {
            params: { path: { workspace, contact: into }, query: { from } },
          }),
        ),
      staleTime: 0,
      gcTime: 0,
    }),

  merge: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ into, from, take }: { into: string; from: string; take: string[] }) =>
        unwrap(
          client.POST(`${base}/{contact}/merge`, {
            params: { path: { workspace, contact: into } },
            body: { contact_id: from, take },
          }),
        ),
      onSuccess: (contact, { from }) => {
        queryClient.removeQueries({ queryKey: ['contacts', workspace, 'one', from] });
        replaceContact(workspace, contact);
        forgetPairs(workspace);
      },
    }),

  distinct: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ one, other }: { one: string; other: string }) =>
        unwrap(
          client.POST(`${base}/{contact}/distinct`, {
            params: { path: { workspace, contact: one } },
            body: { contact_id: other },
          }),
        ),
      onSuccess: () => forgetPairs(workspace),
    }),

  split: (workspace: string, contact: string) =>
    mutationOptions({
      mutationFn: (identities: { kind: IdentityKind; value: string }[]) =>
        unwrap(
          client.POST(`${base}/{contact}/split`, { params: { path: { workspace, contact } }, body: { identities } }),
        ),
      onSuccess: (split) => {
        replaceContact(workspace, split.contact);
        replaceContact(workspace, split.new_contact);
        forgetPairs(workspace);
      },
    }),
};

function forgetPairs(workspace: string): void {
  void queryClient.invalidateQueries({ queryKey: ['contacts', workspace, 'duplicates'] });
  void queryClient.invalidateQueries({ queryKey: ['conversations', workspace] });
}
