//! Files: picture, film, sound, document, sticker. Each by the id of an upload, or by a link Meta fetches (and caches ten minutes).

use serde::{Deserialize, Serialize};

use super::check::Check;
use super::{LIMITS, OutboundKind};
use crate::preview;

/// A picture: JPEG or PNG, at most 5 MB (*Media*).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Id of an upload, good for thirty days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Public address instead of an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Text under it, at most 1024 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// A film: MP4 or 3GP, at most 16 MB (*Media*).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Video {
    /// Id of an upload, good for thirty days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Public address instead of an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Text under it, at most 1024 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// Sound: AAC, AMR, MP3, M4A or OGG with Opus, at most 16 MB (*Media*).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audio {
    /// Id of an upload, good for thirty days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Public address instead of an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Show it as a voice note: OGG with Opus, mono. Beyond 512 KB it shows a download arrow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<bool>,
}

/// Any other file, at most 100 MB (*Media*).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Id of an upload, good for thirty days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Public address instead of an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Text under it, at most 1024 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// What the phone calls it; its ending chooses the icon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
}

/// A WebP sticker: at most 100 KB, animated 500 KB (*Media*).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sticker {
    /// Id of an upload, good for thirty days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Public address instead of an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Exactly one of id and link, whichever it is in good form.
pub(super) fn check_source(check: &mut Check, id: Option<&str>, link: Option<&str>) {
    check.exactly_one(("id", id.is_some()), ("link", link.is_some()));
    if let Some(id) = id {
        check.text("id", id, 512);
    }
    if let Some(link) = link {
        check.web_address("link", link);
    }
}

impl OutboundKind for Image {
    const KIND: &'static str = "image";

    fn preview(&self) -> String {
        preview::with_icon("📷", &[self.caption.as_deref(), Some("Photo")])
    }

    fn check(&self, check: &mut Check) {
        check_source(check, self.id.as_deref(), self.link.as_deref());
        check.short("caption", self.caption.as_deref().unwrap_or_default(), LIMITS.media.caption);
    }
}

impl OutboundKind for Video {
    const KIND: &'static str = "video";

    fn preview(&self) -> String {
        preview::with_icon("🎥", &[self.caption.as_deref(), Some("Video")])
    }

    fn check(&self, check: &mut Check) {
        check_source(check, self.id.as_deref(), self.link.as_deref());
        check.short("caption", self.caption.as_deref().unwrap_or_default(), LIMITS.media.caption);
    }
}

impl OutboundKind for Audio {
    const KIND: &'static str = "audio";

    fn preview(&self) -> String {
        if self.voice == Some(true) {
            "🎤 Voice message".into()
        } else {
            "🎵 Audio".into()
        }
    }

    fn check(&self, check: &mut Check) {
        check_source(check, self.id.as_deref(), self.link.as_deref());
    }
}

impl OutboundKind for Document {
    const KIND: &'static str = "document";

    fn preview(&self) -> String {
        preview::with_icon("📄", &[self.caption.as_deref(), self.filename.as_deref(), Some("Document")])
    }

    fn check(&self, check: &mut Check) {
        check_source(check, self.id.as_deref(), self.link.as_deref());
        check.short("caption", self.caption.as_deref().unwrap_or_default(), LIMITS.media.caption);
    }
}

impl OutboundKind for Sticker {
    const KIND: &'static str = "sticker";

    fn preview(&self) -> String {
        "💟 Sticker".into()
    }

    fn check(&self, check: &mut Check) {
        check_source(check, self.id.as_deref(), self.link.as_deref());
    }
}
