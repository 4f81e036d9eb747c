//! The notes of a conversation.

use app::views::NoteView;

use super::ConversationPath;
use crate::prelude::*;

/// List the notes of a conversation, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/conversations/{conversation}/notes", tag = "notes", params(ConversationPath, PageQuery),
    responses((status = OK, body = Page<NoteView>)))]
pub(super) async fn list_notes(
    State(app): State<App>,
    member: Member<perm::ReadNotes>,
    Path(path): Path<ConversationPath>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<NoteView>>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let page = workspace.list_notes(path.conversation, query.limit(), query.cursor()).await?;
    if page.data.is_empty() {
        workspace.get_conversation(path.conversation, None).await?;
    }
    let ids: Vec<NoteId> = page.data.iter().map(|note| note.id).collect();
    let mut mentions = workspace.mentions_of_notes(&ids).await?;
    Ok(Json(
        page.map(|note| {
            let named = mentions.remove(&note.id).unwrap_or_default();
            NoteView::of(note, named)
        })
        .into(),
    ))
}
