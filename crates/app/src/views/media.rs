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
    /// Pixels from left to right, of a picture; known from the moment it is here, so that screens can keep its place.
    pub width: Option<i64>,
    /// Pixels from top to bottom.
    pub height: Option<i64>,
    /// How long a voice note plays, in milliseconds.
    pub duration_ms: Option<i64>,
    /// Colours for the time before it is loaded: base64 of four times three pixels, row by row, each red, green, blue.
    pub placeholder: Option<String>,
    /// Is there a small copy? Without one the file itself is small.
    pub has_thumbnail: bool,
    /// A link like `url` to a small copy (at most 640 pixels a side, without anything but its pixels).
    pub thumbnail_url: Option<String>,
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
    /// Path to the small copy, if there is one.
    pub thumbnail_url: Option<String>,
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
            width: row.width,
            height: row.height,
            duration_ms: row.duration_ms,
            placeholder: row.placeholder.clone(),
            has_thumbnail: row.thumbnail_key.is_some(),
            thumbnail_url: None,
            url: None,
            error: row.error.clone(),
        }
    }
}
