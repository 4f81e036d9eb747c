//! Canned replies: texts that come back, shared by the workspace or a member's own.

use model::{CannedReplyId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, WorkspaceTx};

/// More shared replies than this are found by nobody.
pub const MAX_SHARED_REPLIES: i64 = 500;
/// Replies of one member's own.
pub const MAX_OWN_REPLIES: i64 = 200;

row! {
    /// A text that comes back.
    #[derive(PartialEq, Eq)]
    pub struct CannedReplyRow {
        /// Its id.
        pub id: CannedReplyId,
        /// Whose own it is; nobody's is everybody's.
        pub owner_id: Option<UserId>,
        /// What is typed behind `/`, in lower case.
        pub shortcut: String,
        /// What it is for.
        pub title: String,
        /// What it says, with variables.
        pub body: String,
        /// When it was written.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

/// What a canned reply holds.
#[derive(Debug, Clone, Copy)]
pub struct NewCannedReply<'a> {
    /// Whose own it is; nobody's is everybody's.
    pub owner_id: Option<UserId>,
    /// What is typed behind `/`, in lower case.
    pub shortcut: &'a str,
    /// What it is for.
    pub title: &'a str,
    /// What it says, with variables.
    pub body: &'a str,
}

reads! {
    /// One canned reply that `reader` may see: a shared one, or their own.
    fn get_canned_reply(reader: UserId, id: CannedReplyId) -> CannedReplyRow = get;
    /// The shared ones and `reader`'s own, by shortcut: at most [`MAX_SHARED_REPLIES`] and [`MAX_OWN_REPLIES`].
    fn list_canned_replies(reader: UserId) -> Vec<CannedReplyRow> = list;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, reader: UserId, id: CannedReplyId) -> Result<CannedReplyRow> {
    fetch_optional!(
        connection,
        CannedReplyRow,
        "select id, owner_id, shortcut, title, body, created_at, updated_at
           from canned_replies
          where workspace_id = $1 and id = $2 and (owner_id is null or owner_id = $3)",
        workspace_id,
        id,
        reader
    )?
    .ok_or(Error::NotFound("canned reply"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, reader: UserId) -> Result<Vec<CannedReplyRow>> {
    fetch_all!(
        connection,
        CannedReplyRow,
        "select id, owner_id, shortcut, title, body, created_at, updated_at
           from canned_replies
          where workspace_id = $1 and owner_id is null
          union all
         select id, owner_id, shortcut, title, body, created_at, updated_at
           from canned_replies
          where workspace_id = $1 and owner_id = $2
          order by shortcut, id
          limit $3",
        workspace_id,
        reader,
        MAX_SHARED_REPLIES + MAX_OWN_REPLIES
    )
}

impl WorkspaceTx<'_> {
    /// Adds a reply; [`Error::Duplicate`] when there is one with that shortcut among the shared ones, or among the member's own.
    pub async fn create_canned_reply(&mut self, new: &NewCannedReply<'_>) -> Result<CannedReplyRow> {
        let id = CannedReplyId::new();
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into canned_replies (workspace_id, id, owner_id, shortcut, title, body, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $7)",
            workspace_id,
            id,
            new.owner_id,
            new.shortcut,
            new.title,
            new.body,
            now
        )?;
        Ok(CannedReplyRow {
            id,
            owner_id: new.owner_id,
            shortcut: new.shortcut.to_owned(),
            title: new.title.to_owned(),
            body: new.body.to_owned(),
            created_at: now,
            updated_at: now,
        })
    }

    /// Gives a reply all of this anew.
    pub async fn update_canned_reply(&mut self, id: CannedReplyId, new: &NewCannedReply<'_>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update canned_replies
                set owner_id = $3, shortcut = $4, title = $5, body = $6, updated_at = $7
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            new.owner_id,
            new.shortcut,
            new.title,
            new.body,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("canned reply")) } else { Ok(()) }
    }

    /// Removes a reply.
    pub async fn delete_canned_reply(&mut self, id: CannedReplyId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from canned_replies where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("canned reply")) } else { Ok(()) }
    }
}
