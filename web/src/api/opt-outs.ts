// The ledger of opt-outs: who asked for silence or came back, and by which road.
import { infiniteQueryOptions, mutationOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { replaceContact } from './contacts';
import { queryClient } from './query-client';

const base = '/api/v1/workspaces/{workspace}/opt-outs';
const ofContact = '/api/v1/workspaces/{workspace}/contacts/{contact}/opt-outs';

export const optOuts = {
  list: (workspace: string) =>
    infiniteQueryOptions({
      queryKey: ['opt-outs', workspace],
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET(base, {
            params: { path: { workspace }, query: { limit: 25, ...(pageParam && { cursor: pageParam }) } },
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  ofContact: (workspace: string, contact: string) =>
    infiniteQueryOptions({
      queryKey: ['opt-outs', workspace, contact],
      queryFn: ({ pageParam }) =>
        unwrap(
          client.GET(ofContact, {
            params: { path: { workspace, contact }, query: { limit: 10, ...(pageParam && { cursor: pageParam }) } },
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  /** Writes down what a contact said in another way. */
  record: (workspace: string, contact: string) =>
    mutationOptions({
      mutationFn: (body: { action: 'opt_out' | 'opt_in'; scope: 'all' | 'marketing'; reason: string }) =>
        unwrap(client.POST(ofContact, { params: { path: { workspace, contact } }, body })),
      onSuccess: (changed) => {
        replaceContact(workspace, changed);
        void queryClient.invalidateQueries({ queryKey: ['opt-outs', workspace] });
      },
    }),
};
