// Puts a changed message into every thread view of its conversation that is in the cache.
import type { InfiniteData } from '@tanstack/react-query';
import { messagesOf, receive, type ThreadCursor, type ThreadPages, without } from './message-pages';
import { queryClient } from './query-client';
import type { Message, MessagePage } from './schema';

type Thread = InfiniteData<MessagePage, ThreadCursor>;

export const threadKey = (workspace: string, conversation: string) => ['messages', workspace, conversation];

export function receiveMessage(workspace: string, message: Message): void {
  change(workspace, message.conversation_id, (thread) => receive(thread, message));
}

export function removeMessage(workspace: string, conversation: string, id: string): void {
  change(workspace, conversation, (thread) => without(thread, id));
}

/** Changes a loaded message at once and says how to take that back. */
export function patchMessage(
  workspace: string,
  conversation: string,
  id: string,
  edit: (message: Message) => Message,
): () => void {
  let before: Message | undefined;
  change(workspace, conversation, (thread) =>
    edited(thread, id, (message) => {
      before ??= message;
      return edit(message);
    }),
  );
  const old = before;
  return () => {
    if (old) change(workspace, conversation, (thread) => edited(thread, id, () => old));
  };
}

export function findMessage(workspace: string, conversation: string, id: string): Message | undefined {
  for (const [, thread] of threads(workspace, conversation)) {
    const found = messagesOf(thread).find((message) => message.id === id);
    if (found) return found;
  }
  return undefined;
}

function edited(thread: ThreadPages, id: string, edit: (message: Message) => Message): ThreadPages {
  return {
    ...thread,
    pages: thread.pages.map((page) =>
      page.data.some((message) => message.id === id)
        ? { ...page, data: page.data.map((message) => (message.id === id ? edit(message) : message)) }
        : page,
    ),
  };
}

function change(workspace: string, conversation: string, edit: (thread: ThreadPages) => ThreadPages): void {
  for (const [key, thread] of threads(workspace, conversation)) {
    if (thread) queryClient.setQueryData<Thread>(key, edit(thread));
  }
}

function threads(workspace: string, conversation: string) {
  return queryClient.getQueriesData<Thread>({ queryKey: threadKey(workspace, conversation) });
}
