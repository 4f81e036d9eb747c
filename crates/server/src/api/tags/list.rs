//! Every tag.

use app::views::TagView;

use crate::prelude::*;

/// List the tags, by name. There are at most 500, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/tags", tag = "tags", params(WorkspacePath), responses((status = OK, body = Page<TagView>)))]
pub(super) async fn list_tags(State(app): State<App>, member: Member<perm::ReadTags>) -> Result<Json<Page<TagView>>, ApiError> {
    let tags = app.store().workspace(member.workspace_id).list_tags().await?;
    Ok(Json(Page::whole(tags.iter().map(TagView::from).collect())))
}
