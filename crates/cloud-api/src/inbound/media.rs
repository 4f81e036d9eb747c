//! Files: picture, film, sound, document, sticker.

use super::InboundKind;
use crate::media::{MediaKind, MediaRef};
use crate::preview;

wire! {
    /// A picture.
    pub struct Image {
        /// Meta's media id, good for seven days.
        pub id: String,
        /// Type of the file.
        pub mime_type: Option<String>,
        /// Hash of the file.
        pub sha256: Option<String>,
        /// Download address, good for five minutes with the bearer token.
        pub url: Option<String>,
        /// Text under the picture.
        pub caption: Option<String>,
    }

    /// A film.
    pub struct Video {
        /// Meta's media id, good for seven days.
        pub id: String,
        /// Type of the file.
        pub mime_type: Option<String>,
        /// Hash of the file.
        pub sha256: Option<String>,
        /// Download address, good for five minutes with the bearer token.
        pub url: Option<String>,
        /// Text under the film.
        pub caption: Option<String>,
    }

    /// Sound: a file, or a voice note.
    pub struct Audio {
        /// Meta's media id, good for seven days.
        pub id: String,
        /// Type of the file; voice notes are usually `audio/ogg; codecs=opus`.
        pub mime_type: Option<String>,
        /// Hash of the file.
        pub sha256: Option<String>,
        /// Download address, good for five minutes with the bearer token.
        pub url: Option<String>,
        /// Recorded in the chat. There is no separate `voice` type.
        pub voice: Option<bool>,
    }

    /// Any other file.
    pub struct Document {
        /// Meta's media id, good for seven days.
        pub id: String,
        /// Type of the file.
        pub mime_type: Option<String>,
        /// Hash of the file.
        pub sha256: Option<String>,
        /// Download address, good for five minutes with the bearer token.
        pub url: Option<String>,
        /// Name of the file. Chosen by the sender: never use it as a path.
        pub filename: Option<String>,
        /// Text under the file.
        pub caption: Option<String>,
    }

    /// A WebP sticker.
    pub struct Sticker {
        /// Meta's media id, good for seven days.
        pub id: String,
        /// Always `image/webp`.
        pub mime_type: Option<String>,
        /// Hash of the file.
        pub sha256: Option<String>,
        /// Download address, good for five minutes with the bearer token.
        pub url: Option<String>,
        /// Whether it moves.
        pub animated: Option<bool>,
    }
}

/// The part all five have in common.
macro_rules! media_ref {
    ($media:ident, $kind:ident $(, $member:ident : $value:expr)*) => {
        Some(MediaRef {
            $( $member: $value, )*
            ..bare(MediaKind::$kind, &$media.id, &$media.mime_type, &$media.sha256, &$media.url)
        })
    };
}

fn bare(kind: MediaKind, id: &str, mime_type: &Option<String>, sha256: &Option<String>, url: &Option<String>) -> MediaRef {
    MediaRef {
        kind,
        id: id.to_owned(),
        mime_type: mime_type.clone(),
        sha256: sha256.clone(),
        url: url.clone(),
        filename: None,
        caption: None,
        voice: false,
        animated: false,
    }
}

impl InboundKind for Image {
    const KIND: &'static str = "image";

    fn preview(&self) -> String {
        preview::with_icon("📷", &[self.caption.as_deref(), Some("Photo")])
    }

    fn media(&self) -> Option<MediaRef> {
        media_ref!(self, Image, caption: self.caption.clone())
    }
}

impl InboundKind for Video {
    const KIND: &'static str = "video";

    fn preview(&self) -> String {
        preview::with_icon("🎥", &[self.caption.as_deref(), Some("Video")])
    }

    fn media(&self) -> Option<MediaRef> {
        media_ref!(self, Video, caption: self.caption.clone())
    }
}

impl InboundKind for Audio {
    const KIND: &'static str = "audio";

    fn preview(&self) -> String {
        if self.voice == Some(true) {
            "🎤 Voice message".into()
        } else {
            "🎵 Audio".into()
        }
    }

    fn media(&self) -> Option<MediaRef> {
        media_ref!(self, Audio, voice: self.voice == Some(true))
    }
}

impl InboundKind for Document {
    const KIND: &'static str = "document";

    fn preview(&self) -> String {
        preview::with_icon("📄", &[self.caption.as_deref(), self.filename.as_deref(), Some("Document")])
    }

    fn media(&self) -> Option<MediaRef> {
        media_ref!(self, Document, caption: self.caption.clone(), filename: self.filename.clone())
    }
}

impl InboundKind for Sticker {
    const KIND: &'static str = "sticker";

    fn preview(&self) -> String {
        "💟 Sticker".into()
    }

    fn media(&self) -> Option<MediaRef> {
        media_ref!(self, Sticker, animated: self.animated == Some(true))
    }
}
