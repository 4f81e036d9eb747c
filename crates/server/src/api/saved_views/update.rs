//! Change a saved view.

use app::saved_views::SavedViewPatch;
use app::views::{SavedFilters, SavedViewView};

use super::SavedViewPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateSavedView {
    /// What it is called.
    #[schema(min_length = 1, max_length = 40)]
    name: Option<String>,
    /// Which conversations.
    filters: Option<SavedFilters>,
    /// For everybody, which takes an admin, or for yourself.
    shared: Option<bool>,
}

/// Update a saved view. Shared ones are an admin's to change.
#[utoipa::path(patch, path = "/workspaces/{workspace}/saved-views/{saved_view}", tag = "saved-views", params(SavedViewPath),
    responses((status = OK, body = SavedViewView)))]
pub(super) async fn update_saved_view(
    State(app): State<App>,
    member: Member<perm::WriteSavedViews>,
    Path(path): Path<SavedViewPath>,
    Json(request): Json<UpdateSavedView>,
) -> Result<Json<SavedViewView>, ApiError> {
    let patch = SavedViewPatch {
        name: request.name,
        filters: request.filters,
        shared: request.shared,
    };
    Ok(Json(app.saved_views().update(&member.actor(), path.saved_view, patch).await?))
}
