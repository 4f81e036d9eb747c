-- Where events of the workspace are sent, and every sending.
create table webhooks (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  url text not null,
  description text not null,
  events text not null,
  secret blob not null,
  previous_secret blob,
  previous_until integer not null default 0,
  state text not null,
  since_seq integer not null,
  failing_since integer,
  problem text,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;
create table webhook_deliveries (
  workspace_id blob not null,
  id blob not null,
  webhook_id blob not null,
  event text not null,
  body text not null,
  state text not null,
  attempts integer not null default 0,
  next_attempt_at integer not null,
  lease_until integer not null default 0,
  lease_token integer not null default 0,
  status integer,
  problem text,
  answer text,
  ms integer,
  created_at integer not null,
  tried_at integer,
  primary key (workspace_id, id),
  foreign key (workspace_id, webhook_id) references webhooks (workspace_id, id) on delete cascade
) strict;
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where state = 'pending';
create index webhook_deliveries_webhook on webhook_deliveries (workspace_id, webhook_id, id);
create index webhook_deliveries_state on webhook_deliveries (workspace_id, webhook_id, state, id);
create index webhook_deliveries_old on webhook_deliveries (created_at);
