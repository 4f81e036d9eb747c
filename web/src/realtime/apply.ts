// One table: what each event changes in the cache. Applying an event twice, or late, changes nothing more.
import { channel } from '~/api/channel';
import { channelHistory } from '~/api/channel-history';
import { replaceContact } from '~/api/contacts';
import { findConversation, patchConversation, receiveConversation, refreshContact } from '~/api/conversation-cache';
import { receiveMessage, removeMessage, threadKey } from '~/api/message-cache';
import { noteMoved } from '~/api/moved-conversations';
import { dropNote, putNote } from '~/api/notes';
import { queryClient } from '~/api/query-client';
import { refreshScheduled } from '~/api/scheduled';
import type { Message } from '~/api/schema';
import type { ServerEvent } from './events';
import { tellNotified } from './notified';
import { tellScheduledFailure } from './scheduled-failures';

export function applyEvent(workspace: string, event: ServerEvent): void {
  const { type, data } = event;
  switch (type) {
    case 'message.created':
      receiveMessage(workspace, data.message);
      receiveConversation(workspace, data.conversation);
      return;
    case 'message.updated':
      receiveMessage(workspace, data.message);
      updateLastMessage(workspace, data.message);
      return;
    case 'message.deleted':
      removeMessage(workspace, data.conversation_id, data.message_id);
      return;
    case 'scheduled_message.updated':
      refreshScheduled(workspace, data.scheduled_message.conversation_id);
      tellScheduledFailure(data.scheduled_message);
      return;
    case 'conversation.updated':
      receiveConversation(workspace, data.conversation);
      return;
    case 'canned_reply.updated':
    case 'canned_reply.deleted':
      stale(['canned-replies', workspace]);
      return;
    case 'flow.deleted':
      stale(['flows', workspace]);
      return;
    case 'flow.updated':
      queryClient.setQueryData(['flows', workspace, 'one', data.flow.id], data.flow);
      stale(['flows', workspace]);
      return;
    case 'contact.deleted':
      stale(['contacts', workspace], ['conversations', workspace]);
      return;
    case 'contact.merged':
      // Who looks at the one that is gone is led on: its page asks again and is told where it went.
      stale(['contacts', workspace], ['conversations', workspace]);
      for (const { conversation_id, into_id } of data.conversations) {
        noteMoved(conversation_id, into_id);
        stale(threadKey(workspace, into_id));
      }
      return;
    case 'contact.updated':
      stale(['opt-outs', workspace]);
      replaceContact(workspace, data.contact);
      refreshContact(workspace, data.contact);
      return;
    case 'note.created':
    case 'note.updated':
      putNote(workspace, data.note);
      return;
    case 'note.deleted':
      dropNote(workspace, data.note);
      return;
    case 'notification.created':
      stale(['notifications', workspace]);
      tellNotified(data.notification);
      return;
    case 'notification.read':
      stale(['notifications', workspace]);
      return;
    case 'run.updated':
      stale(['runs', workspace]);
      return;
    case 'saved_view.updated':
    case 'saved_view.deleted':
      stale(['saved-views', workspace]);
      return;
    case 'team.updated':
    case 'team.deleted':
      stale(['teams', workspace]);
      return;
    case 'tag.updated':
    case 'tag.deleted':
      stale(['tags', workspace], ['conversations', workspace], ['contacts', workspace]);
      return;
    case 'member.updated':
    case 'member.removed':
      stale(['members', workspace], ['me']);
      return;
    case 'channel.activity_added':
      stale(['channel', workspace, 'activity'], ['channel', workspace, 'alerts']);
      if (data.activity.area === 'template') stale(['templates', workspace]);
      return;
    case 'channel.history':
      queryClient.setQueryData(channelHistory.get(workspace).queryKey, { history: data.history });
      return;
    case 'channel.updated':
      queryClient.setQueryData(channel.get(workspace).queryKey, data.channel);
      return;
    case 'custom_field.deleted':
    case 'custom_field.updated':
      stale(['custom-fields', workspace]);
      return;
    case 'import.updated':
      stale(['imports', workspace]);
      if (data.state === 'done' || data.state === 'undone') stale(['contacts', workspace]);
      return;
    case 'webhook.updated':
      stale(['webhooks', workspace]);
      return;
    case 'api_key.updated':
      stale(['api-keys', workspace]);
      return;
    case 'template.updated':
      queryClient.setQueryData(['templates', workspace, 'one', data.template.id], data.template);
      stale(['templates', workspace]);
      return;
    case 'template.deleted':
    case 'template.synced':
      stale(['templates', workspace]);
      return;
    case 'forward.failed':
      stale(['submissions', workspace], ['forwards', workspace]);
      return;
    case 'submission.created':
      stale(['submissions', workspace], ['wa-flows', workspace]);
      return;
    case 'wa_flow.deleted':
    case 'wa_flow.synced':
    case 'wa_flow.updated':
      stale(['wa-flows', workspace]);
      return;
    case 'workspace.updated':
      stale(['me'], ['workspace', workspace]);
      return;
    case 'webhook_event.dead':
      stale(['webhook-events', workspace]);
      return;
  }
}

/** Everything of a workspace may have changed: what is on screen is asked again, the rest when it is next needed. */
export function invalidateWorkspace(workspace: string): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[1] === workspace || queryKey[0] === 'me',
  });
}

/** The list shows the ticks of the last message. */
function updateLastMessage(workspace: string, message: Message): void {
  const row = findConversation(workspace, message.conversation_id);
  if (row?.last_message?.id !== message.id) return;
  patchConversation(workspace, row.id, (old) =>
    old.last_message
      ? { ...old, last_message: { ...old.last_message, status: message.status, preview: message.preview } }
      : old,
  );
}

function stale(...keys: string[][]): void {
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
}
