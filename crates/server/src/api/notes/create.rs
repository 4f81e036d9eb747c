//! Write a note.

use app::views::NoteView;

use super::{ConversationPath, NoteBody};
use crate::prelude::*;

/// Write a note on a conversation. The contact never sees it.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/notes", tag = "notes", params(ConversationPath),
    responses((status = CREATED, body = NoteView)))]
pub(super) async fn create_note(
    State(app): State<App>,
    member: Member<perm::WriteNotes>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<NoteBody>,
) -> Result<(StatusCode, Json<NoteView>), ApiError> {
    let note = app
        .notes()
        .create(&member.actor(), path.conversation, &request.body, &request.mentions.unwrap_or_default())
        .await?;
    Ok((StatusCode::CREATED, Json(note)))
}
