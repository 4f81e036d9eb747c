-- PrismWA's first schema. Tenant tables: workspace_id first in every key. Times are integer milliseconds since 1970 UTC.
-- Global tables (no tenant): instance_settings, users, sessions, setup_tokens, workspaces, meta_apps, channel_routes, webhook_events, ingest_lanes.

create table instance_settings (
  key text not null primary key,
  value text not null
) strict;

create table users (
  id blob not null primary key,
  email text not null unique,
  name text not null,
  password_hash text not null,
  password_version integer not null default 1,
  is_instance_admin integer not null default 0,
  disabled_at integer,
  created_at integer not null,
  updated_at integer not null
) strict;

create table sessions (
  id blob not null primary key,
  user_id blob not null references users (id) on delete cascade,
  refresh_hash blob not null,
  previous_hash blob,
  rotated_at integer not null,
  user_agent text not null default '',
  ip text not null default '',
  created_at integer not null,
  last_seen_at integer not null,
  expires_at integer not null,
  revoked_at integer,
  revoke_reason text
) strict;
create index sessions_user on sessions (user_id);
create index sessions_refresh on sessions (refresh_hash);
create index sessions_previous on sessions (previous_hash);

create table setup_tokens (
  token_hash blob not null primary key,
  created_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;

create table workspaces (
  id blob not null primary key,
  name text not null,
  time_zone text not null default 'UTC',
  settings text not null default '{}',
  event_seq integer not null default 0,
  version integer not null default 1,
  created_at integer not null,
  updated_at integer not null,
  deleted_at integer
) strict;

create table memberships (
  workspace_id blob not null references workspaces (id) on delete cascade,
  user_id blob not null references users (id) on delete cascade,
  role text not null,
  disabled_at integer,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, user_id)
) strict;
create index memberships_user on memberships (user_id);

create table invitations (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  email text not null,
  role text not null,
  token_hash blob not null,
  invited_by blob not null,
  created_at integer not null,
  expires_at integer not null,
  accepted_at integer,
  accepted_by blob,
  revoked_at integer,
  primary key (workspace_id, id)
) strict;
create unique index invitations_token on invitations (workspace_id, token_hash);

create table meta_apps (
  id blob not null primary key,
  workspace_id blob references workspaces (id) on delete cascade,
  name text not null,
  app_id text not null,
  app_secret blob,
  previous_app_secret blob,
  previous_until integer,
  verify_token blob,
  created_at integer not null,
  updated_at integer not null
) strict;

