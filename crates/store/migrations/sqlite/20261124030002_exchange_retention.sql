-- A workspace may keep exchanges of forms for less than a month.
create index flow_exchanges_workspace_at on flow_exchanges (workspace_id, at);
