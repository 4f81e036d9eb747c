//! The HTTP calls of the Cloud API, with an honest answer to "did it arrive?".
//!
//! Calls belong to a number, a business account or a Meta app: [`Client::number`], [`Client::account`], [`Client::meta_app`].

use std::time::Duration;

use reqwest::Url;
use secrecy::SecretString;

mod account;
mod block;
mod call;
mod download;
mod error;
mod flows;
mod loopback;
mod media;
mod messages;
mod meta_app;
mod number;
mod resumable;

pub use account::{Account, SubscribedApp, SubscribedAppData, TemplateCreated, TemplatePage, TemplateQuery};
pub use download::{Download, DownloadError};
pub use error::{CallError, NotSent, Unknown};
pub use flows::{FlowEdit, FlowPage, NewFlow, UploadedKey};
pub use media::{MediaInfo, Upload};
pub use messages::{MessageState, Sent};
pub use meta_app::{AppSubscription, GranularScope, MetaApp, NEEDED_SCOPES, SubscribedField, TokenInfo};
pub use number::Number;

/// The Graph API version this was written against.
pub const DEFAULT_VERSION: &str = "v26.0";
/// Where the Graph API lives.
pub const DEFAULT_BASE: &str = "https://graph.facebook.com";

/// How long the sorts of calls may take, from dialling to the last byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Sending a message.
    pub send: Duration,
    /// Read marks and typing: nobody waits for them.
    pub mark: Duration,
    /// Reading and changing settings, templates, numbers.
    pub manage: Duration,
    /// Uploading a file.
    pub upload: Duration,
    /// Downloading a file.
    pub download: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            send: Duration::from_secs(20),
            mark: Duration::from_secs(10),
            manage: Duration::from_secs(20),
            upload: Duration::from_secs(180),
            download: Duration::from_secs(300),
        }
    }
}

/// The base address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{base}` is not a web address the Graph API can be reached at: {reason}")]
pub struct BadBase {
    base: String,
    reason: String,
}

/// Makes calls to one Graph API, real or simulated. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    version: String,
    timeouts: Timeouts,
}

impl Client {
    /// Calls through `http` to `base` (with or without a trailing slash) in `version` (`v26.0`; empty names none).
    ///
    /// `http` should not follow redirects by itself and should dial with a time limit, like [`Client::http`] does.
    pub fn new(http: reqwest::Client, base: &str, version: &str) -> Result<Self, BadBase> {
        let bad = |reason: String| BadBase {
            base: base.to_owned(),
            reason,
        };
        let base = Url::parse(base.trim()).map_err(|error| bad(error.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") || base.host().is_none() {
            return Err(bad("it must start with https:// (or http://)".to_owned()));
        }
        let version = version.trim().trim_matches('/').to_owned();
        Ok(Self {
            http,
            base,
            version,
            timeouts: Timeouts::default(),
        })
    }

    /// An HTTP client fit for this: dials within five seconds, follows no redirect, names itself.
    #[expect(clippy::disallowed_methods, reason = "this is the one door to Meta the lint points to")]
    pub fn http() -> reqwest::Result<reqwest::Client> {
        reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("PrismWA/", env!("CARGO_PKG_VERSION")))
            .build()
    }

    /// The same client with other time limits.
    pub fn with_timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// The same client for another Graph version.
    pub fn with_version(mut self, version: &str) -> Self {
        self.version = version.trim().trim_matches('/').to_owned();
        self
    }

    /// Calls of one of our numbers.
    pub fn number<'a>(&'a self, phone_number_id: &str, token: &'a SecretString) -> Number<'a> {
        Number {
            client: self,
            id: phone_number_id.to_owned(),
            token,
        }
    }

    /// Calls of a business account (WABA).
    pub fn account<'a>(&'a self, account_id: &str, token: &'a SecretString) -> Account<'a> {
        Account {
            client: self,
            id: account_id.to_owned(),
            token,
        }
    }

    /// Calls of a Meta app, with the app's own secret.
    pub fn meta_app<'a>(&'a self, app_id: &str, app_secret: &'a SecretString) -> MetaApp<'a> {
        MetaApp {
            client: self,
            id: app_id.to_owned(),
            secret: app_secret,
        }
    }

    /// The address of a path below base and version; every segment is escaped.
    fn url(&self, segments: &[&str]) -> Url {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .expect("an http address with a host can have a path")
            .pop_if_empty()
            .extend(std::iter::once(self.version.as_str()).filter(|version| !version.is_empty()))
            .extend(segments);
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(base: &str, version: &str, segments: &[&str]) -> String {
        Client::new(Client::http().unwrap(), base, version).unwrap().url(segments).to_string()
    }

    #[test]
    fn addresses_are_put_together() {
        assert_eq!(
            url("https://graph.facebook.com", "v26.0", &["1", "messages"]),
            "https://graph.facebook.com/v26.0/1/messages"
        );
        assert_eq!(
            url("https://graph.facebook.com/", "/v25.0/", &["1"]),
            "https://graph.facebook.com/v25.0/1"
        );
        assert_eq!(
            url("http://127.0.0.1:8/simulator/graph/", "v26.0", &["1"]),
            "http://127.0.0.1:8/simulator/graph/v26.0/1"
        );
        assert_eq!(
            url("http://127.0.0.1:8/simulator/graph", "", &["1"]),
            "http://127.0.0.1:8/simulator/graph/1"
        );
        assert_eq!(
            url("https://graph.facebook.com", "v26.0", &["../a?b#c"]),
            "https://graph.facebook.com/v26.0/..%2Fa%3Fb%23c"
        );
    }

    #[test]
    fn other_addresses_are_refused() {
        for base in ["", "graph.facebook.com", "ftp://graph.facebook.com", "mailto:a@b", "file:///etc"] {
            assert!(Client::new(Client::http().unwrap(), base, "v26.0").is_err(), "{base}");
        }
    }
}
