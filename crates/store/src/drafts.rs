//! Drafts: what a member is writing, kept for their other browsers and for tomorrow.

use model::{ConversationId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Result, WorkspaceTx};

/// Drafts that are listed: the latest.
pub const MAX_DRAFTS: i64 = 200;

row! {
    /// A draft.
    #[derive(PartialEq, Eq)]
    pub struct DraftRow {
        /// In which conversation.
        pub conversation_id: ConversationId,
        /// `reply` or `note`.
        pub box_word: String,
        /// What is written so far.
        pub body: String,
        /// Grows with each change.
        pub version: i64,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

reads! {
    /// A member's drafts, the latest first: at most [`MAX_DRAFTS`]. `drafts_recent` gives the order.
    fn list_drafts(user: UserId) -> Vec<DraftRow> = list;
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, user: UserId) -> Result<Vec<DraftRow>> {
    fetch_all!(
        connection,
        DraftRow,
        "select conversation_id, box as box_word, body, version, updated_at
           from drafts
          where workspace_id = $1 and user_id = $2
          order by updated_at desc
          limit $3",
        workspace_id,
        user,
        MAX_DRAFTS
    )
}

impl WorkspaceTx<'_> {
    /// Writes a draft over what was there; gives its new version. The conversation must be of this workspace.
    pub async fn put_draft(&mut self, user: UserId, conversation: ConversationId, box_word: &str, body: &str) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        let version: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "insert into drafts (workspace_id, user_id, conversation_id, box, body, version, updated_at) values ($1, $2, $3, $4, $5, 1, $6)
             on conflict (workspace_id, user_id, conversation_id, box)
             do update set body = excluded.body, version = drafts.version + 1, updated_at = excluded.updated_at
             returning version",
            workspace_id,
            user,
            conversation,
            box_word,
            body,
            now
        )?;
        Ok(version.map_or(1, |(version,)| version))
    }

    /// Throws a draft away. False when there was none.
    pub async fn delete_draft(&mut self, user: UserId, conversation: ConversationId, box_word: &str) -> Result<bool> {
        let workspace_id = self.id();
        let deleted = execute!(
            self,
            "delete from drafts where workspace_id = $1 and user_id = $2 and conversation_id = $3 and box = $4",
            workspace_id,
            user,
            conversation,
            box_word
        )?;
        Ok(deleted > 0)
    }
}
