//! Drafts: a member's own, kept while they write. The last write wins.

use model::ConversationId;
use store::DraftRow;

use crate::views::{DraftBox, DraftView};
use crate::{Actor, App, Error, Result};

/// Longest draft, in characters: twice what can be sent, since people write before they cut.
pub const LONGEST_DRAFT: usize = 8192;

/// What drafts can be asked to become.
pub struct Drafts<'a>(&'a App);

impl App {
    /// Drafts.
    #[must_use]
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts(self)
    }
}

impl Drafts<'_> {
    /// Keeps what the member is writing; nothing but space throws the draft away.
    pub async fn put(&self, actor: &Actor, conversation_id: ConversationId, in_box: DraftBox, body: &str) -> Result<DraftView> {
        if body.chars().count() > LONGEST_DRAFT {
            return Err(Error::invalid(
                "/body",
                "too_long",
                format!("A draft has at most {LONGEST_DRAFT} characters."),
            ));
        }
        let mut tx = self.0.store().begin().await?;
        let updated_at = tx.now();
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.get_conversation(conversation_id, None).await?;
        let kept = if body.trim().is_empty() { "" } else { body };
        let version = if kept.is_empty() {
            workspace.delete_draft(actor.user_id, conversation_id, in_box.as_str()).await?;
            0
        } else {
            workspace.put_draft(actor.user_id, conversation_id, in_box.as_str(), kept).await?
        };
        tx.commit().await?;
        let row = DraftRow {
            conversation_id,
            box_word: in_box.as_str().to_owned(),
            body: kept.to_owned(),
            version,
            updated_at,
        };
        Ok(row.into())
    }
}
