//! How far those have come who read the event log to do something about it: each event is acted on once, whichever node reads it.

use model::WorkspaceId;

use crate::db::{execute, fetch_all, fetch_optional};
use crate::{Result, Seq, Store, System, Workspace, WorkspaceTx};

impl Workspace<'_> {
    /// The last event that `reader` is done with; nothing before it ever read.
    pub async fn event_cursor(&self, reader: &str) -> Result<Option<Seq>> {
        let found: Option<(Seq,)> = fetch_optional!(
            self,
            (Seq,),
            "select seq from event_cursors where workspace_id = $1 and reader = $2",
            self.id(),
            reader
        )?;
        Ok(found.map(|(seq,)| seq))
    }
}

impl WorkspaceTx<'_> {
    /// `reader` is done with everything up to `to`; false, and nothing moved, when another node was done with `first` already.
    pub async fn advance_event_cursor(&mut self, reader: &str, first: Seq, to: Seq) -> Result<bool> {
        let workspace_id = self.id();
        let moved = execute!(
            self,
            "insert into event_cursors (workspace_id, reader, seq) values ($1, $2, $3)
             on conflict (workspace_id, reader) do update set seq = excluded.seq where event_cursors.seq < $4",
            workspace_id,
            reader,
            to,
            first
        )?;
        Ok(moved > 0)
    }
}

impl Store {
    /// Workspaces that `reader` has never read begin where they are now: what happened before is history. New workspaces begin at their first event.
    pub async fn begin_event_cursors(&self, reader: &str) -> Result<()> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "insert into event_cursors (workspace_id, reader, seq)
             select id, $1, event_seq from workspaces where deleted_at is null
             on conflict (workspace_id, reader) do nothing",
            reader
        )?;
        tx.commit().await
    }
}

impl System<'_> {
    /// Workspaces whose log is longer than `reader` has read.
    pub async fn workspaces_behind(&self, reader: &str) -> Result<Vec<WorkspaceId>> {
        let found: Vec<(WorkspaceId,)> = fetch_all!(
            self,
            (WorkspaceId,),
            "select place.workspace_id
               from event_cursors place
               join workspaces workspace on workspace.id = place.workspace_id and workspace.deleted_at is null
              where place.reader = $1 and place.seq < workspace.event_seq",
            reader
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }
}
