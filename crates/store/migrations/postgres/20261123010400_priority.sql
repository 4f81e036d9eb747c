-- How much a conversation matters: -1 low, 0 normal, 1 high, 2 urgent.
alter table conversations add column priority bigint not null default 0;
create index conversations_priority on conversations (workspace_id, priority, last_message_at, id) where status = 'open' and priority <> 0;
