// Written by `cargo xtask codegen` from crates/app/src/events.rs; do not edit.

export const eventTypes = [
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
  'webhook_event.dead',
  'workspace.updated',
] as const;

/** What an event of a workspace is called. */
export type EventType = (typeof eventTypes)[number];
