-- Fields of contacts that a workspace gave a type; the values stand in contacts.attributes under the key.
create table custom_fields (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  key text not null,
  label text not null,
  kind text not null,
  choices text not null default '[]',
  position bigint not null default 0,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (workspace_id, id)
);
create unique index custom_fields_key on custom_fields (workspace_id, key);
