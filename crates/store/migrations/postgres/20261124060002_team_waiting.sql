-- How many contacts wait for each team: counted from the index alone.
create index conversations_team_waiting on conversations (workspace_id, team_id) where status = 'open' and waiting_since is not null and team_id is not null;
