//! Remove a tag.

use super::TagPath;
use crate::prelude::*;

/// Delete a tag, from every contact too.
#[utoipa::path(delete, path = "/workspaces/{workspace}/tags/{tag}", tag = "tags", params(TagPath), responses((status = NO_CONTENT)))]
pub(super) async fn delete_tag(State(app): State<App>, member: Member<perm::ManageTags>, Path(path): Path<TagPath>) -> Result<StatusCode, ApiError> {
    app.tags().delete(&member.actor(), path.tag).await?;
    Ok(StatusCode::NO_CONTENT)
}
