// Messages for later, and the seconds in which a message can be taken back.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { patchMessage, receiveMessage } from './message-cache';
import { queryClient } from './query-client';
import type { Message, ScheduledMessage } from './schema';

const ofConversation = '/api/v1/workspaces/{workspace}/conversations/{conversation}/scheduled-messages';
const all = '/api/v1/workspaces/{workspace}/scheduled-messages';
const message = '/api/v1/workspaces/{workspace}/messages/{message}';

export interface Later {
  id: string;
  conversation: string;
  content: { type: string } & Record<string, unknown>;
  /** Its words, to give them back if the server refuses. */
  preview: string;
  reply_to_id: string | null;
  send_at: string;
}

export const scheduled = {
  /** What waits in a conversation, soonest first. */
  ofConversation: (workspace: string, conversation: string) =>
    queryOptions({
      queryKey: ['scheduled', workspace, conversation],
      queryFn: () =>
        unwrap(client.GET(ofConversation, { params: { path: { workspace, conversation }, query: { limit: 50 } } })),
      select: (page) => page.data,
    }),

  /** What waits in the whole workspace, soonest first. */
  ofWorkspace: (workspace: string) =>
    infiniteQueryOptions({
      queryKey: ['scheduled', workspace, 'all'],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(all, {
            params: { path: { workspace }, query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  create: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ conversation, preview: _words, ...body }: Later) =>
        unwrap(
          client.POST('/api/v1/workspaces/{workspace}/conversations/{conversation}/messages', {
            params: { path: { workspace, conversation } },
            body,
          }),
        ),
      // One after the other, so that several keep their order.
      scope: { id: `schedule:${workspace}` },
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ before, ...body }: { before: ScheduledMessage; content?: Later['content']; send_at?: string }) =>
        unwrap(
          client.PATCH(`${all}/{message}`, {
            params: { path: { workspace, message: before.id }, header: { 'If-Match': `"${before.version}"` } },
            body,
          }),
        ),
      onSettled: (_answer, _error, { before }) => refreshScheduled(workspace, before.conversation_id),
    }),

  cancel: (workspace: string) =>
    mutationOptions({
      mutationFn: (one: ScheduledMessage) =>
        unwrap(client.DELETE(`${all}/{message}`, { params: { path: { workspace, message: one.id } } })),
      onSettled: (_answer, _error, one) => refreshScheduled(workspace, one.conversation_id),
    }),

  sendNow: (workspace: string) =>
    mutationOptions({
      mutationFn: (one: ScheduledMessage) =>
        unwrap(client.POST(`${all}/{message}/send`, { params: { path: { workspace, message: one.id } } })),
      onSuccess: (sent) => receiveMessage(workspace, sent),
      onSettled: (_answer, _error, one) => refreshScheduled(workspace, one.conversation_id),
    }),

  /** Takes a message back that has not left yet; its content comes back. */
  undo: (workspace: string) =>
    mutationOptions({
      mutationFn: (one: Message) =>
        unwrap(client.POST(`${message}/undo`, { params: { path: { workspace, message: one.id } } })),
    }),

  /** Lets a message go that could still be taken back. */
  release: (workspace: string) =>
    mutationOptions({
      mutationFn: (one: Message) =>
        unwrap(client.POST(`${message}/release`, { params: { path: { workspace, message: one.id } } })),
      onSuccess: (sent) => patchMessage(workspace, sent.conversation_id, sent.id, () => sent),
    }),
};

/** Something that waits in a conversation changed. */
export function refreshScheduled(workspace: string, conversation: string): void {
  void queryClient.invalidateQueries({ queryKey: ['scheduled', workspace, conversation] });
  void queryClient.invalidateQueries({ queryKey: ['scheduled', workspace, 'all'] });
}
