-- Language models a workspace may ask, and what they have cost, month by month. Prices and costs are millionths of the connection's currency;
-- prices are per million tokens.
create table llm_connections (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  name text not null,
  kind text not null,
  base_url text not null,
  model text not null,
  api_key blob,
  api_key_hint text not null default '',
  link_hosts text not null default '[]',
  currency text not null default 'USD',
  input_price integer,
  output_price integer,
  monthly_budget integer,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id)
) strict;
create unique index llm_connections_name on llm_connections (workspace_id, name);

create table llm_usage (
  workspace_id blob not null,
  connection_id blob not null,
  month integer not null,
  calls integer not null default 0,
  failures integer not null default 0,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  cost integer not null default 0,
  primary key (workspace_id, connection_id, month),
  foreign key (workspace_id, connection_id) references llm_connections (workspace_id, id) on delete cascade
) strict;
