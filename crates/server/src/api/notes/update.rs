//! Change one's own note.

use app::views::NoteView;

use super::{NoteBody, NotePath};
use crate::prelude::*;

/// Update your own note.
#[utoipa::path(patch, path = "/workspaces/{workspace}/notes/{note}", tag = "notes", params(NotePath), responses((status = OK, body = NoteView)))]
pub(super) async fn update_note(
    State(app): State<App>,
    member: Member<perm::WriteNotes>,
    Path(path): Path<NotePath>,
    Json(request): Json<NoteBody>,
) -> Result<Json<NoteView>, ApiError> {
    Ok(Json(
        app.notes()
            .update(&member.actor(), path.note, &request.body, request.mentions.as_deref())
            .await?,
    ))
}