create table channels (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  meta_app_id blob not null references meta_apps (id),
  kind text not null,
  phone_number_id text not null,
  waba_id text not null,
  display_phone_number text not null,
  verified_name text not null default '',
  quality_rating text not null default 'UNKNOWN',
  status text not null default 'CONNECTED',
  throughput_per_second integer not null default 80,
  is_on_biz_app integer not null default 0,
  access_token blob,
  profile text not null default '{}',
  degraded_code text,
  degraded_detail text,
  degraded_at integer,
  last_event_at integer,
  version integer not null default 1,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;
create unique index channels_number on channels (workspace_id, phone_number_id);

create table channel_routes (
  phone_number_id text not null primary key,
  waba_id text not null,
  meta_app_id blob not null references meta_apps (id),
  workspace_id blob not null references workspaces (id) on delete cascade,
  channel_id blob not null
) strict;
create index channel_routes_waba on channel_routes (waba_id);

create table webhook_events (
  id blob not null primary key,
  meta_app_id blob not null references meta_apps (id) on delete cascade,
  body_hash blob not null,
  body blob not null,
  state text not null,
  delivery_count integer not null default 1,
  attempts integer not null default 0,
  next_attempt_at integer not null,
  item_count integer,
  error_code text,
  error_detail text,
  received_at integer not null,
  done_at integer
) strict;
create unique index webhook_events_hash on webhook_events (meta_app_id, body_hash);
create index webhook_events_ready on webhook_events (meta_app_id, id) where state = 'accepted';
create index webhook_events_received on webhook_events (received_at);

create table ingest_lanes (
  meta_app_id blob not null primary key references meta_apps (id) on delete cascade,
  lease_token integer not null default 0,
  lease_until integer not null default 0,
  lease_by text not null default ''
) strict;

create table webhook_event_workspaces (
  workspace_id blob not null references workspaces (id) on delete cascade,
  event_id blob not null references webhook_events (id) on delete cascade,
  state text not null,
  fields text not null default '',
  item_count integer not null default 0,
  new_item_count integer not null default 0,
  error_code text,
  error_detail text,
  received_at integer not null,
  primary key (workspace_id, event_id)
) strict;
create index webhook_event_workspaces_state on webhook_event_workspaces (workspace_id, state, event_id);
create index webhook_event_workspaces_event on webhook_event_workspaces (event_id);

create table contacts (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  name text,
  profile_name text not null default '',
  phone text,
  username text,
  email text,
  locale text,
  attributes text not null default '{}',
  search_text text not null default '',
  opted_out_at integer,
  blocked_at integer,
  last_seen_at integer,
  version integer not null default 1,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;
create index contacts_created on contacts (workspace_id, created_at, id);
create index contacts_named on contacts (workspace_id, search_text, id);
create index contacts_seen on contacts (workspace_id, coalesce(last_seen_at, 0), id);

create table contact_identities (
  workspace_id blob not null,
  kind text not null,
  value text not null,
  contact_id blob not null,
  first_seen_at integer not null,
  last_seen_at integer not null,
  primary key (workspace_id, kind, value),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
) strict;
create index contact_identities_contact on contact_identities (workspace_id, contact_id);

create table conversations (
  workspace_id blob not null,
  id blob not null,
  channel_id blob not null,
  contact_id blob not null,
  status text not null default 'open',
  snoozed_until integer,
  assignee_id blob,
  holder text not null default 'none',
  holder_epoch integer not null default 0,
  last_message_id blob,
  last_message_at integer not null,
  last_message_preview text not null default '',
  last_message_kind text not null default '',
  last_message_direction text not null default '',
  last_message_author text not null default '',
  last_message_status text not null default '',
  last_inbound_at integer,
  last_inbound_wamid text,
  window_expires_at integer,
  free_entry_until integer,
  waiting_since integer,
  inbound_count integer not null default 0,
  read_inbound_count integer not null default 0,
  version integer not null default 1,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
) strict;
create unique index conversations_thread on conversations (workspace_id, channel_id, contact_id);
create index conversations_by_contact on conversations (workspace_id, contact_id);
create index conversations_recent on conversations (workspace_id, status, last_message_at, id);
create index conversations_all on conversations (workspace_id, last_message_at, id);
create index conversations_assignee on conversations (workspace_id, assignee_id, status, last_message_at, id);
create index conversations_waiting on conversations (workspace_id, waiting_since, id) where status = 'open' and waiting_since is not null;
create index conversations_bot on conversations (workspace_id, last_message_at, id) where status = 'open' and holder = 'bot';
create index conversations_failed on conversations (workspace_id, last_message_at, id) where last_message_status = 'failed';
create index conversations_window on conversations (workspace_id, window_expires_at, id) where status = 'open';
create index conversations_snoozed on conversations (snoozed_until) where snoozed_until is not null;

create table read_markers (
  workspace_id blob not null,
  conversation_id blob not null,
  user_id blob not null references users (id) on delete cascade,
  inbound_count integer not null,
  read_at integer not null,
  primary key (workspace_id, conversation_id, user_id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;

create table messages (
  workspace_id blob not null,
  id blob not null,
  channel_id blob not null,
  conversation_id blob not null,
  wamid text,
  direction text not null,
  author_kind text not null,
  author_id blob,
  kind text not null,
  content text not null,
  preview text not null default '',
  reply_to_wamid text,
  context text,
  referral text,
  media_id blob,
  status text not null,
  status_at integer,
  error text,
  pricing text,
  webhook_event_id blob,
  sent_at integer not null,
  edited_at integer,
  revoked_at integer,
  created_at integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;
create unique index messages_wamid on messages (workspace_id, channel_id, wamid);
create index messages_thread on messages (workspace_id, conversation_id, sent_at, id);
create index messages_media on messages (workspace_id, media_id) where media_id is not null;

create table message_statuses (
  workspace_id blob not null references workspaces (id) on delete cascade,
  channel_id blob not null,
  wamid text not null,
  status text not null,
  participant text not null default '',
  message_id blob,
  opaque text,
  at integer not null,
  error text,
  pricing text,
  webhook_event_id blob,
  received_at integer not null,
  primary key (workspace_id, channel_id, wamid, status, participant)
) strict;
create index message_statuses_orphans on message_statuses (workspace_id, channel_id, received_at) where message_id is null;

create table reactions (
  workspace_id blob not null references workspaces (id) on delete cascade,
  channel_id blob not null,
  target_wamid text not null,
  actor text not null,
  emoji text not null,
  wamid text,
  at integer not null,
  primary key (workspace_id, channel_id, target_wamid, actor)
) strict;

create table message_edits (
  workspace_id blob not null references workspaces (id) on delete cascade,
  channel_id blob not null,
  wamid text not null,
  target_wamid text not null,
  kind text not null,
  actor text not null,
  content text,
  at integer not null,
  applied_at integer,
  primary key (workspace_id, channel_id, wamid)
) strict;
create index message_edits_target on message_edits (workspace_id, channel_id, target_wamid);

create table outbox (
  workspace_id blob not null,
  message_id blob not null,
  channel_id blob not null,
  conversation_id blob not null,
  state text not null,
  attempt integer not null default 0,
  opaque text not null,
  typing_pause_ms integer not null default 0,
  opt_out_overridden integer not null default 0,
  next_attempt_at integer not null,
  lease_token integer not null default 0,
  lease_until integer not null default 0,
  lease_by text not null default '',
  unknown_since integer,
  last_error text,
  created_at integer not null,
  settled_at integer,
  primary key (workspace_id, message_id),
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade
) strict;
create unique index outbox_opaque on outbox (workspace_id, opaque);
create index outbox_open on outbox (next_attempt_at) where state in ('queued', 'dispatching', 'unknown');
create index outbox_conversation on outbox (workspace_id, conversation_id, created_at) where state in ('queued', 'dispatching', 'unknown');

create table outbox_attempts (
  workspace_id blob not null,
  message_id blob not null,
  attempt integer not null,
  opaque text not null,
  outcome text not null,
  http_status integer,
  error text,
  wamid text,
  started_at integer not null,
  finished_at integer,
  primary key (workspace_id, message_id, attempt),
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade
) strict;

create table media (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  channel_id blob,
  direction text not null,
  state text not null,
  meta_media_id text,
  meta_url text,
  meta_expires_at integer,
  mime_type text not null,
  filename text,
  size integer,
  sha256 text,
  storage_key text,
  error text,
  created_by blob,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;

create table notes (
  workspace_id blob not null,
  id blob not null,
  conversation_id blob not null,
  author_id blob not null,
  body text not null,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;
create index notes_conversation on notes (workspace_id, conversation_id, created_at, id);

create table tags (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  name text not null,
  color text not null,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;
create unique index tags_name on tags (workspace_id, lower(name));

create table contact_tags (
  workspace_id blob not null,
  contact_id blob not null,
  tag_id blob not null,
  created_at integer not null,
  primary key (workspace_id, contact_id, tag_id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, tag_id) references tags (workspace_id, id) on delete cascade
) strict;
create index contact_tags_tag on contact_tags (workspace_id, tag_id, contact_id);

create table events (
  workspace_id blob not null references workspaces (id) on delete cascade,
  seq integer not null,
  type text not null,
  conversation_id blob,
  data text not null,
  created_at integer not null,
  primary key (workspace_id, seq)
) strict;
create index events_created on events (created_at);

create table audit_entries (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  actor_kind text not null,
  actor_id blob,
  action text not null,
  target_kind text not null,
  target_id text not null,
  detail text not null default '{}',
  ip text not null default '',
  request_id text not null default '',
  at integer not null,
  primary key (workspace_id, id)
) strict;
create index audit_entries_action on audit_entries (workspace_id, action, id);
create index audit_entries_target on audit_entries (workspace_id, target_id, id);
create index audit_entries_actor on audit_entries (workspace_id, actor_id, id);

create table jobs (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  kind text not null,
  payload text not null,
  state text not null,
  dedupe_key text,
  run_at integer not null,
  attempts integer not null default 0,
  max_attempts integer not null default 10,
  lease_token integer not null default 0,
  lease_until integer not null default 0,
  last_error text,
  created_at integer not null,
  finished_at integer,
  primary key (workspace_id, id)
) strict;
create unique index jobs_dedupe on jobs (workspace_id, kind, dedupe_key) where state in ('queued', 'running');
create index jobs_ready on jobs (run_at) where state in ('queued', 'running');

create table idempotency_keys (
  workspace_id blob not null references workspaces (id) on delete cascade,
  actor_id blob not null,
  key text not null,
  request_hash blob not null,
  status integer,
  body text,
  created_at integer not null,
  primary key (workspace_id, actor_id, key)
) strict;
create index idempotency_keys_created on idempotency_keys (created_at);
