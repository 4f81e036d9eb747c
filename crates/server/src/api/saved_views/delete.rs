//! Remove a saved view.

use super::SavedViewPath;
use crate::prelude::*;

/// Delete a saved view. Shared ones are an admin's to delete.
#[utoipa::path(delete, path = "/workspaces/{workspace}/saved-views/{saved_view}", tag = "saved-views", params(SavedViewPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_saved_view(
    State(app): State<App>,
    member: Member<perm::WriteSavedViews>,
    Path(path): Path<SavedViewPath>,
) -> Result<StatusCode, ApiError> {
    app.saved_views().delete(&member.actor(), path.saved_view).await?;
    Ok(StatusCode::NO_CONTENT)
}
