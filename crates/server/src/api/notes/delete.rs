//! Remove a note.

use super::NotePath;
use crate::prelude::*;

/// Delete your own note; owners and admins may delete anybody's.
#[utoipa::path(delete, path = "/workspaces/{workspace}/notes/{note}", tag = "notes", params(NotePath), responses((status = NO_CONTENT)))]
pub(super) async fn delete_note(
    State(app): State<App>,
    member: Member<perm::WriteNotes>,
    Path(path): Path<NotePath>,
) -> Result<StatusCode, ApiError> {
    app.notes().delete(&member.actor(), path.note).await?;
    Ok(StatusCode::NO_CONTENT)
}
