//! Cursor paging as the Graph API does it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::graph::{Call, error::GraphError};

const USUAL: usize = 25;

/// The page of `all` that `limit`, `after` and `before` ask for.
pub(crate) fn page(call: &Call, all: Vec<Value>) -> Result<Value, GraphError> {
    let limit = call.query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL).clamp(1, 1000);
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
        let base = call.simulator.inner.with(|world| format!("{}/graph/{}", world.public_base, world.config.version));
        paging["next"] = format!("{base}/{}?limit={limit}&after={}", call.node, cursor(last)).into();
    }
    Ok(json!({ "data": data, "paging": paging }))
}

fn cursor(position: usize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("at:{position}"))
}

fn position(cursor: &str) -> Result<usize, GraphError> {
    let decoded = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let position = decoded.as_deref().and_then(|text| text.strip_prefix("at:")).and_then(|text| text.parse().ok());
    position.ok_or_else(|| GraphError::new(131_059).details("The cursor is not one that this list gave out. Start again without cursors."))
}
