//! The small copy of a picture, for lists and threads.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};

use super::MediaPath;
use super::content::{OpenMedia, harmless};
use super::reader::MediaReader;
use crate::prelude::*;

/// Open a picture's small copy.
///
/// At most 640 pixels a side, JPEG or (see-through pictures) PNG, made of the picture's pixels only: nothing of the camera, the place, or other data in the
/// file is in it. 404 when there is none: the file itself is small then, or not a picture, or not here.
#[utoipa::path(get, path = "/workspaces/{workspace}/media/{media}/thumbnail", tag = "media", params(MediaPath, OpenMedia),
    responses((status = OK, description = "The bytes.", content_type = "image/jpeg")))]
pub(super) async fn get_media_thumbnail(
    State(app): State<App>,
    reader: MediaReader,
    Path(path): Path<MediaPath>,
    Query(_open): Query<OpenMedia>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let media = app.store().workspace(reader.workspace_id).get_media(path.media).await?;
    let kind = match media.thumbnail_mime_type.as_deref() {
        Some("image/png") => HeaderValue::from_static("image/png"),
        _ => HeaderValue::from_static("image/jpeg"),
    };
    let mut answer = HeaderMap::new();
    harmless(&mut answer);
    answer.insert(header::CONTENT_TYPE, kind);
    answer.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"preview\""));
    // Its name is random and never used again.
    let tag = media.thumbnail_key.as_deref().and_then(|key| key.rsplit('/').next());
    if let Some(tag) = tag.and_then(|name| HeaderValue::try_from(format!("\"{name}\"")).ok()) {
        let is_known = headers.get(header::IF_NONE_MATCH) == Some(&tag);
        answer.insert(header::ETAG, tag);
        if is_known {
            return Ok((StatusCode::NOT_MODIFIED, answer).into_response());
        }
    }
    let bytes = app.media().open_thumbnail(&media).await?;
    if let Some(size) = media.thumbnail_size.and_then(|size| u64::try_from(size).ok()) {
        answer.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    }
    Ok((answer, Body::from_stream(bytes)).into_response())
}
