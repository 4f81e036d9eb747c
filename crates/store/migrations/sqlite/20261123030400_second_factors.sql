-- The second factor of people: a sealed seed, the last step of time it was used in, and recovery codes as hashes.
create table second_factors (
  user_id blob not null primary key references users (id) on delete cascade,
  seed blob not null,
  last_step integer not null default 0,
  created_at integer not null,
  confirmed_at integer
) strict;
create table recovery_codes (
  user_id blob not null references users (id) on delete cascade,
  code_hash blob not null,
  created_at integer not null,
  used_at integer,
  primary key (user_id, code_hash)
) strict;

-- Members without a second factor are not let into a workspace that asks for one.
alter table workspaces add column require_second_factor integer not null default 0;
