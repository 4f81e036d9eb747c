-- A job that somebody stopped, or asked to stop at its next step, and how far a job is that counts.
alter table jobs add column cancel_asked_at integer;
alter table jobs add column progress_done integer;
alter table jobs add column progress_total integer;
