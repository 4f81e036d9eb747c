-- Templates: what Meta has, kept here so that lists are quick and each change is told; and how the last look at all of them went.

create table templates (
  workspace_id blob not null,
  id blob not null,
  channel_id blob not null,
  -- Meta's own id.
  meta_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  quality text not null,
  parameter_format text not null,
  -- As on the wire, JSON.
  components text not null,
  -- Name and words in lower case.
  search text not null,
  rejected_reason text,
  recommendation text,
  previous_category text,
  correct_category text,
  category_changes_at integer,
  ttl_seconds integer,
  -- When Meta last told of it, or somebody here changed it: what was read before that does not overwrite it.
  told_at integer not null,
  -- The look at all templates that last found it.
  seen integer not null,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
) strict;
-- Name and language together are a template's key at Meta.
create unique index templates_key on templates (workspace_id, channel_id, name, language);

create table template_syncs (
  workspace_id blob not null,
  channel_id blob not null,
  run integer not null,
  -- `queued`, `running`, `done` or `failed`.
  state text not null,
  pages integer not null,
  templates integer not null,
  error text,
  started_at integer not null,
  finished_at integer,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
) strict;
