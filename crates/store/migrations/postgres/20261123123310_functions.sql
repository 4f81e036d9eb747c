-- JavaScript of the workspace: what is being written, and every version that went live.
create table functions (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  description text not null,
  timeout_ms bigint not null,
  memory_mb bigint not null,
  allow_hosts text not null,
  draft text not null,
  draft_revision bigint not null,
  draft_saved_at bigint not null,
  live_version bigint,
  live_revision bigint,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (workspace_id, id)
);
create unique index functions_name on functions (workspace_id, name);
create table function_versions (
  workspace_id uuid not null,
  function_id uuid not null,
  number bigint not null,
  source text not null,
  note text not null,
  published_by uuid not null,
  published_at bigint not null,
  primary key (workspace_id, function_id, number),
  foreign key (workspace_id, function_id) references functions (workspace_id, id) on delete cascade
);
-- The last calls of each function. Ids are in the order of time.
create table function_calls (
  workspace_id uuid not null,
  function_id uuid not null,
  id uuid not null,
  version bigint,
  caller text not null,
  at bigint not null,
  ms bigint not null,
  problem text,
  logs text not null,
  fetches text not null,
  primary key (workspace_id, function_id, id),
  foreign key (workspace_id, function_id) references functions (workspace_id, id) on delete cascade
);
