//! Take an import back.

use app::views::ImportView;

use super::ImportPath;
use crate::prelude::*;

/// Undo an import: delete the contacts it made.
///
/// Contacts that somebody talked with since stay, and what it changed about contacts that were there stays changed.
#[utoipa::path(post, path = "/workspaces/{workspace}/imports/{import}/undo", tag = "imports", params(ImportPath),
    responses((status = ACCEPTED, body = ImportView)))]
pub(super) async fn undo_import(
    State(app): State<App>,
    member: Member<perm::ImportContacts>,
    Path(path): Path<ImportPath>,
) -> Result<(StatusCode, Json<ImportView>), ApiError> {
    Ok((StatusCode::ACCEPTED, Json(app.imports().undo(&member.actor(), path.import).await?)))
}
