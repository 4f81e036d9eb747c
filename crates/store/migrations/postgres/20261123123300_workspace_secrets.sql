-- Secrets that flows and functions use by name: sealed under the master key, shown to nobody again.
create table workspace_secrets (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  name text not null,
  id uuid not null,
  value bytea not null,
  hint text not null,
  updated_by uuid not null,
  updated_at bigint not null,
  primary key (workspace_id, name)
);
