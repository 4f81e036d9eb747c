-- Each entry of the audit log carries a hash over itself and the entry before it.
alter table audit_entries add column seq integer;
alter table audit_entries add column hash blob;
create unique index audit_entries_chain on audit_entries (workspace_id, seq) where seq is not null;

-- The end of each workspace's chain, and how many entries there were before chains.
create table audit_heads (
  workspace_id blob not null references workspaces (id) on delete cascade,
  seq integer not null,
  hash blob,
  unchained_count integer not null default 0,
  primary key (workspace_id)
) strict;
insert into audit_heads (workspace_id, seq, unchained_count)
select workspace_id, 0, count(*) from audit_entries group by workspace_id;
