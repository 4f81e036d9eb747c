-- Automation flows: what is being drawn, and what was published. The draft's revision grows with each saving, so that a lost race is noticed.
-- What lists show of the draft (what the checker said, how a run starts, whether it differs from what is live) is written with it, so that no list reads a graph.
create table flows (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  description text not null default '',
  draft_json text not null,
  draft_revision bigint not null default 1,
  draft_saved_at bigint not null,
  draft_saved_by uuid,
  draft_errors bigint not null default 0,
  draft_warnings bigint not null default 0,
  has_changes boolean not null default false,
  triggers text not null default '[]',
  live_version bigint,
  last_version bigint not null default 0,
  enabled boolean not null default false,
  version bigint not null default 1,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (workspace_id, id)
);
create index flows_recent on flows (workspace_id, updated_at, id);
create unique index flows_name on flows (workspace_id, lower(name));

-- What was published, never changed: runs stay with the version they began in.
create table flow_versions (
  workspace_id uuid not null,
  flow_id uuid not null,
  number bigint not null,
  graph_json text not null,
  note text not null default '',
  node_count bigint not null,
  triggers text not null default '[]',
  published_at bigint not null,
  published_by uuid,
  primary key (workspace_id, flow_id, number),
  foreign key (workspace_id, flow_id) references flows (workspace_id, id) on delete cascade
);

-- Tests of a flow, as their authors wrote them.
create table flow_tests (
  workspace_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  name text not null,
  yaml text not null,
  created_at bigint not null,
  updated_at bigint not null,
  updated_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, flow_id) references flows (workspace_id, id) on delete cascade
);
create unique index flow_tests_name on flow_tests (workspace_id, flow_id, lower(name));
