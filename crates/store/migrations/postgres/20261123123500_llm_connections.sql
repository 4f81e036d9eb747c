-- Language models a workspace may ask, and what they have cost, month by month. Prices and costs are millionths of the connection's currency;
-- prices are per million tokens.
create table llm_connections (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  kind text not null,
  base_url text not null,
  model text not null,
  api_key bytea,
  api_key_hint text not null default '',
  link_hosts text not null default '[]',
  currency text not null default 'USD',
  input_price bigint,
  output_price bigint,
  monthly_budget bigint,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (workspace_id, id)
);
create unique index llm_connections_name on llm_connections (workspace_id, name);

create table llm_usage (
  workspace_id uuid not null,
  connection_id uuid not null,
  month bigint not null,
  calls bigint not null default 0,
  failures bigint not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cost bigint not null default 0,
  primary key (workspace_id, connection_id, month),
  foreign key (workspace_id, connection_id) references llm_connections (workspace_id, id) on delete cascade
);
