//! What interactive messages have in common: header, body, footer, and the fixed names of actions.

use serde::{Deserialize, Serialize};

use crate::outbound::LIMITS;
use crate::outbound::check::{Check, ViolationCode};
use crate::outbound::media::check_source;

/// What stands on top: text (at most 60 characters), or a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Header {
    /// A document.
    Document {
        /// The file.
        document: HeaderMedia,
    },
    /// A picture.
    Image {
        /// The file.
        image: HeaderMedia,
    },
    /// Words, without markdown.
    Text {
        /// The words.
        text: String,
    },
    /// A film.
    Video {
        /// The file.
        video: HeaderMedia,
    },
}

/// The file of a header: exactly one of id and link.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderMedia {
    /// Id of an upload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Public address instead of an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Name of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
}

/// The words of the message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The words, in WhatsApp's markdown.
    pub text: String,
}

/// Small words below, at most 60 characters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    /// The words.
    pub text: String,
}

/// Which headers a sub-kind takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Headers {
    Any,
    TextOnly,
}

impl Header {
    /// Words on top.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// Checks the header as a member `header`.
    pub(super) fn check(header: Option<&Self>, allowed: Headers, check: &mut Check) {
        let Some(header) = header else { return };
        check.inside("header", |check| {
            if allowed == Headers::TextOnly && !matches!(header, Self::Text { .. }) {
                check.note("type", ViolationCode::NotAllowed, None, "only a text header is allowed here");
            }
            match header {
                Self::Text { text } => check.text("text", text, LIMITS.interactive.header_text),
                Self::Image { image } => image.check("image", check),
                Self::Video { video } => video.check("video", check),
                Self::Document { document } => document.check("document", check),
            }
        });
    }
}

impl HeaderMedia {
    fn check(&self, member: &str, check: &mut Check) {
        check.inside(member, |check| check_source(check, self.id.as_deref(), self.link.as_deref()));
    }
}

impl Body {
    /// Words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// Checks the body as a member `body`.
    pub(super) fn check(&self, limit: usize, check: &mut Check) {
        check.inside("body", |check| check.text("text", &self.text, limit));
    }
}

impl Footer {
    /// Words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// Checks the footer as a member `footer`.
    pub(super) fn check(footer: Option<&Self>, check: &mut Check) {
        if let Some(footer) = footer {
            check.inside("footer", |check| check.text("text", &footer.text, LIMITS.interactive.footer));
        }
    }
}

/// Declares a type with one value: a word the wire demands in this place.
macro_rules! fixed_word {
    ($( $(#[$meta:meta])* $name:ident = $word:literal, )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            /// The word.
            #[default]
            #[serde(rename = $word)]
            Word,
        }
    )+ };
}
pub(super) use fixed_word;
