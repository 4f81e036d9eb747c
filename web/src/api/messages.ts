// Messages of one conversation: reading both ways from any point, sending (seen at once), retrying, reacting.
import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { asProblem, isUnheard } from './errors';
import { patchMessage, receiveMessage, threadKey } from './message-cache';
import type { ThreadCursor } from './message-pages';
import type { Message, ScheduledMessage } from './schema';

const base = '/api/v1/workspaces/{workspace}/conversations/{conversation}/messages';
const one = '/api/v1/workspaces/{workspace}/messages/{message}';

export interface Outgoing {
  /** Made here (`newId('msg_')`): sending the same id twice sends once. */
  id: string;
  conversation: string;
  /** The wire shape: `{ type: 'text', text: { body } }`. */
  content: { type: string } & Record<string, unknown>;
  reply_to_id?: string | undefined;
  override_opt_out_reason?: string | undefined;
  /** What the bubble shows until the server answers. */
  draft: Message;
}

export const messages = {
  /** The thread from its end, or around one message. */
  thread: (workspace: string, conversation: string, around?: string) =>
    infiniteQueryOptions({
      queryKey: [...threadKey(workspace, conversation), around ?? 'end'],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(base, {
            params: { path: { workspace, conversation }, query: { limit: 50, ...asQuery(pageParam) } },
            signal,
          }),
        ),
      initialPageParam: start(around),
      getPreviousPageParam: (first): ThreadCursor | null =>
        first.page.older_cursor ? { at: 'older', cursor: first.page.older_cursor } : null,
      getNextPageParam: (last): ThreadCursor | null =>
        last.page.newer_cursor ? { at: 'newer', cursor: last.page.newer_cursor } : null,
      maxPages: 100,
      structuralSharing: false,
    }),

  get: (workspace: string, message: string) =>
    queryOptions({
      queryKey: ['message', workspace, message],
      queryFn: () => unwrap(client.GET(one, { params: { path: { workspace, message } } })),
    }),

  history: (workspace: string, message: string) =>
    queryOptions({
      queryKey: ['message', workspace, message, 'history'],
      queryFn: () => unwrap(client.GET(`${one}/history`, { params: { path: { workspace, message } } })),
      staleTime: 0,
    }),

  /** Why it is as it is; further pages only add deliveries that carried it. */
  provenance: (workspace: string, message: string) =>
    infiniteQueryOptions({
      queryKey: ['message', workspace, message, 'provenance'],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(`${one}/provenance`, {
            params: { path: { workspace, message }, query: pageParam ? { cursor: pageParam } : {} },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.next_delivery_cursor,
      staleTime: 0,
    }),

  send: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ id, conversation, content, reply_to_id, override_opt_out_reason }: Outgoing) =>
        unwrap(
          client.POST(base, {
            params: { path: { workspace, conversation } },
            body: {
              id,
              content,
              reply_to_id: reply_to_id ?? null,
              override_opt_out_reason: override_opt_out_reason ?? null,
            },
          }),
        ).then(asMessage),
      // One after the other, so that two quick messages arrive in the order they were written.
      scope: { id: `send:${workspace}` },
      // Whether the browser believes to be online says little: what cannot be sent waits in the tray (unsent.ts).
      networkMode: 'always',
      onMutate: ({ draft }) => receiveMessage(workspace, draft),
      onSuccess: (message) => receiveMessage(workspace, message),
      onError: (error, { id, conversation }) => {
        if (!isUnheard(error)) patchMessage(workspace, conversation, id, (message) => refused(message, error));
      },
    }),

  retry: (workspace: string) =>
    mutationOptions({
      mutationFn: (message: string) =>
        unwrap(client.POST(`${one}/retry`, { params: { path: { workspace, message } } })),
      onSuccess: (message) => settle(workspace, message),
    }),

  /** Says what became of a message whose sending was cut off. */
  resolve: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ message, as }: { message: string; as: 'resend' | 'sent' }) =>
        unwrap(client.POST(`${one}/resolve`, { params: { path: { workspace, message } }, body: { as } })),
      onSuccess: (message) => settle(workspace, message),
    }),

  react: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ message, emoji }: { message: Message; emoji: string | null }) =>
        unwrap(
          client.PUT(`${one}/reaction`, { params: { path: { workspace, message: message.id } }, body: { emoji } }),
        ),
      onMutate: ({ message, emoji }) =>
        patchMessage(workspace, message.conversation_id, message.id, (old) => ({
          ...old,
          reactions: [
            ...old.reactions.filter((reaction) => reaction.actor !== 'business'),
            ...(emoji ? [{ actor: 'business' as const, emoji, at: new Date().toISOString() }] : []),
          ],
        })),
      onError: (_error, _variables, restore) => restore?.(),
      onSuccess: (message) => receiveMessage(workspace, message),
    }),
};

/** The server's word after a retry counts, though it goes back from failed to queued. */
function settle(workspace: string, message: Message) {
  patchMessage(workspace, message.conversation_id, message.id, () => message);
}

/** A send that the server refused: the words stay, with the reason. */
export function refused(message: Message, error: unknown): Message {
  const problem = asProblem(error);
  return {
    ...message,
    status: 'failed',
    status_at: new Date().toISOString(),
    error: {
      code: problem.code,
      title: problem.detail,
      detail: problem.detail,
      remedy: problem.remedy ?? '',
      who: 'us',
      retryable: problem.status >= 500,
    },
  };
}

function start(around: string | undefined): ThreadCursor {
  return around ? { at: 'around', message: around } : { at: 'end' };
}

function asQuery(cursor: ThreadCursor) {
  switch (cursor.at) {
    case 'end':
      return {};
    case 'around':
      return { around: cursor.message };
    case 'older':
    case 'newer':
      return { cursor: cursor.cursor, direction: cursor.at };
  }
}

/** Without a time to come the server answers with a message. */
function asMessage(answer: Message | ScheduledMessage): Message {
  if ('direction' in answer) return answer;
  throw new Error('The server kept the message for later, which nobody asked for.');
}
