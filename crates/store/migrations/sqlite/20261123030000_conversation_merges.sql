-- Conversations that are gone because they went into another one: links to them lead there.
create table conversation_merges (
  workspace_id blob not null,
  from_id blob not null,
  into_id blob not null,
  at integer not null,
  primary key (workspace_id, from_id),
  foreign key (workspace_id, into_id) references conversations (workspace_id, id) on delete cascade
) strict;
create index conversation_merges_into on conversation_merges (workspace_id, into_id);
