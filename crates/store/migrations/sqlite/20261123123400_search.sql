-- Search by words over messages, notes and contacts. The words are made by the program (the same for both databases); every word begins with letters of its
-- workspace, so that looking for one never touches another workspace's words.

create table search_documents (
  workspace_id blob not null references workspaces (id) on delete cascade,
  -- When it was said, and a number that tells what was said at the same time apart: the order of what is found, and the row of search_index.
  ordinal integer not null,
  -- `message`, `note` or `contact`.
  kind text not null,
  subject_id blob not null,
  -- Where it was said; null for a contact.
  conversation_id blob,
  -- The contact that it is; null for what was said.
  contact_id blob,
  -- Of the words, to see that nothing changed.
  digest integer not null,
  words text not null,
  primary key (workspace_id, ordinal),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
) strict;
-- only here: search_index knows rows by one number
create unique index search_documents_row on search_documents (ordinal);
-- to here
create unique index search_documents_subject on search_documents (workspace_id, subject_id);
create index search_documents_conversation on search_documents (workspace_id, conversation_id);
create index search_documents_contact on search_documents (workspace_id, contact_id) where contact_id is not null;

-- The index of the words. It follows the table by itself, so that whatever deletes a document (a person's erasure, too) takes its words out in the same
-- transaction, and out of the file as well.
-- only here: PostgreSQL indexes the words in the table itself
create virtual table search_index using fts5 (words, content = '', tokenize = 'ascii');
insert into search_index (search_index, rank) values ('secure-delete', 1);
create trigger search_documents_inserted after insert on search_documents begin
  insert into search_index (rowid, words) values (new.ordinal, new.words);
end;
create trigger search_documents_deleted after delete on search_documents begin
  insert into search_index (search_index, rowid, words) values ('delete', old.ordinal, old.words);
end;
create trigger search_documents_updated after update of words on search_documents begin
  insert into search_index (search_index, rowid, words) values ('delete', old.ordinal, old.words);
  insert into search_index (rowid, words) values (new.ordinal, new.words);
end;
-- to here

-- What is to be indexed (again) and stands in no event: history of the phone, imports, threads that went into another.
create table search_queue (
  workspace_id blob not null references workspaces (id) on delete cascade,
  subject_id blob not null,
  kind text not null,
  primary key (workspace_id, subject_id)
) strict;

-- What was there before the index, and how far it is taken in.
create table search_backfills (
  workspace_id blob not null references workspaces (id) on delete cascade,
  kind text not null,
  after_id blob not null,
  primary key (workspace_id, kind)
) strict;
-- only here: ids and lists of values are written in another way
insert into search_backfills (workspace_id, kind, after_id)
select id, kinds.kind, zeroblob(16)
  from workspaces cross join (select 'message' as kind union all select 'note' union all select 'contact') kinds
 where deleted_at is null;
-- to here
insert into event_cursors (workspace_id, reader, seq) select id, 'search', event_seq from workspaces where deleted_at is null;
