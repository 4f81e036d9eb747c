-- Keys that programs gave their calls of flows: whoever calls again with one starts nothing, also after the run ended. Kept for a week.
create table flow_keys (
  workspace_id blob not null references workspaces (id) on delete cascade,
  key text not null,
  created_at integer not null,
  primary key (workspace_id, key)
) strict;
create index flow_keys_age on flow_keys (created_at);

-- In the order in which a run sent them.
drop index flow_messages_run;
create index flow_messages_run on flow_messages (workspace_id, run_id, step, message_id);
