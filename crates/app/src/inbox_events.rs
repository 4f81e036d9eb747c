//! Events of the inbox's nouns: read back what the transaction made of them, and append what screens need to follow.

use model::{CannedReplyId, ContactId, ConversationId, SavedViewId};
use serde::Serialize;
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

/// The note's id comes first in its JSON, where the search index looks for it: a map of values would be sorted by name.
#[derive(Serialize)]
struct NoteChanged<'a> {
    note: &'a NoteView,
}

/// `note.created`, `note.updated` or `note.deleted`.
pub(crate) async fn note(workspace: &mut WorkspaceTx<'_>, kind: &'static str, note: &NoteView) -> Result<()> {
    workspace
        .append_events(&[NewEvent::new(kind, Some(note.conversation_id), &NoteChanged { note })?])
        .await?;
    Ok(())
}

/// `tag.updated` (new ones too) or `tag.deleted`.
pub(crate) async fn tag(workspace: &mut WorkspaceTx<'_>, kind: &'static str, tag: &TagView) -> Result<()> {
    workspace.append_events(&[NewEvent::new(kind, None, &json!({ "tag": tag }))?]).await?;
    Ok(())
}

/// `canned_reply.updated` (new ones too) or `canned_reply.deleted`: its id, since the words stay with those who may read them.
pub(crate) async fn canned_reply(workspace: &mut WorkspaceTx<'_>, kind: &'static str, id: CannedReplyId) -> Result<()> {
    let data = json!({ "canned_reply_id": id });
    workspace.append_events(&[NewEvent::new(kind, None, &data)?]).await?;
    Ok(())
}

/// `saved_view.updated` (new ones too) or `saved_view.deleted`: its id, since its name stays with those who may read it.
pub(crate) async fn saved_view(workspace: &mut WorkspaceTx<'_>, kind: &'static str, id: SavedViewId) -> Result<()> {
    let data = json!({ "saved_view_id": id });
    workspace.append_events(&[NewEvent::new(kind, None, &data)?]).await?;
    Ok(())
}
