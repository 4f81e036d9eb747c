-- What customers sent with forms, their files, and where it is handed on to.

create table submissions (
  workspace_id blob not null,
  id blob not null,
  -- The form may be gone; its name then was.
  wa_flow_id blob,
  flow_name text not null,
  contact_id blob not null,
  conversation_id blob not null,
  message_id blob not null,
  at integer not null,
  -- What ties it to a message of ours: `token`, `context`, or `none`.
  bound_by text not null,
  -- JSON: `[{key, label, value}]`.
  fields text not null,
  -- Keys and values in lower case.
  search text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;
create unique index submissions_message on submissions (workspace_id, message_id);
create index submissions_flow on submissions (workspace_id, wa_flow_id, at, id);
create index submissions_at on submissions (workspace_id, at, id);
create index submissions_contact on submissions (workspace_id, contact_id);
create index submissions_conversation on submissions (workspace_id, conversation_id);

create table submission_files (
  workspace_id blob not null,
  submission_id blob not null,
  place integer not null,
  -- The field it belongs to.
  field text not null,
  media_id blob not null,
  primary key (workspace_id, submission_id, place),
  foreign key (workspace_id, submission_id) references submissions (workspace_id, id) on delete cascade
) strict;
create index submission_files_media on submission_files (workspace_id, media_id);

create table forwards (
  workspace_id blob not null,
  id blob not null,
  wa_flow_id blob not null,
  name text not null,
  url text not null,
  method text not null,
  -- JSON: name → JMESPath expression over the submission; empty sends all of it.
  mapping text not null,
  -- JSON: `[{name, value}]` or `[{name, secret}]`.
  headers text not null,
  -- Signs each delivery, sealed under the master key.
  signing_secret blob not null,
  enabled integer not null,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, wa_flow_id) references wa_flows (workspace_id, id) on delete cascade
) strict;
create index forwards_flow on forwards (workspace_id, wa_flow_id);

create table forward_deliveries (
  workspace_id blob not null,
  id blob not null,
  forward_id blob not null,
  submission_id blob not null,
  -- `pending`, `delivered` or `failed`.
  state text not null,
  attempts integer not null,
  -- Of the last attempt: HTTP status, what came back (its beginning), what went wrong, and how long it took.
  status integer,
  response text,
  error text,
  ms integer,
  created_at integer not null,
  updated_at integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, forward_id) references forwards (workspace_id, id) on delete cascade,
  foreign key (workspace_id, submission_id) references submissions (workspace_id, id) on delete cascade
) strict;
create unique index forward_deliveries_once on forward_deliveries (workspace_id, forward_id, submission_id);
create index forward_deliveries_list on forward_deliveries (workspace_id, forward_id, id);
create index forward_deliveries_submission on forward_deliveries (workspace_id, submission_id);
