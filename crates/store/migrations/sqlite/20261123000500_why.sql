-- Provenance: what ingest and the send policy decided for each message, and every other delivery that carried it again.
-- Channel activity: what Meta said about our number, account and templates (append only), and which of it still stands.

alter table messages add column decided text;
alter table webhook_events add column signed_with text;

alter table outbox add column policy_window_expires_at integer;
alter table outbox add column policy_opted_out_at integer;
alter table outbox add column policy_blocked_at integer;
alter table outbox_attempts add column policy_window_expires_at integer;
alter table outbox_attempts add column policy_opted_out_at integer;
alter table outbox_attempts add column policy_blocked_at integer;

create table message_sightings (
  workspace_id blob not null references workspaces (id) on delete cascade,
  channel_id blob not null,
  wamid text not null,
  item text not null,
  webhook_event_id blob not null references webhook_events (id) on delete cascade,
  received_at integer not null,
  primary key (workspace_id, channel_id, wamid, webhook_event_id, item)
) strict;
create index message_sightings_event on message_sightings (webhook_event_id);

alter table channels add column messaging_limit text;
alter table channels add column name_status text;
alter table channels add column account_review text;
alter table channels add column calling_status text;
alter table channels add column pin_changed_at integer;

create table channel_activity (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  channel_id blob not null,
  item_hash blob not null,
  area text not null,
  kind text not null,
  severity text not null,
  subject text not null default '',
  data text not null default '{}',
  webhook_event_id blob,
  at integer not null,
  received_at integer not null,
  primary key (workspace_id, id)
) strict;
create unique index channel_activity_item on channel_activity (workspace_id, channel_id, item_hash);
create index channel_activity_area on channel_activity (workspace_id, area, id);
create index channel_activity_severity on channel_activity (workspace_id, severity, id);

create table channel_alerts (
  workspace_id blob not null references workspaces (id) on delete cascade,
  channel_id blob not null,
  kind text not null,
  subject text not null default '',
  severity text not null,
  data text not null default '{}',
  activity_id blob not null,
  since integer not null,
  until integer,
  primary key (workspace_id, channel_id, kind, subject)
) strict;

