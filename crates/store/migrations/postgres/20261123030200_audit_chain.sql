-- Each entry of the audit log carries a hash over itself and the entry before it.
alter table audit_entries add column seq bigint;
alter table audit_entries add column hash bytea;
create unique index audit_entries_chain on audit_entries (workspace_id, seq) where seq is not null;

-- The end of each workspace's chain, and how many entries there were before chains.
create table audit_heads (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  seq bigint not null,
  hash bytea,
  unchained_count bigint not null default 0,
  primary key (workspace_id)
);
insert into audit_heads (workspace_id, seq, unchained_count)
select workspace_id, 0, count(*) from audit_entries group by workspace_id;
