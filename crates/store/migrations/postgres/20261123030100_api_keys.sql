-- Keys that programs sign in with: what they may do, until when, and of the secret only its hash.
create table api_keys (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  secret_hash bytea not null,
  hint text not null,
  scopes text not null,
  created_by uuid not null,
  created_at bigint not null,
  expires_at bigint,
  last_used_at bigint,
  last_used_ip text not null default '',
  revoked_at bigint,
  primary key (workspace_id, id)
);
create index api_keys_id on api_keys (id);

-- The key a person's change came through.
alter table audit_entries add column api_key_id uuid;
