-- Who is named in notes, what members are told about, how they want to be told, and how far readers of the event log have come.
create table note_mentions (
  workspace_id uuid not null,
  note_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  primary key (workspace_id, note_id, user_id),
  foreign key (workspace_id, note_id) references notes (workspace_id, id) on delete cascade
);

create table notifications (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  kind text not null,
  conversation_id uuid not null,
  subject text not null default '',
  actor_id uuid,
  preview text not null default '',
  times bigint not null default 1,
  created_at bigint not null,
  updated_at bigint not null,
  read_at bigint,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
);
create unique index notifications_unread on notifications (workspace_id, user_id, kind, conversation_id) where read_at is null;
create index notifications_recent on notifications (workspace_id, user_id, updated_at, id);
create index notifications_conversation on notifications (workspace_id, conversation_id);

create table notification_preferences (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  preferences text not null,
  updated_at bigint not null,
  primary key (workspace_id, user_id)
);

create table event_cursors (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  reader text not null,
  seq bigint not null,
  primary key (workspace_id, reader)
);
