//! Files of conversations: upload, look at, open.

mod content;
mod download;
mod get;
mod link;
mod range;
mod reader;
mod thumbnail;
mod upload;

use axum::extract::DefaultBodyLimit;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    // Uploads are limited while they are written, by the operator's own setting.
    let upload = Routes::new()
        .routes(routes!(upload::upload_media))
        .map(|routes| routes.layer(DefaultBodyLimit::disable()));
    Routes::new()
        .routes(routes!(get::get_media))
        .routes(routes!(content::get_media_content))
        .routes(routes!(thumbnail::get_media_thumbnail))
        .routes(routes!(link::create_media_link))
        .routes(routes!(download::download_media))
        .merge(upload)
}

/// Paths that name a file.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct MediaPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The file's id.
    media: MediaId,
}
