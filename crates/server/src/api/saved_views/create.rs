//! Keep filters under a name.

use app::saved_views::SavedViewPatch;
use app::views::{SavedFilters, SavedViewView};

use crate::prelude::*;

/// A view to keep.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateSavedView {
    /// What it is called; none of its kind is called the same, capitals aside.
    #[schema(min_length = 1, max_length = 40)]
    name: String,
    /// Which conversations.
    filters: SavedFilters,
    /// For everybody in the workspace, which takes an admin; otherwise for yourself.
    #[serde(default)]
    shared: bool,
}

/// Save a view of the inbox.
#[utoipa::path(post, path = "/workspaces/{workspace}/saved-views", tag = "saved-views", params(WorkspacePath),
    responses((status = CREATED, body = SavedViewView)))]
pub(super) async fn create_saved_view(
    State(app): State<App>,
    member: Member<perm::WriteSavedViews>,
    Json(request): Json<CreateSavedView>,
) -> Result<(StatusCode, Json<SavedViewView>), ApiError> {
    let patch = SavedViewPatch {
        name: Some(request.name),
        filters: Some(request.filters),
        shared: Some(request.shared),
    };
    let view = app.saved_views().create(&member.actor(), patch).await?;
    Ok((StatusCode::CREATED, Json(view)))
}
