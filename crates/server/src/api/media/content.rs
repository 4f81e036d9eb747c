//! The bytes of a file, with headers that keep a browser from running what is in it.

use app::media::{content_disposition, is_inline};
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use store::MediaRow;

use super::MediaPath;
use super::range::{Wanted, wanted};
use super::reader::MediaReader;
use crate::prelude::*;

/// How the file is opened.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OpenMedia {
    /// The token of a link, instead of an access token.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    token: Option<String>,
}

/// Nothing in a file may run, load or be framed, whatever it is (RFC 9110 says how, a hostile sender says what).
const CSP: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");

/// Open a file.
///
/// Pictures, sound, film and PDF are shown in place; everything else is a download. `Range` is understood.
#[utoipa::path(get, path = "/workspaces/{workspace}/media/{media}/content", tag = "media", params(MediaPath, OpenMedia),
    responses((status = OK, description = "The bytes.", content_type = "application/octet-stream"),
        (status = PARTIAL_CONTENT, description = "The bytes asked for.", content_type = "application/octet-stream")))]
pub(super) async fn get_media_content(
    State(app): State<App>,
    reader: MediaReader,
    Path(path): Path<MediaPath>,
    Query(_open): Query<OpenMedia>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let media = app.store().workspace(reader.workspace_id).get_media(path.media).await?;
    let mut answer = media_headers(&media);
    let tag = answer.get(header::ETAG).cloned();
    if tag.is_some() && headers.get(header::IF_NONE_MATCH) == tag.as_ref() {
        return Ok((StatusCode::NOT_MODIFIED, answer).into_response());
    }
    let size = media.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    // A stretch of another version of the file would be worse than all of this one.
    let same = headers.get(header::IF_RANGE).is_none_or(|version| Some(version) == tag.as_ref());
    let (status, part, length) = match wanted(range.filter(|_| same), size) {
        Wanted::All => (StatusCode::OK, None, size),
        Wanted::Part(part) => {
            answer.insert(
                header::CONTENT_RANGE,
                number_header(format!("bytes {}-{}/{size}", part.start, part.end - 1)),
            );
            let length = part.end - part.start;
            (StatusCode::PARTIAL_CONTENT, Some(part), length)
        }
        Wanted::Nothing => {
            answer.insert(header::CONTENT_RANGE, number_header(format!("bytes */{size}")));
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, answer).into_response());
        }
    };
    let bytes = app.media().open(&media, part).await?;
    answer.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok((status, answer, Body::from_stream(bytes)).into_response())
}

fn media_headers(media: &MediaRow) -> HeaderMap {
    let inline = is_inline(&media.mime_type);
    let kind = if inline { media.mime_type.as_str() } else { "application/octet-stream" };
    let disposition = content_disposition(inline, media.filename.as_deref(), &media.mime_type);
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::try_from(kind).unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::try_from(disposition).unwrap_or(HeaderValue::from_static("attachment")),
    );
    harmless(&mut headers);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(tag) = media
        .sha256
        .as_deref()
        .filter(|hash| hash.len() == 64)
        .and_then(|hash| HeaderValue::try_from(format!("\"{hash}\"")).ok())
    {
        headers.insert(header::ETAG, tag);
    }
    headers
}

/// What every answer with a stranger's bytes says.
pub(super) fn harmless(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, CSP);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
}

fn number_header(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("digits and signs are header text")
}
