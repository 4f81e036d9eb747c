-- Conversations that are gone because they went into another one: links to them lead there.
create table conversation_merges (
  workspace_id uuid not null,
  from_id uuid not null,
  into_id uuid not null,
  at bigint not null,
  primary key (workspace_id, from_id),
  foreign key (workspace_id, into_id) references conversations (workspace_id, id) on delete cascade
);
create index conversation_merges_into on conversation_merges (workspace_id, into_id);
