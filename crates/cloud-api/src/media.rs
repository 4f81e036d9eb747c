//! Media: what a message points at, and what Meta takes of each kind (Cloud API, *Media*, "Supported media types").

use serde::{Deserialize, Serialize};

/// The five kinds of media a message can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// Sound: a file or a voice note.
    Audio,
    /// Any file.
    Document,
    /// A picture.
    Image,
    /// A WebP sticker, still or animated.
    Sticker,
    /// A film.
    Video,
}

impl MediaKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Audio, Self::Document, Self::Image, Self::Sticker, Self::Video];

    /// The name Meta uses as message type.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Image => "image",
            Self::Sticker => "sticker",
            Self::Video => "video",
        }
    }

    /// Largest file Meta takes for sending. Inbound files of every kind may be up to 100 MB.
    /// A still sticker is held to 100 KB, an animated one to this number.
    pub const fn max_bytes(self) -> u64 {
        match self {
            Self::Audio | Self::Video => 16 * 1024 * 1024,
            Self::Document => 100 * 1024 * 1024,
            Self::Image => 5 * 1024 * 1024,
            Self::Sticker => 500 * 1024,
        }
    }

    /// MIME types Meta documents for sending. Documents of other types are taken in practice.
    pub const fn mime_types(self) -> &'static [&'static str] {
        match self {
            Self::Audio => &["audio/aac", "audio/amr", "audio/mp4", "audio/mpeg", "audio/ogg"],
            Self::Document => &[
                "application/msword",
                "application/pdf",
                "application/vnd.ms-excel",
                "application/vnd.ms-powerpoint",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "text/plain",
            ],
            Self::Image => &["image/jpeg", "image/png"],
            Self::Sticker => &["image/webp"],
            Self::Video => &["video/3gpp", "video/mp4"],
        }
    }

    /// The kind under which a file of this MIME type is sent: the special kinds when Meta takes it there, else a document.
    pub fn for_mime_type(mime_type: &str) -> Self {
        let essence = mime_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        [Self::Image, Self::Video, Self::Audio, Self::Sticker]
            .into_iter()
            .find(|kind| kind.mime_types().contains(&essence.as_str()))
            .unwrap_or(Self::Document)
    }
}

/// Largest still sticker (Cloud API, *Media*).
pub const MAX_STILL_STICKER_BYTES: u64 = 100 * 1024;
/// Largest file a contact can send us; a larger one arrives as error 131052.
pub const MAX_INBOUND_BYTES: u64 = 100 * 1024 * 1024;
/// How long a media id from a webhook can be resolved, in days.
pub const INBOUND_ID_DAYS: u32 = 7;
/// How long the id of our own upload can be sent, in days.
pub const UPLOADED_ID_DAYS: u32 = 30;
/// How long a resolved download address works, in seconds.
pub const URL_SECONDS: u32 = 5 * 60;

/// A message's file on Meta's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaRef {
    /// What it is.
    pub kind: MediaKind,
    /// Meta's media id; resolve it to an address for download within [`INBOUND_ID_DAYS`].
    pub id: String,
    /// As the sender's phone says; may carry parameters (`audio/ogg; codecs=opus`).
    pub mime_type: Option<String>,
    /// Hash of the file, base64 or (in some of Meta's payloads) hex.
    pub sha256: Option<String>,
    /// Address that works for [`URL_SECONDS`], with the bearer token.
    pub url: Option<String>,
    /// Only documents have one. Chosen by the sender: never use it as a path.
    pub filename: Option<String>,
    /// Text shown under the file.
    pub caption: Option<String>,
    /// A voice note, not a sound file.
    pub voice: bool,
    /// An animated sticker.
    pub animated: bool,
}

impl MediaRef {
    /// The hash as bytes, whichever way Meta spelled it.
    pub fn sha256_bytes(&self) -> Option<[u8; 32]> {
        use base64::Engine as _;
        use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE};

        let text = self.sha256.as_deref()?.trim();
        let bytes = match text.len() {
            64 => hex::decode(text).ok()?,
            _ => [&BASE64_STANDARD, &BASE64_STANDARD_NO_PAD, &BASE64_URL_SAFE]
                .iter()
                .find_map(|engine| engine.decode(text).ok())?,
        };
        bytes.try_into().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mime_types_choose_the_kind() {
        assert_eq!(MediaKind::for_mime_type("image/png"), MediaKind::Image);
        assert_eq!(MediaKind::for_mime_type("Audio/OGG; codecs=opus"), MediaKind::Audio);
        assert_eq!(MediaKind::for_mime_type("image/webp"), MediaKind::Sticker);
        assert_eq!(MediaKind::for_mime_type("image/tiff"), MediaKind::Document);
        assert_eq!(MediaKind::for_mime_type(""), MediaKind::Document);
    }

    #[test]
    fn hashes_are_read_in_both_spellings() {
        let reference = |sha256: &str| MediaRef {
            kind: MediaKind::Image,
            id: "1".into(),
            mime_type: None,
            sha256: Some(sha256.into()),
            url: None,
            filename: None,
            caption: None,
            voice: false,
            animated: false,
        };
        let bytes = reference(&"0f".repeat(32)).sha256_bytes();
        assert_eq!(bytes, Some([0x0f; 32]));
        assert_eq!(reference("Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=").sha256_bytes(), bytes);
        assert_eq!(reference("nonsense").sha256_bytes(), None);
    }
}
