//! The random text that names a message to Meta and comes back in each status (`biz_opaque_callback_data`).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use uuid::Uuid;

/// New text, 22 characters, without meaning: Meta and its subprocessors learn nothing from it.
pub(super) fn new() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Uuid::new_v4().as_bytes())
}

/// How attempt `attempt` of the message is named on the wire.
pub(super) fn of_attempt(opaque: &str, attempt: i64) -> String {
    format!("{opaque}.{attempt}")
}
