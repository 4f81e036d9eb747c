-- Canned replies: texts that come back, shared by the workspace (`owner_id` is null) or a member's own.
create table canned_replies (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  owner_id blob references users (id) on delete cascade,
  shortcut text not null,
  title text not null,
  body text not null,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;
create unique index canned_replies_shared on canned_replies (workspace_id, shortcut) where owner_id is null;
create unique index canned_replies_own on canned_replies (workspace_id, owner_id, shortcut) where owner_id is not null;
