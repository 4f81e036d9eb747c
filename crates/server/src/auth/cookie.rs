//! The refresh cookie, and the proof that a request with it comes from our own page.

use std::time::Duration;

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, header};

use super::Auth;
use super::refresh::RefreshToken;
use crate::error::{ApiError, Code};

const NAME: &str = "prismwa_refresh";
/// Only the routes that renew and end sessions ever see the cookie.
const PATH: &str = "/api/v1/auth";
const CSRF_HEADER: &str = "x-prismwa";

/// The `Set-Cookie` of a new refresh token that lives for `life`.
#[must_use]
pub fn set(auth: &Auth, token: &RefreshToken, life: Duration) -> HeaderValue {
    line(auth, &token.text(), life.as_secs())
}

/// The `Set-Cookie` that removes it.
#[must_use]
pub fn remove(auth: &Auth) -> HeaderValue {
    line(auth, "", 0)
}

fn line(auth: &Auth, value: &str, seconds: u64) -> HeaderValue {
    let secure = if auth.secure_cookies() { "; Secure" } else { "" };
    let line = format!("{NAME}={value}; Path={PATH}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::try_from(line).expect("base64 and words are header text")
}

/// A request that may use the cookie: it carries `X-PrismWA: 1`, which no other site can make a browser send, and the browser does not say that it comes from
/// elsewhere. Holds the cookie's text.
#[derive(Debug, Clone)]
pub struct RefreshCookie(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for RefreshCookie {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        if parts.headers.get(CSRF_HEADER).is_none_or(|value| value != "1") {
            return Err(ApiError::new(Code::AuthCsrf, "The header X-PrismWA: 1 is missing."));
        }
        refuse_other_sites(&parts.headers)?;
        Ok(Self(find(&parts.headers)))
    }
}

/// A request that will set the cookie and must not come from another site (login CSRF).
#[derive(Debug, Clone, Copy)]
pub struct SameSite;

impl<S: Send + Sync> FromRequestParts<S> for SameSite {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        refuse_other_sites(&parts.headers).map(|()| Self)
    }
}

fn refuse_other_sites(headers: &HeaderMap) -> Result<(), ApiError> {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(ApiError::new(
            Code::AuthCsrf,
            "The browser says that this request comes from another site.",
        )),
    }
}

fn find(headers: &HeaderMap) -> Option<String> {
    let pairs = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    let mut ours = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(|(name, _)| *name == NAME);
    let (_, value) = ours.next()?;
    // Two cookies of one name mean that somebody planted one (cookie tossing): trust neither.
    if ours.next().is_some() { None } else { Some(value.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &[&'static str]) -> HeaderMap {
        cookies.iter().map(|&cookie| (header::COOKIE, HeaderValue::from_static(cookie))).collect()
    }

    #[test]
    fn finds_our_cookie_among_others() {
        assert_eq!(find(&headers(&["a=1; prismwa_refresh=xyz; b=2"])), Some("xyz".to_owned()));
        assert_eq!(find(&headers(&["a=1", "prismwa_refresh=xyz"])), Some("xyz".to_owned()));
        assert_eq!(find(&headers(&["xprismwa_refresh=1"])), None);
    }

    #[test]
    fn a_planted_second_cookie_voids_both() {
        assert_eq!(find(&headers(&["prismwa_refresh=evil; prismwa_refresh=xyz"])), None);
    }
}
