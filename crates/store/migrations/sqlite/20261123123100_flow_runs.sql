-- Runs of flows. What a run is, is in `run` (JSON); the columns beside it are what is looked for. `active`: of a conversation at most one; one that was set aside
-- for another waits with 0, as one that is queued does.
create table flow_runs (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  flow_id blob not null,
  version integer not null,
  conversation_id blob not null,
  active integer not null,
  status text not null,
  result text,
  outcome text not null default '',
  node text not null default '',
  epoch integer not null,
  steps integer not null default 0,
  trigger_kind text not null default '',
  problem text,
  wake_at integer,
  resume text not null default 'never',
  ask_until integer not null default 0,
  run text not null,
  started_at integer not null,
  updated_at integer not null,
  ended_at integer,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;
create unique index flow_runs_active on flow_runs (workspace_id, conversation_id) where active = 1;
create index flow_runs_conversation on flow_runs (workspace_id, conversation_id, started_at, id);
create index flow_runs_flow on flow_runs (workspace_id, flow_id, started_at, id);
create index flow_runs_recent on flow_runs (workspace_id, started_at, id);
create index flow_runs_due on flow_runs (wake_at) where active = 1 and wake_at is not null;
create index flow_runs_asking on flow_runs (ask_until) where active = 1 and status = 'asking';
create index flow_runs_ended on flow_runs (ended_at) where ended_at is not null;

-- The trail of a run. `entered`: the run came to the node here; a node that is woken again was entered before.
create table flow_steps (
  workspace_id blob not null,
  run_id blob not null,
  number integer not null,
  flow_id blob not null,
  node text not null,
  edge text,
  entered integer not null,
  step text not null,
  at integer not null,
  primary key (workspace_id, run_id, number),
  foreign key (workspace_id, run_id) references flow_runs (workspace_id, id) on delete cascade
) strict;
create index flow_steps_counted on flow_steps (workspace_id, flow_id, at, node, edge, entered);

-- Messages that runs sent: `key` is run:step:index, unique for ever; `flow_token` names a form that was sent with it.
create table flow_messages (
  workspace_id blob not null,
  message_id blob not null,
  run_id blob not null,
  flow_id blob not null,
  step integer not null,
  key text not null,
  flow_token text,
  primary key (workspace_id, message_id),
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade
) strict;
create unique index flow_messages_key on flow_messages (workspace_id, key);
create unique index flow_messages_token on flow_messages (workspace_id, flow_token) where flow_token is not null;
create index flow_messages_run on flow_messages (workspace_id, run_id);

-- What happened and is for flows to look at: written in the transaction in which it happened, removed in the one in which a run took it. `busy`: the run waits for
-- an answer from outside and takes it afterwards. `dead`: it could not be worked on. `key` tells it from its repetitions.
create table flow_inputs (
  workspace_id blob not null,
  id blob not null,
  conversation_id blob not null,
  kind text not null,
  payload text not null,
  key text,
  state text not null default 'ready',
  due_at integer not null,
  attempts integer not null default 0,
  error text,
  created_at integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;
create unique index flow_inputs_key on flow_inputs (workspace_id, key) where key is not null;
create index flow_inputs_due on flow_inputs (due_at, id) where state = 'ready';
create index flow_inputs_conversation on flow_inputs (workspace_id, conversation_id, id);

-- What all flows of a workspace share.
create table flow_settings (
  workspace_id blob not null primary key references workspaces (id) on delete cascade,
  globals text not null default '{}',
  calendars text not null default '{}',
  keywords text not null default '{}',
  version integer not null default 1,
  updated_at integer not null
) strict;

-- When flows last gave somebody a conversation: whose turn it is.
create table flow_turns (
  workspace_id blob not null references workspaces (id) on delete cascade,
  user_id blob not null references users (id) on delete cascade,
  at integer not null,
  primary key (workspace_id, user_id)
) strict;

-- The pen's epoch under which automation decided a message: compared in the transaction that marks it as leaving. Nothing: it is compared with nothing.
alter table outbox add column holder_epoch integer;
-- Since when the pen is where it is.
alter table conversations add column holder_since integer;
