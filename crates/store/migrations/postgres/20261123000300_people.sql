-- People: numbers matched by their line, changes of ids that wait for the people they are about, merges, and what the phone app shares.

-- A phone is known by its line (the one way of writing it); as it was given it stands beside it.
alter table contact_identities add column given text;
update contact_identities set given = value where kind = 'phone';
-- Contacts added by hand were known by both spellings of their line: one is enough.
delete from contact_identities
 where kind = 'phone'
   and ((length(value) = 13 and value like '521%')
        or (length(value) = 12 and value like '54%')
        or (length(value) = 12 and value like '55%' and substr(value, 5, 1) in ('6', '7', '8', '9')))
   and exists (select 1 from contact_identities other
                where other.workspace_id = contact_identities.workspace_id and other.kind = 'phone'
                  and other.value = case when contact_identities.value like '521%' then '52' || substr(contact_identities.value, 4)
                                         when contact_identities.value like '54%' then '549' || substr(contact_identities.value, 3)
                                         else substr(contact_identities.value, 1, 4) || '9' || substr(contact_identities.value, 5) end);
update contact_identities set value = '52' || substr(value, 4) where kind = 'phone' and length(value) = 13 and value like '521%';
update contact_identities set value = '549' || substr(value, 3) where kind = 'phone' and length(value) = 12 and value like '54%';
update contact_identities set value = substr(value, 1, 4) || '9' || substr(value, 5)
 where kind = 'phone' and length(value) = 12 and value like '55%' and substr(value, 5, 1) in ('6', '7', '8', '9');

-- The name in the business's own address book, and since when what is shown has been so: older news never wins.
alter table contacts add column book_name text;
alter table contacts add column named_at bigint;
create index contacts_email on contacts (workspace_id, lower(email)) where email is not null;
create index contacts_shown on contacts (workspace_id, lower(coalesce(name, book_name, profile_name)));

-- Notices of changed ids about people nobody here is known as yet: they take effect when one of the ids shows up. Empty is none; phones are lines.
create table identity_notices (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  previous_bsuid text not null,
  bsuid text not null,
  previous_phone text not null,
  phone text not null,
  given text not null,
  at bigint not null,
  primary key (workspace_id, previous_bsuid, bsuid, previous_phone, phone)
);

-- A number, a username or a portfolio id went from one contact to another: the two may be one person.
create table identity_moves (
  workspace_id uuid not null,
  kind text not null,
  value text not null,
  from_id uuid not null,
  to_id uuid not null,
  at bigint not null,
  primary key (workspace_id, from_id, to_id, kind, value),
  foreign key (workspace_id, from_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, to_id) references contacts (workspace_id, id) on delete cascade
);
create index identity_moves_to on identity_moves (workspace_id, to_id);

-- Contacts that are gone because they were another one.
create table contact_merges (
  workspace_id uuid not null,
  from_id uuid not null,
  into_id uuid not null,
  at bigint not null,
  primary key (workspace_id, from_id),
  foreign key (workspace_id, into_id) references contacts (workspace_id, id) on delete cascade
);
create index contact_merges_into on contact_merges (workspace_id, into_id);

-- Pairs of which somebody said that they are two people; the smaller id first.
create table contact_distinctions (
  workspace_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  by_id uuid,
  at bigint not null,
  primary key (workspace_id, one_id, other_id),
  foreign key (workspace_id, one_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, other_id) references contacts (workspace_id, id) on delete cascade
);
create index contact_distinctions_other on contact_distinctions (workspace_id, other_id);

-- The address book of the phone app, by line; a removed entry keeps its time, so that an older one does not bring it back.
create table address_book (
  workspace_id uuid not null,
  channel_id uuid not null,
  line text not null,
  name text,
  at bigint not null,
  primary key (workspace_id, channel_id, line),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);

-- How far the history of a number has come.
create table channel_histories (
  workspace_id uuid not null,
  channel_id uuid not null,
  phase bigint not null default 0,
  progress bigint not null default 0,
  message_count bigint not null default 0,
  file_count bigint not null default 0,
  error_code bigint,
  started_at bigint not null,
  updated_at bigint not null,
  finished_at bigint,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
create table channel_history_chunks (
  workspace_id uuid not null,
  channel_id uuid not null,
  phase bigint not null,
  chunk_order bigint not null,
  at bigint not null,
  primary key (workspace_id, channel_id, phase, chunk_order),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
