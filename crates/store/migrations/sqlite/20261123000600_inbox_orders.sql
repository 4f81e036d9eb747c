-- Orders of the inbox that would otherwise sort a whole view: who waits longest and whose window closes next among what is open, and what nobody took
-- (PostgreSQL does not read `assignee_id is null` in the order of an index that begins with the assignee).
create index conversations_open_waiting on conversations (workspace_id, coalesce(waiting_since, 9223372036854775807), id) where status = 'open';
create index conversations_open_window on conversations (workspace_id, coalesce(window_expires_at, 9223372036854775807), id) where status = 'open';
create index conversations_unassigned on conversations (workspace_id, last_message_at, id) where status = 'open' and assignee_id is null;
