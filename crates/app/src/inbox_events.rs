//! Events of the inbox's nouns: read back what the transaction made of them, and append what screens need to follow.

use model::{ContactId, ConversationId};
use serde_json::json;
use store::{NewEvent, WorkspaceTx};

use crate::views::{ContactView, NoteView, TagView};
use crate::{Result, announce};

/// `contact.updated`, and what the contact looks like now.
pub(crate) async fn contact_updated(workspace: &mut WorkspaceTx<'_>, id: ContactId) -> Result<ContactView> {
    announce::contact(workspace, id).await?;
    Ok(ContactView::from(workspace.get_contact(id).await?))
}

/// `contact.deleted`; nothing of the contact but its ids.
pub(crate) async fn contact_deleted(workspace: &mut WorkspaceTx<'_>, id: ContactId, conversation_id: Option<ConversationId>) -> Result<()> {
    let data = json!({ "contact_id": id, "conversation_id": conversation_id });
    workspace.append_events(&[NewEvent::new("contact.deleted", None, &data)?]).await?;
    Ok(())
}

/// `note.created`, `note.updated` or `note.deleted`.
pub(crate) async fn note(workspace: &mut WorkspaceTx<'_>, kind: &'static str, note: &NoteView) -> Result<()> {
    workspace
        .append_events(&[NewEvent::new(kind, Some(note.conversation_id), &json!({ "note": note }))?])
        .await?;
    Ok(())
}

/// `tag.updated` (new ones too) or `tag.deleted`.
pub(crate) async fn tag(workspace: &mut WorkspaceTx<'_>, kind: &'static str, tag: &TagView) -> Result<()> {
    workspace.append_events(&[NewEvent::new(kind, None, &json!({ "tag": tag }))?]).await?;
    Ok(())
}
