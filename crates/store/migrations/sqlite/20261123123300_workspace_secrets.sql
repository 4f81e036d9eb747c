-- Secrets that flows and functions use by name: sealed under the master key, shown to nobody again.
create table workspace_secrets (
  workspace_id blob not null references workspaces (id) on delete cascade,
  name text not null,
  id blob not null,
  value blob not null,
  hint text not null,
  updated_by blob not null,
  updated_at integer not null,
  primary key (workspace_id, name)
) strict;
