-- Members are told of things of the workspace too, that belong to no conversation.
-- only here: on SQLite the table is written anew
alter table notifications alter column conversation_id drop not null;
-- to here
create unique index notifications_unread_of_workspace on notifications (workspace_id, user_id, kind, subject)
  where read_at is null and conversation_id is null;
