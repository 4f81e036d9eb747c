//! Saved views: filters of the inbox under a name, shared by the workspace or a member's own.

use model::{SavedViewId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, WorkspaceTx};

/// Shared views, and as many of each member's own.
pub const MAX_SAVED_VIEWS: i64 = 50;

row! {
    /// Filters under a name.
    #[derive(PartialEq, Eq)]
    pub struct SavedViewRow {
        /// Its id.
        pub id: SavedViewId,
        /// Whose own it is; nobody's is everybody's.
        pub owner_id: Option<UserId>,
        /// What it is called.
        pub name: String,
        /// The filters as JSON.
        pub filters: String,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

reads! {
    /// One view that `reader` may see: a shared one, or their own.
    fn get_saved_view(reader: UserId, id: SavedViewId) -> SavedViewRow = get;
    /// The shared ones and `reader`'s own, by name: at most [`MAX_SAVED_VIEWS`] of each.
    fn list_saved_views(reader: UserId) -> Vec<SavedViewRow> = list;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, reader: UserId, id: SavedViewId) -> Result<SavedViewRow> {
    fetch_optional!(
        connection,
        SavedViewRow,
        "select id, owner_id, name, filters, created_at, updated_at
           from saved_views
          where workspace_id = $1 and id = $2 and (owner_id is null or owner_id = $3)",
        workspace_id,
        id,
        reader
    )?
    .ok_or(Error::NotFound("saved view"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, reader: UserId) -> Result<Vec<SavedViewRow>> {
    let mut rows = fetch_all!(
        connection,
        SavedViewRow,
        "select id, owner_id, name, filters, created_at, updated_at from saved_views where workspace_id = $1 and owner_id is null
          union all
         select id, owner_id, name, filters, created_at, updated_at from saved_views where workspace_id = $1 and owner_id = $2
          limit $3",
        workspace_id,
        reader,
        2 * MAX_SAVED_VIEWS
    )?;
    rows.sort_by_key(|view: &SavedViewRow| (view.name.to_lowercase(), view.id));
    Ok(rows)
}

impl WorkspaceTx<'_> {
    /// Adds a view; [`Error::Duplicate`] when there is one of that name among the shared ones, or among the member's own.
    pub async fn create_saved_view(&mut self, owner_id: Option<UserId>, name: &str, filters: &str) -> Result<SavedViewId> {
        let id = SavedViewId::new();
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into saved_views (workspace_id, id, owner_id, name, filters, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)",
            workspace_id,
            id,
            owner_id,
            name,
            filters,
            now
        )?;
        Ok(id)
    }

    /// Gives a view all of this anew.
    pub async fn update_saved_view(&mut self, id: SavedViewId, owner_id: Option<UserId>, name: &str, filters: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update saved_views set owner_id = $3, name = $4, filters = $5, updated_at = $6 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            owner_id,
            name,
            filters,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("saved view")) } else { Ok(()) }
    }

    /// Removes a view.
    pub async fn delete_saved_view(&mut self, id: SavedViewId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from saved_views where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("saved view")) } else { Ok(()) }
    }
}
