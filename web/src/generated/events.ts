// Written by `cargo xtask codegen` from crates/app/src/events.rs; do not edit.

export const eventTypes = [
  'api_key.updated',
  'canned_reply.deleted',
  'canned_reply.updated',
  'channel.activity_added',
  'channel.history',
  'channel.updated',
  'contact.deleted',
  'contact.merged',
  'contact.updated',
  'conversation.updated',
  'member.removed',
  'member.updated',
  'message.created',
  'message.deleted',
  'message.updated',
  'note.created',
  'note.deleted',
  'note.updated',
  'scheduled_message.updated',
  'tag.deleted',
  'tag.updated',
  'template.deleted',
  'template.synced',
  'template.updated',
  'webhook_event.dead',
  'workspace.updated',
] as const;

/** What an event of a workspace is called. */
export type EventType = (typeof eventTypes)[number];
