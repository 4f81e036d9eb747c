//! One file's facts.

use app::views::MediaView;

use super::MediaPath;
use crate::prelude::*;

/// Read what is known about a file, with a link that opens it for five minutes.
#[utoipa::path(get, path = "/workspaces/{workspace}/media/{media}", tag = "media", params(MediaPath), responses((status = OK, body = MediaView)))]
pub(super) async fn get_media(
    State(app): State<App>,
    member: Member<perm::ReadMedia>,
    Path(path): Path<MediaPath>,
) -> Result<Json<MediaView>, ApiError> {
    let mut view = MediaView::from(&app.store().workspace(member.workspace_id).get_media(path.media).await?);
    app.media().sign(member.workspace_id, member.user_id(), &mut view);
    Ok(Json(view))
}
