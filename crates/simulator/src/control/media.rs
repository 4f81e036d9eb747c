//! Files that phones send, and files the phone page shows.

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::Value;

use super::{problem::Problem, request::Query};
use crate::{
    simulator::Simulator,
    world::media::{Media, UPLOAD_LIFE},
};

/// Name of an uploaded file.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    filename: Option<String>,
}

pub(super) async fn upload(
    State(simulator): State<Simulator>,
    Query(named): Query<Named>,
    headers: HeaderMap,
    bytes: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let bytes = bytes.map_err(|_| Problem::too_large())?;
    if bytes.is_empty() {
        return Err(Problem::invalid("Send the bytes of the file as the body."));
    }
    let mime_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("application/octet-stream");
    let view = simulator.inner.with(|world| {
        let expires_at = world.now().plus(UPLOAD_LIFE);
        let media = Media::new(world.random.digits(15), mime_type, named.filename, bytes, expires_at);
        let view = media.view();
        world.media.put(media);
        view
    });
    Ok((StatusCode::CREATED, Json(view)))
}

pub(super) async fn get(State(simulator): State<Simulator>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let media = simulator.inner.with(|world| world.media.get(&id, world.now()).cloned());
    let media = media.ok_or_else(|| Problem::not_found(format!("There is no media {id}; it may have been forgotten to save memory.")))?;
    let shown = ["image/jpeg", "image/png", "image/webp", "image/gif", "audio/", "video/"];
    let inline = shown.iter().any(|kind| media.mime_type.starts_with(kind));
    let common = [
        (header::CONTENT_TYPE, media.mime_type.clone()),
        (header::CONTENT_DISPOSITION, if inline { "inline" } else { "attachment" }.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let size = media.bytes.len();
    Ok(match range(&headers, size) {
        None => (common, media.bytes).into_response(),
        Some(Err(())) => (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{size}"))]).into_response(),
        Some(Ok((first, last))) => {
            let content_range = [(header::CONTENT_RANGE, format!("bytes {first}-{last}/{size}"))];
            (
                StatusCode::PARTIAL_CONTENT,
                common,
                content_range,
                Body::from(media.bytes.slice(first..=last)),
            )
                .into_response()
        }
    })
}

/// One range of bytes, as players ask for; `Err` when it lies outside.
fn range(headers: &HeaderMap, size: usize) -> Option<Result<(usize, usize), ()>> {
    let asked = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (first, last) = asked.split_once('-').filter(|_| !asked.contains(','))?;
    let end = size.checked_sub(1)?;
    let range = match (first.trim(), last.trim()) {
        ("", suffix) => (size.saturating_sub(suffix.parse().ok()?), end),
        (first, "") => (first.parse().ok()?, end),
        (first, last) => (first.parse().ok()?, last.parse::<usize>().ok()?.min(end)),
    };
    Some(if range.0 <= range.1 && range.1 < size { Ok(range) } else { Err(()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_players_write_them() {
        let check = |text: &str, expected| {
            let headers = HeaderMap::from_iter([(header::RANGE, text.parse().unwrap())]);
            assert_eq!(range(&headers, 100), expected, "{text}");
        };
        check("bytes=0-", Some(Ok((0, 99))));
        check("bytes=10-19", Some(Ok((10, 19))));
        check("bytes=90-500", Some(Ok((90, 99))));
        check("bytes=-10", Some(Ok((90, 99))));
        check("bytes=100-", Some(Err(())));
        check("bytes=5-4", Some(Err(())));
        check("bytes=0-1,5-6", None);
        check("lines=0-1", None);
    }
}
