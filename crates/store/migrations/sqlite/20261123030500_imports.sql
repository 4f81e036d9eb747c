-- Contacts from a file: the file until it is done, how it is to be read, how far it has come, and which rows did not fit.
create table imports (
  workspace_id blob not null references workspaces (id) on delete cascade,
  id blob not null,
  file_name text not null,
  body blob,
  encoding text not null,
  delimiter text not null,
  header text not null,
  sample text not null,
  row_count integer not null,
  mapping text not null,
  on_existing text not null default 'skip',
  state text not null,
  done_count integer not null default 0,
  created_count integer not null default 0,
  updated_count integer not null default 0,
  skipped_count integer not null default 0,
  failed_count integer not null default 0,
  created_by blob not null,
  created_at integer not null,
  finished_at integer,
  primary key (workspace_id, id)
) strict;
create table import_errors (
  workspace_id blob not null,
  import_id blob not null,
  row_number integer not null,
  field text not null,
  detail text not null,
  line text not null,
  primary key (workspace_id, import_id, row_number),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
) strict;
-- What an import made, so that it can be taken back.
create table import_contacts (
  workspace_id blob not null,
  import_id blob not null,
  contact_id blob not null,
  primary key (workspace_id, import_id, contact_id),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
) strict;
create index import_contacts_contact on import_contacts (workspace_id, contact_id);
