-- Teams: who takes what. A conversation may belong to a team, and the team may hand it out to its members in turn.
-- `settled_at` is when a person closed a conversation; assigning it or reopening it by hand clears that, so that one that is open and settled was reopened
-- by the contact.
create table teams (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  hands_out text not null default 'off',
  reopened text not null default 'keep',
  takes_new bigint not null default 0,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (workspace_id, id)
);
create unique index teams_name on teams (workspace_id, lower(name));
create unique index teams_takes_new on teams (workspace_id) where takes_new = 1;

create table team_members (
  workspace_id uuid not null,
  team_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  capacity bigint,
  last_given_at bigint not null default 0,
  primary key (workspace_id, team_id, user_id),
  foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete cascade
);

alter table conversations add column team_id uuid;
alter table conversations add column settled_at bigint;
create index conversations_team on conversations (workspace_id, team_id, status, last_message_at, id) where team_id is not null;
create index conversations_team_reopened on conversations (workspace_id, team_id, id) where status = 'open' and settled_at is not null and team_id is not null;
