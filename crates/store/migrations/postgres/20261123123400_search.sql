-- Search by words over messages, notes and contacts. The words are made by the program (the same for both databases); every word begins with letters of its
-- workspace, so that looking for one never touches another workspace's words.

create table search_documents (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- When it was said, and a number that tells what was said at the same time apart: the order of what is found.
  ordinal bigint not null,
  -- `message`, `note` or `contact`.
  kind text not null,
  subject_id uuid not null,
  -- Where it was said; null for a contact.
  conversation_id uuid,
  -- The contact that it is; null for what was said.
  contact_id uuid,
  -- Of the words, to see that nothing changed.
  digest bigint not null,
  words tsvector not null,
  primary key (workspace_id, ordinal),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create unique index search_documents_subject on search_documents (workspace_id, subject_id);
create index search_documents_conversation on search_documents (workspace_id, conversation_id);
create index search_documents_contact on search_documents (workspace_id, contact_id) where contact_id is not null;
-- only here: SQLite indexes the words in a table of its own
create index search_documents_words on search_documents using gin (words);
-- to here

-- What is to be indexed (again) and stands in no event: history of the phone, imports, threads that went into another.
create table search_queue (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  subject_id uuid not null,
  kind text not null,
  primary key (workspace_id, subject_id)
);

-- What was there before the index, and how far it is taken in.
create table search_backfills (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  kind text not null,
  after_id uuid not null,
  primary key (workspace_id, kind)
);
-- only here: ids and lists of values are written in another way
insert into search_backfills (workspace_id, kind, after_id)
select id, kinds.kind, '00000000-0000-0000-0000-000000000000'
  from workspaces cross join (values ('message'), ('note'), ('contact')) as kinds (kind)
 where deleted_at is null;
-- to here
insert into event_cursors (workspace_id, reader, seq) select id, 'search', event_seq from workspaces where deleted_at is null;
