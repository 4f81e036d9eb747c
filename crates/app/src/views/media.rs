//! A stored file.

use model::{MediaId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::MediaState;

/// A file of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MediaView {
    /// Its id.
    pub id: MediaId,
    /// Whether it can be opened.
    pub state: MediaState,
    /// What it is.
    pub mime_type: String,
    /// Its name. Chosen by a stranger: always text.
    pub filename: Option<String>,
    /// Bytes.
    pub size: Option<i64>,
    /// A link that opens it for five minutes, for the member who asked. `null` in events and while there is no file: ask for a link then.
    pub url: Option<String>,
    /// Why there is no file.
    pub error: Option<String>,
}

/// A link that opens a file for a short time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MediaLink {
    /// Path on this server.
    pub url: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

impl From<&store::MediaRow> for MediaView {
    /// Without a link: links are made for one member, and events go to all.
    fn from(row: &store::MediaRow) -> Self {
        Self {
            id: row.id,
            state: MediaState::parse(&row.state),
            mime_type: row.mime_type.clone(),
            filename: row.filename.clone(),
            size: row.size,
            url: None,
            error: row.error.clone(),
        }
    }
}
