-- Members are told of things of the workspace too, that belong to no conversation.
-- only here: a column cannot lose its `not null` on SQLite, so the table is written anew
create table notifications_of_all (
  workspace_id blob not null,
  id blob not null,
  user_id blob not null references users (id) on delete cascade,
  kind text not null,
  conversation_id blob,
  subject text not null default '',
  actor_id blob,
  preview text not null default '',
  times integer not null default 1,
  created_at integer not null,
  updated_at integer not null,
  read_at integer,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;
insert into notifications_of_all (workspace_id, id, user_id, kind, conversation_id, subject, actor_id, preview, times, created_at, updated_at, read_at)
  select workspace_id, id, user_id, kind, conversation_id, subject, actor_id, preview, times, created_at, updated_at, read_at from notifications;
drop table notifications;
alter table notifications_of_all rename to notifications;
create unique index notifications_unread on notifications (workspace_id, user_id, kind, conversation_id) where read_at is null;
create index notifications_recent on notifications (workspace_id, user_id, updated_at, id);
create index notifications_conversation on notifications (workspace_id, conversation_id);
-- to here
create unique index notifications_unread_of_workspace on notifications (workspace_id, user_id, kind, subject)
  where read_at is null and conversation_id is null;
