//! A link that opens a file for a short time.

use app::views::MediaLink;

use super::MediaPath;
use crate::prelude::*;

/// Make a link that opens the file for you, for five minutes, without a header: for `<img>`, `<audio>` and `<video>`.
#[utoipa::path(post, path = "/workspaces/{workspace}/media/{media}/link", tag = "media", params(MediaPath), responses((status = OK, body = MediaLink)))]
pub(super) async fn create_media_link(
    State(app): State<App>,
    member: Member<perm::ReadMedia>,
    Path(path): Path<MediaPath>,
) -> Result<Json<MediaLink>, ApiError> {
    Ok(Json(app.media().link(&member.actor(), path.media).await?))
}
