-- Where events of the workspace are sent, and every sending.
create table webhooks (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  url text not null,
  description text not null,
  events text not null,
  secret bytea not null,
  previous_secret bytea,
  previous_until bigint not null default 0,
  state text not null,
  since_seq bigint not null,
  failing_since bigint,
  problem text,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (workspace_id, id)
);
create table webhook_deliveries (
  workspace_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  event text not null,
  body text not null,
  state text not null,
  attempts bigint not null default 0,
  next_attempt_at bigint not null,
  lease_until bigint not null default 0,
  lease_token bigint not null default 0,
  status bigint,
  problem text,
  answer text,
  ms bigint,
  created_at bigint not null,
  tried_at bigint,
  primary key (workspace_id, id),
  foreign key (workspace_id, webhook_id) references webhooks (workspace_id, id) on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where state = 'pending';
create index webhook_deliveries_webhook on webhook_deliveries (workspace_id, webhook_id, id);
create index webhook_deliveries_state on webhook_deliveries (workspace_id, webhook_id, state, id);
create index webhook_deliveries_old on webhook_deliveries (created_at);
