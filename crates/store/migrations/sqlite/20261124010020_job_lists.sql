-- A workspace's jobs, the latest first: those under way, those that failed, those of a kind.
create index jobs_open on jobs (workspace_id, id) where state in ('queued', 'running');
create index jobs_failed on jobs (workspace_id, id) where state = 'dead';
create index jobs_kind on jobs (workspace_id, kind, id);
