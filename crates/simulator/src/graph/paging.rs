//! Cursor paging as the Graph API does it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::graph::{Call, error::GraphError};

const USUAL: usize = 25;

/// The page of `all` that `limit`, `after` and `before` ask for.
pub(crate) fn page(call: &Call, all: Vec<Value>) -> Result<Value, GraphError> {
    let limit = call
        .query
        .get("limit")
        .and_then(|limit| limit.parse().ok())
        .unwrap_or(USUAL)
        .clamp(1, 1000);
    let total = all.len();
    let start = match (call.query.get("after"), call.query.get("before")) {
        (Some(after), _) => position(after)? + 1,
        (None, Some(before)) => position(before)?.saturating_sub(limit),
        (None, None) => 0,
    };
    let data: Vec<Value> = all.into_iter().skip(start).take(limit).collect();
    if data.is_empty() {
        return Ok(json!({ "data": [] }));
    }
    let last = start + data.len() - 1;
    let mut paging = json!({ "cursors": { "before": cursor(start), "after": cursor(last) } });
    if last + 1 < total {
        paging["next"] = next(call, limit, &cursor(last)).into();
    }
    Ok(json!({ "data": data, "paging": paging }))
}

/// The address of the next page: the same call with another cursor.
fn next(call: &Call, limit: usize, after: &str) -> String {
    let base = call
        .simulator
        .inner
        .with(|world| format!("{}/graph/{}", world.public_base, world.config.version));
    let path = format!("{base}/{}/{}", call.node, call.edge.as_deref().unwrap_or_default());
    let Ok(mut url) = reqwest::Url::parse(&path) else { return path };
    let kept = call
        .query
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "after" | "before" | "limit" | "access_token"));
    url.query_pairs_mut()
        .extend_pairs(kept)
        .append_pair("limit", &limit.to_string())
        .append_pair("after", after);
    url.into()
}

fn cursor(position: usize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("at:{position}"))
}

fn position(cursor: &str) -> Result<usize, GraphError> {
    let decoded = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let position = decoded
        .as_deref()
        .and_then(|text| text.strip_prefix("at:"))
        .and_then(|text| text.parse().ok());
    position.ok_or_else(|| GraphError::new(131_059).details("The cursor is not one that this list gave out. Start again without cursors."))
}
