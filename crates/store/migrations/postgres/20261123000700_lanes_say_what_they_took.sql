-- What a worker took of its lane, written with the claim: if it ends without a word, an attempt is counted for these events.
alter table ingest_lanes add column taken_from uuid;
alter table ingest_lanes add column taken_to uuid;
alter table ingest_lanes add column taken_at bigint;
