// Conversations: the views of the inbox, one thread's head, and what is done with it. Changes show at once and are undone if refused.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { markReadLocally, patchConversation, replaceConversation } from './conversation-cache';
import { queryClient } from './query-client';
import type { Conversation } from './schema';

export const views = [
  'mine',
  'unassigned',
  'all_open',
  'needs_reply',
  'window_closing',
  'bot',
  'failed',
  'snoozed',
  'closed',
  'all',
] as const;
export type View = (typeof views)[number];

export const sorts = ['newest', 'oldest', 'waiting', 'window'] as const;
export type Sort = (typeof sorts)[number];

/** The most pressing first. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const satisfies readonly Conversation['priority'][];

export interface ConversationFilter {
  view: View;
  q?: string | undefined;
  tag?: string | undefined;
  assignee?: string | undefined;
  team?: string | undefined;
  priority?: Conversation['priority'] | undefined;
  sort?: Sort | undefined;
}

const base = '/api/v1/workspaces/{workspace}/conversations';

export const conversations = {
  list: (workspace: string, filter: ConversationFilter) =>
    infiniteQueryOptions({
      queryKey: ['conversations', workspace, 'list', filter],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(base, {
            params: { path: { workspace }, query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      structuralSharing: false,
    }),

  counts: (workspace: string) =>
    queryOptions({
      queryKey: ['conversations', workspace, 'counts'],
      queryFn: () => unwrap(client.GET(`${base}/counts`, { params: { path: { workspace } } })),
    }),

  get: (workspace: string, conversation: string) =>
    queryOptions({
      queryKey: ['conversations', workspace, 'one', conversation],
      queryFn: () => unwrap(client.GET(`${base}/{conversation}`, { params: { path: { workspace, conversation } } })),
    }),

  start: (workspace: string) =>
    mutationOptions({
      mutationFn: (contact_id: string) =>
        unwrap(client.POST(base, { params: { path: { workspace } }, body: { contact_id } })),
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  assign: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ conversation, assignee }: { conversation: string; assignee: string | null }) =>
        unwrap(
          client.POST(`${base}/{conversation}/assign`, {
            params: { path: { workspace, conversation } },
            body: { assignee_id: assignee },
          }),
        ),
      onMutate: ({ conversation, assignee }) =>
        patchConversation(workspace, conversation, (old) => ({ ...old, assignee_id: assignee })),
      onError: undo,
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  /** Into a team and off everybody's hands: a team that hands out gives it to whose turn it is. */
  assignTeam: (workspace: string) =>
    mutationOptions({
      mutationFn: ({
        conversation,
        ...body
      }: {
        conversation: string;
        team_id: string | null;
        assignee_id: string | null;
      }) =>
        unwrap(client.POST(`${base}/{conversation}/assign`, { params: { path: { workspace, conversation } }, body })),
      onMutate: ({ conversation, ...body }) =>
        patchConversation(workspace, conversation, (old) => ({ ...old, ...body })),
      onError: undo,
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  prioritize: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ conversation, priority }: { conversation: string; priority: Conversation['priority'] }) =>
        unwrap(
          client.PUT(`${base}/{conversation}/priority`, {
            params: { path: { workspace, conversation } },
            body: { priority },
          }),
        ),
      onMutate: ({ conversation, priority }) =>
        patchConversation(workspace, conversation, (old) => ({ ...old, priority })),
      onError: undo,
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  close: (workspace: string) =>
    mutationOptions({
      mutationFn: (conversation: string) =>
        unwrap(client.POST(`${base}/{conversation}/close`, { params: { path: { workspace, conversation } } })),
      onMutate: (conversation) => patchStatus(workspace, conversation, 'closed'),
      onError: undo,
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  reopen: (workspace: string) =>
    mutationOptions({
      mutationFn: (conversation: string) =>
        unwrap(client.POST(`${base}/{conversation}/reopen`, { params: { path: { workspace, conversation } } })),
      onMutate: (conversation) => patchStatus(workspace, conversation, 'open'),
      onError: undo,
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  snooze: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ conversation, until }: { conversation: string; until: string }) =>
        unwrap(
          client.POST(`${base}/{conversation}/snooze`, {
            params: { path: { workspace, conversation } },
            body: { until },
          }),
        ),
      onMutate: ({ conversation, until }) =>
        patchConversation(workspace, conversation, (old) => ({ ...old, status: 'snoozed', snoozed_until: until })),
      onError: undo,
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  read: (workspace: string) =>
    mutationOptions({
      mutationFn: (conversation: string) =>
        unwrap(client.POST(`${base}/{conversation}/read`, { params: { path: { workspace, conversation } } })),
      onMutate: (conversation) => markReadLocally(workspace, conversation),
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  unread: (workspace: string) =>
    mutationOptions({
      mutationFn: (conversation: string) =>
        unwrap(client.POST(`${base}/{conversation}/unread`, { params: { path: { workspace, conversation } } })),
      onSuccess: (conversation) => replaceConversation(workspace, conversation),
    }),

  /** Tells the contact that somebody is writing, if the workspace wants that. Never in the way of anything. */
  typing: (workspace: string, conversation: string) => {
    client
      .POST(`${base}/{conversation}/typing`, { params: { path: { workspace, conversation } } })
      .catch(() => undefined);
  },
};

function patchStatus(workspace: string, conversation: string, status: Conversation['status']) {
  return patchConversation(workspace, conversation, (old) => ({ ...old, status, snoozed_until: null }));
}

function undo(_error: unknown, _variables: unknown, restore: (() => void) | undefined) {
  restore?.();
  void queryClient.invalidateQueries({ queryKey: ['conversations'] });
}
