//! Fetch a file from WhatsApp once more.

use app::views::MediaView;

use super::MediaPath;
use crate::prelude::*;

/// Try again to fetch a file from WhatsApp, which keeps it for a week.
#[utoipa::path(post, path = "/workspaces/{workspace}/media/{media}/download", tag = "media", params(MediaPath),
    responses((status = OK, body = MediaView)))]
pub(super) async fn download_media(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<MediaPath>,
) -> Result<Json<MediaView>, ApiError> {
    Ok(Json(app.media().download_again(&member.actor(), path.media).await?))
}
