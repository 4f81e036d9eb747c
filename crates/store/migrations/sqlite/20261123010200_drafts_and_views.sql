-- What members write before they send it, and the filters of the inbox that they keep under a name.
create table drafts (
  workspace_id blob not null,
  user_id blob not null references users (id) on delete cascade,
  conversation_id blob not null,
  box text not null,
  body text not null,
  version integer not null,
  updated_at integer not null,
  primary key (workspace_id, user_id, conversation_id, box),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;
create index drafts_recent on drafts (workspace_id, user_id, updated_at);
create index drafts_conversation on drafts (workspace_id, conversation_id);

create table saved_views (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  owner_id blob references users (id) on delete cascade,
  name text not null,
  filters text not null,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;
create unique index saved_views_shared on saved_views (workspace_id, lower(name)) where owner_id is null;
create unique index saved_views_own on saved_views (workspace_id, owner_id, lower(name)) where owner_id is not null;
