//! Change a tag.

use app::views::{TagColor, TagView};

use super::TagPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateTag {
    /// What it says.
    #[schema(min_length = 1, max_length = 40)]
    name: Option<String>,
    /// How it is drawn.
    color: Option<TagColor>,
}

/// Update a tag, on every contact.
#[utoipa::path(patch, path = "/workspaces/{workspace}/tags/{tag}", tag = "tags", params(TagPath), responses((status = OK, body = TagView)))]
pub(super) async fn update_tag(
    State(app): State<App>,
    member: Member<perm::ManageTags>,
    Path(path): Path<TagPath>,
    Json(request): Json<UpdateTag>,
) -> Result<Json<TagView>, ApiError> {
    Ok(Json(
        app.tags()
            .update(&member.actor(), path.tag, request.name.as_deref(), request.color)
            .await?,
    ))
}
