// The events the server sends, and the check that what arrived is one of them. Their names are generated; a name without a shape here does not compile.
import type { FlowView } from '~/api/flows';
import type { Notification } from '~/api/notifications';
import type {
  Channel,
  ChannelActivity,
  ChannelHistory,
  Contact,
  Conversation,
  Member,
  Message,
  Note,
  ScheduledMessage,
  Tag,
  Workspace,
} from '~/api/schema';
import type { MessageTemplate, TemplateSync } from '~/api/templates';
import { type EventType, eventTypes } from '~/generated/events';

interface EventData {
  'custom_field.deleted': { custom_field_id: string };
  'custom_field.updated': { custom_field: { id: string } };
  'import.updated': { import_id: string; state: string; done_count: number };
  'api_key.updated': { api_key_id: string };
  'webhook.updated': { webhook_id: string };
  'message.created': { message: Message; conversation: Conversation };
  'message.deleted': { message_id: string; conversation_id: string };
  'message.updated': { message: Message };
  'scheduled_message.updated': { scheduled_message: ScheduledMessage };
  'conversation.updated': { conversation: Conversation };
  'canned_reply.updated': { canned_reply_id: string };
  'canned_reply.deleted': { canned_reply_id: string };
  'contact.deleted': { contact_id: string };
  'contact.merged': {
    contact_id: string;
    into_id: string;
    conversations: { conversation_id: string; into_id: string }[];
  };
  'contact.updated': { contact: Contact };
  'flow.deleted': { flow_id: string };
  'flow.updated': { flow: FlowView };
  'note.created': { note: Note };
  'note.updated': { note: Note };
  'note.deleted': { note: Pick<Note, 'id' | 'conversation_id'> };
  'notification.created': { notification: Notification };
  'notification.read': { user_id: string };
  'run.updated': {
    run: string;
    flow: string;
    conversation: string;
    status: string;
    node: string;
  };
  'saved_view.updated': { saved_view_id: string };
  'saved_view.deleted': { saved_view_id: string };
  'team.updated': { team: { id: string } };
  'team.deleted': { team_id: string };
  'tag.updated': { tag: Tag };
  'tag.deleted': { tag: Pick<Tag, 'id'> };
  'member.updated': { member: Member };
  'member.removed': { user_id: string };
  'channel.activity_added': { activity: ChannelActivity };
  'channel.history': { history: ChannelHistory };
  'channel.updated': { channel: Channel };
  'workspace.updated': { workspace: Workspace };
  'template.deleted': { template_ids: string[]; name: string };
  'template.synced': { sync: TemplateSync | null };
  'template.updated': { template: MessageTemplate };
  'forward.failed': { forward_id: string; delivery_id: string; submission_id: string };
  'submission.created': { submission: { id: string; wa_flow_id: string | null; conversation_id: string } };
  'wa_flow.deleted': { wa_flow_ids: string[] };
  'wa_flow.synced': { sync: { state: string } | null };
  'wa_flow.updated': { wa_flow: { id: string } };
  'webhook_event.dead': { event_id: string };
}

export type ServerEvent = {
  [Type in EventType]: { seq: number; at: string; type: Type; data: EventData[Type] };
}[EventType];

const known: ReadonlySet<string> = new Set(eventTypes);

/** False for events of a newer server: the page asks again for what they may have changed. */
export function isServerEvent(value: unknown): value is ServerEvent {
  return isEnvelope(value) && known.has(value.type) && typeof value.data === 'object' && value.data !== null;
}

export function isEnvelope(value: unknown): value is { seq: number; type: string; data: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'seq' in value &&
    typeof value.seq === 'number' &&
    'type' in value &&
    typeof value.type === 'string' &&
    'data' in value
  );
}

export interface Viewer {
  id: string;
  name: string;
  replying: boolean;
}

/** What lives for a moment only and has no place in the sequence. */
export interface TypingSignal {
  conversation_id: string;
  user_id: string;
  name: string;
  on: boolean;
}

export interface PresenceSignal {
  conversation_id: string;
  users: Viewer[];
}
