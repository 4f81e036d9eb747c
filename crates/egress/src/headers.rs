//! Which headers callers may set, and which they keep when a redirect leads elsewhere.

use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;

/// More than this nobody needs.
const MOST: usize = 64;
const MOST_BYTES: usize = 32 * 1024;

/// Ours to set, or a way to talk to proxies, or to break the frame of the message.
const REFUSED: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "forwarded",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "trailers",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "via",
    "x-real-ip",
];
const REFUSED_STARTS: &[&str] = &["proxy-", "sec-", "x-forwarded-", "x-original-"];

/// What goes along to another origin.
const HARMLESS: [HeaderName; 3] = [header::ACCEPT, header::ACCEPT_LANGUAGE, header::CONTENT_TYPE];

pub(crate) const USER_AGENT: HeaderValue = HeaderValue::from_static("PrismWA");

/// May a caller set this header?
#[must_use]
pub fn is_allowed(name: &HeaderName) -> bool {
    let name = name.as_str();
    !REFUSED.contains(&name) && !REFUSED_STARTS.iter().any(|start| name.starts_with(start))
}

pub(crate) fn check(headers: &HeaderMap) -> Result<(), Error> {
    if let Some(name) = headers.keys().find(|name| !is_allowed(name)) {
        return Err(Error::Invalid(format!("the header `{name}` cannot be set")));
    }
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if headers.len() > MOST || bytes > MOST_BYTES {
        return Err(Error::Invalid(format!("at most {MOST} headers with {MOST_BYTES} bytes can be sent")));
    }
    Ok(())
}

/// What another origin may see.
pub(crate) fn without_credentials(headers: &HeaderMap) -> HeaderMap {
    let harmless = headers.iter().filter(|(name, _)| HARMLESS.contains(name));
    harmless.map(|(name, value)| (name.clone(), value.clone())).collect()
}
