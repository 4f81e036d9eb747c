//! Doors of Meta's shape, so that programs and SDKs of the Cloud API send through the inbox by changing nothing but address and token: messages, read marks,
//! typing and files of the number, what the number, its profile and its templates are, with an API key as bearer.
//!
//! Errors come in Meta's envelope. What is sent goes the way of every message: policy, outbox, limits, and the inbox shows it.

mod delete_media;
mod get_media;
mod get_profile;
mod get_templates;
mod messages;
mod parameters;
mod upload_media;

use http::HeaderMap;

use crate::error::MetaError;
use crate::prelude::*;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(messages::graph_messages))
        .routes(routes!(upload_media::graph_upload_media))
        .routes(routes!(get_media::graph_get_media, delete_media::graph_delete_media))
        .routes(routes!(get_profile::graph_get_profile))
        .routes(routes!(get_templates::graph_get_templates))
}

/// Paths that name a number as Meta does.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct NumberPath {
    /// A version of the Graph API, such as `v23.0`; each is understood alike.
    version: String,
    /// Meta's id of the number that is connected to the key's workspace.
    phone_number_id: String,
}

/// Paths that name a file.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct MediaPath {
    /// A version of the Graph API, such as `v23.0`; each is understood alike.
    version: String,
    /// The file's id (`med_…`); to read, Meta's id of the connected number may stand here too.
    media_id: String,
}

/// Paths that name a business account as Meta does.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct AccountPath {
    /// A version of the Graph API, such as `v23.0`; each is understood alike.
    version: String,
    /// Meta's id of the business account of the connected number.
    waba_id: String,
}

impl NumberPath {
    /// Refuses what is no version.
    fn check(&self) -> Result<(), MetaError> {
        check_version(&self.version)
    }
}

impl MediaPath {
    /// Meta's ids are digits, ours are not.
    fn is_number(&self) -> bool {
        !self.media_id.is_empty() && self.media_id.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The file's id; refuses what is no version.
    fn id(&self) -> Result<MediaId, MetaError> {
        check_version(&self.version)?;
        self.media_id.parse().map_err(|_| self.missing())
    }

    fn missing(&self) -> MetaError {
        MetaError::ours("media.not_found", format!("There is no file with the id {} here.", self.media_id))
    }

    /// Says it in Meta's way when there is no such file.
    fn or_missing<T>(&self, done: app::Result<T>) -> Result<T, MetaError> {
        done.map_err(|error| {
            if matches!(error.kind, app::Kind::NotFound) {
                self.missing()
            } else {
                error.into()
            }
        })
    }
}

/// `v23.0`, `v3`: a `v` and a number.
fn check_version(version: &str) -> Result<(), MetaError> {
    let number = version.strip_prefix('v').unwrap_or_default();
    let is_number = number.starts_with(|first: char| first.is_ascii_digit()) && number.parse::<f64>().is_ok();
    if is_number {
        return Ok(());
    }
    Err(ApiError::invalid_field(
        "/version",
        "invalid_value",
        "The address begins with a version of the Graph API, such as v23.0.",
    )
    .into())
}

/// A header's text, when it is there and says something.
fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
