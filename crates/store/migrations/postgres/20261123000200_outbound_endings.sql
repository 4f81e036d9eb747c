-- Outbound endings: how fast each number sends, messages that wait for their time or can still be taken back, and the ledger of opt-outs.

create table channel_paces (
  workspace_id uuid not null,
  channel_id uuid not null,
  override_per_second bigint,
  limit_milli bigint not null,
  learned_milli bigint not null,
  tokens_milli bigint not null,
  refilled_at bigint not null,
  slowed_at bigint not null default 0,
  strikes bigint not null default 0,
  paused_until bigint not null default 0,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);

alter table outbox add column priority bigint not null default 0;
alter table outbox add column turn_at bigint not null default 0;
alter table outbox add column waiting_before bigint;
-- The order in which the messages of one number take their turns; also the way to find which numbers have any.
create index outbox_turn on outbox (channel_id, priority, turn_at, message_id) where state = 'queued';
create index outbox_dispatching on outbox (lease_until) where state = 'dispatching';
create index outbox_unknown on outbox (unknown_since) where state = 'unknown';

alter table messages add column undo_until bigint;
alter table messages add column duplicated_at bigint;

-- To find a number from a message that waits for it.
create index channels_by_id on channels (id);
create index channels_degraded on channels (id) where degraded_code is not null;

create table scheduled_messages (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  conversation_id uuid not null,
  author_id uuid not null,
  kind text not null,
  content text not null,
  preview text not null default '',
  media_id uuid,
  reply_to_wamid text,
  override_opt_out_reason text,
  send_at bigint not null,
  state text not null,
  error text,
  version bigint not null default 1,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
);
create index scheduled_messages_due on scheduled_messages (send_at) where state = 'scheduled';
create index scheduled_messages_thread on scheduled_messages (workspace_id, conversation_id, send_at, id) where state in ('scheduled', 'held');
create index scheduled_messages_open on scheduled_messages (workspace_id, send_at, id) where state in ('scheduled', 'held');

alter table contacts add column marketing_opted_out_at bigint;

create table opt_out_entries (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  action text not null,
  scope text not null,
  source text not null,
  message_id uuid,
  wamid text,
  actor_id uuid,
  detail text not null default '',
  dedupe_key text,
  at bigint not null,
  created_at bigint not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create index opt_out_entries_contact on opt_out_entries (workspace_id, contact_id, id);
create unique index opt_out_entries_once on opt_out_entries (workspace_id, dedupe_key) where dedupe_key is not null;
