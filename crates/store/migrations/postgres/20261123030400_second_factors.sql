-- The second factor of people: a sealed seed, the last step of time it was used in, and recovery codes as hashes.
create table second_factors (
  user_id uuid not null primary key references users (id) on delete cascade,
  seed bytea not null,
  last_step bigint not null default 0,
  created_at bigint not null,
  confirmed_at bigint
);
create table recovery_codes (
  user_id uuid not null references users (id) on delete cascade,
  code_hash bytea not null,
  created_at bigint not null,
  used_at bigint,
  primary key (user_id, code_hash)
);

-- Members without a second factor are not let into a workspace that asks for one.
alter table workspaces add column require_second_factor boolean not null default false;
