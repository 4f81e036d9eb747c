//! Notes: internal remarks on a conversation. One changes one's own; admins may remove anybody's.

use model::{ConversationId, NoteId, Role};
use serde_json::json;

use crate::views::NoteView;
use crate::{Actor, App, Error, Result, inbox_events};

/// Longest note, in characters.
pub const LONGEST_NOTE: usize = 4000;

/// What notes can be asked to become.
pub struct Notes<'a>(&'a App);

impl App {
    /// Notes.
    #[must_use]
    pub fn notes(&self) -> Notes<'_> {
        Notes(self)
    }
}

impl Notes<'_> {
    /// Adds a note to a conversation.
    pub async fn create(&self, actor: &Actor, conversation_id: ConversationId, body: &str) -> Result<NoteView> {
        let body = checked_body(body)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.get_conversation(conversation_id, None).await?;
        let note = NoteView::from(workspace.create_note(conversation_id, actor.user_id, &body).await?);
        workspace
            .append_audit(&actor.audit("note.created", "note", note.id, json!({ "conversation_id": conversation_id })))
            .await?;
        inbox_events::note(&mut workspace, "note.created", &note).await?;
        tx.commit().await?;
        Ok(note)
    }

    /// Changes what one's own note says.
    pub async fn update(&self, actor: &Actor, id: NoteId, body: &str) -> Result<NoteView> {
        let body = checked_body(body)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if workspace.get_note(id).await?.author_id != actor.user_id {
            return Err(Error::forbidden("access.denied", "Only its author can change a note.").remedy("Write a note of your own."));
        }
        let note = NoteView::from(workspace.update_note(id, &body).await?);
        workspace
            .append_audit(&actor.audit("note.updated", "note", id, json!({ "conversation_id": note.conversation_id })))
            .await?;
        inbox_events::note(&mut workspace, "note.updated", &note).await?;
        tx.commit().await?;
        Ok(note)
    }

    /// Removes one's own note, or, as an admin, anybody's.
    pub async fn delete(&self, actor: &Actor, id: NoteId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let note = NoteView::from(workspace.get_note(id).await?);
        if note.author_id != actor.user_id && actor.role < Role::Admin {
            return Err(Error::forbidden("access.denied", "Only its author or an admin can delete a note.").remedy("Ask an admin."));
        }
        workspace.delete_note(id).await?;
        workspace
            .append_audit(&actor.audit("note.deleted", "note", id, json!({ "author_id": note.author_id })))
            .await?;
        inbox_events::note(&mut workspace, "note.deleted", &note).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn checked_body(body: &str) -> Result<String> {
    // PostgreSQL takes no NUL in texts.
    let body = body.replace('\0', "");
    let body = body.trim();
    match body.chars().count() {
        0 => Err(Error::invalid("/body", "missing_value", "Write something.")),
        length if length > LONGEST_NOTE => Err(Error::invalid("/body", "too_long", format!("Use at most {LONGEST_NOTE} characters."))),
        _ => Ok(body.to_owned()),
    }
}
