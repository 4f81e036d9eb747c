-- Keys that programs sign in with: what they may do, until when, and of the secret only its hash.
create table api_keys (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  name text not null,
  secret_hash blob not null,
  hint text not null,
  scopes text not null,
  created_by blob not null,
  created_at integer not null,
  expires_at integer,
  last_used_at integer,
  last_used_ip text not null default '',
  revoked_at integer,
  primary key (workspace_id, id)
) strict;
create index api_keys_id on api_keys (id);

-- The key a person's change came through.
alter table audit_entries add column api_key_id blob;
