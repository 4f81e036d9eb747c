-- What a file looks and sounds like, so that screens can keep its place and show a small copy, and what cleaning by the clock reads.
alter table media add column width integer;
alter table media add column height integer;
alter table media add column duration_ms integer;
alter table media add column placeholder text;
alter table media add column thumbnail_key text;
alter table media add column thumbnail_mime_type text;
alter table media add column thumbnail_size integer;
create index media_kept on media (workspace_id, created_at) where state = 'ready';
create index media_removed on media (updated_at) where state = 'removed' and storage_key is not null;
create index media_waiting on media (meta_expires_at) where state = 'pending';
