-- What live flows wait for besides messages: made from the live version, made anew when that changes. `kind`: `schedule` and `idle` and `unread` have a clock
-- (`due_at`), `webhook` a door (`name` is the SHA-256 of its secret path), `status` is only looked up. `renew`: the flow changed, its rows are to be made anew.
-- `mark_at` and `mark_id` say how far the clock's work has come, so that a crash neither skips nor repeats.
create table flow_watches (
  workspace_id blob not null,
  flow_id blob not null,
  kind text not null,
  name text not null,
  amount integer not null default 0,
  due_at integer,
  mark_at integer,
  mark_id blob,
  primary key (workspace_id, flow_id, kind, name),
  foreign key (workspace_id, flow_id) references flows (workspace_id, id) on delete cascade
) strict;
create index flow_watches_due on flow_watches (due_at) where due_at is not null;
create unique index flow_watches_door on flow_watches (name) where kind = 'webhook';
create index flow_watches_kind on flow_watches (workspace_id, kind);
insert into flow_watches (workspace_id, flow_id, kind, name, due_at)
select workspace_id, id, 'renew', '', 0 from flows where live_version is not null;

-- The run that a key's call asked for: a repetition is told the same.
alter table flow_keys add column run_id blob;

create index flow_runs_under_way on flow_runs (workspace_id, flow_id, version) where ended_at is null;
create index flow_runs_over on flow_runs (workspace_id, ended_at) where ended_at is not null;
