-- Messages of a stretch of time, for the figures. New messages come at its end, so it costs little to keep.
create index messages_sent on messages (workspace_id, sent_at);
