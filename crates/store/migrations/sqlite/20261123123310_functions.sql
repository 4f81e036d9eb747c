-- JavaScript of the workspace: what is being written, and every version that went live.
create table functions (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  name text not null,
  description text not null,
  timeout_ms integer not null,
  memory_mb integer not null,
  allow_hosts text not null,
  draft text not null,
  draft_revision integer not null,
  draft_saved_at integer not null,
  live_version integer,
  live_revision integer,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;
create unique index functions_name on functions (workspace_id, name);
create table function_versions (
  workspace_id blob not null,
  function_id blob not null,
  number integer not null,
  source text not null,
  note text not null,
  published_by blob not null,
  published_at integer not null,
  primary key (workspace_id, function_id, number),
  foreign key (workspace_id, function_id) references functions (workspace_id, id) on delete cascade
) strict;
-- The last calls of each function. Ids are in the order of time.
create table function_calls (
  workspace_id blob not null,
  function_id blob not null,
  id blob not null,
  version integer,
  caller text not null,
  at integer not null,
  ms integer not null,
  problem text,
  logs text not null,
  fetches text not null,
  primary key (workspace_id, function_id, id),
  foreign key (workspace_id, function_id) references functions (workspace_id, id) on delete cascade
) strict;
