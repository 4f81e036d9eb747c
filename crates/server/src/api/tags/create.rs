//! Add a tag.

use app::views::{TagColor, TagView};

use crate::prelude::*;

/// A tag to add.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateTag {
    /// What it says; no other tag says the same, capitals aside.
    #[schema(min_length = 1, max_length = 40)]
    name: String,
    /// How it is drawn.
    color: TagColor,
}

/// Create a tag.
#[utoipa::path(post, path = "/workspaces/{workspace}/tags", tag = "tags", params(WorkspacePath), responses((status = CREATED, body = TagView)))]
pub(super) async fn create_tag(
    State(app): State<App>,
    member: Member<perm::ManageTags>,
    Json(request): Json<CreateTag>,
) -> Result<(StatusCode, Json<TagView>), ApiError> {
    let tag = app.tags().create(&member.actor(), &request.name, request.color).await?;
    Ok((StatusCode::CREATED, Json(tag)))
}
