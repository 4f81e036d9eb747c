-- WhatsApp's own forms: what Meta has and what is being written here, kept versions, and how the last look at all of them went.

create table wa_flows (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  -- Meta's own id.
  meta_id text not null,
  name text not null,
  -- JSON array.
  categories text not null,
  -- Meta's word: `DRAFT`, `PUBLISHED`, `DEPRECATED`, `BLOCKED`, `THROTTLED`.
  status text not null,
  json_version text,
  data_api_version text,
  endpoint_uri text,
  -- As typed, with the hash of it; `meta_hash` is that of what Meta has.
  draft text not null,
  draft_hash text not null,
  draft_revision bigint not null,
  draft_saved_at bigint not null,
  meta_hash text,
  -- JSON, Meta's `validation_errors` and `health_status`.
  meta_errors text not null,
  health text,
  preview_url text,
  preview_expires_at text,
  -- Who answers data exchanges: `none`, `fixed`, `function`, `forward`; its settings as JSON, and the secret a forward is signed with.
  endpoint_kind text not null,
  endpoint text not null,
  endpoint_secret bytea,
  -- When Meta last told of it, or somebody here changed it: what was read before that does not overwrite it.
  told_at bigint not null,
  -- The look at all of them that last found it.
  seen bigint not null,
  synced_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
create unique index wa_flows_meta on wa_flows (workspace_id, channel_id, meta_id);

-- What was uploaded, published or found at Meta, whole.
create table wa_flow_versions (
  workspace_id uuid not null,
  wa_flow_id uuid not null,
  number bigint not null,
  -- `uploaded`, `published`, `found`.
  kind text not null,
  json text not null,
  hash text not null,
  errors bigint not null,
  created_by uuid,
  created_at bigint not null,
  primary key (workspace_id, wa_flow_id, number),
  foreign key (workspace_id, wa_flow_id) references wa_flows (workspace_id, id) on delete cascade
);

create table wa_flow_syncs (
  workspace_id uuid not null,
  channel_id uuid not null,
  run bigint not null,
  -- `queued`, `running`, `done` or `failed`.
  state text not null,
  pages bigint not null,
  flows bigint not null,
  error text,
  started_at bigint not null,
  finished_at bigint,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
