//! Text with places for secrets. The engine never holds a secret: whoever makes the call opens the text, and nothing that is stored or shown can contain one.

use serde::{Deserialize, Serialize};

/// Text with places for secrets, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(Vec<Piece>);

/// A part of a sealed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Words.
    Text(String),
    /// The place of a secret.
    Secret {
        /// Its name in the workspace.
        name: String,
        /// How its value is to be written here.
        encode: Encode,
    },
}

/// How a value is written so that it cannot mean anything else where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encode {
    /// The value of a form's field: everything is encoded, also what the author wrote.
    Form,
    /// Inside quotes in JSON.
    Json,
    /// As it is: a plain body, or a header (whose line breaks are refused).
    Plain,
    /// In an address.
    Url,
}

impl Encode {
    /// Writes `text` for this place.
    #[must_use]
    pub fn apply(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Form | Self::Url => percent_encoded(text),
            Self::Json => {
                let quoted = serde_json::to_string(text).expect("text can be written as JSON");
                quoted[1..quoted.len() - 1].to_owned()
            }
        }
    }
}

/// Every byte but letters, digits and `-._~` as `%XX` (RFC 3986, section 2.3).
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

impl Sealed {
    /// Words only.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self(vec![Piece::Text(text.into())])
    }

    /// Its parts.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Bytes of its words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0
            .iter()
            .map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 })
            .sum()
    }

    /// Nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of the secrets in it.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| {
            if let Piece::Secret { name, .. } = piece {
                Some(name.as_str())
            } else {
                None
            }
        })
    }

    /// Fills the places in. Only the maker of the call does this, at the last moment.
    ///
    /// # Errors
    /// The name of a secret that `find` does not know.
    pub fn open(&self, mut find: impl FnMut(&str) -> Option<String>) -> Result<String, String> {
        let mut text = String::with_capacity(self.len());
        for piece in &self.0 {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Secret { name, encode } => text.push_str(&encode.apply(&find(name).ok_or_else(|| name.clone())?)),
            }
        }
        Ok(text)
    }

    /// For people: each secret as dots.
    #[must_use]
    pub fn shown(&self) -> String {
        self.0
            .iter()
            .map(|piece| if let Piece::Text(text) = piece { text.as_str() } else { "••••" })
            .collect()
    }

    pub(crate) fn push_text(&mut self, words: &str) {
        match self.0.last_mut() {
            Some(Piece::Text(text)) => text.push_str(words),
            _ => self.0.push(Piece::Text(words.to_owned())),
        }
    }

    pub(crate) fn push_secret(&mut self, name: &str, encode: Encode) {
        self.0.push(Piece::Secret {
            name: name.to_owned(),
            encode,
        });
    }

    pub(crate) fn append(&mut self, other: Self) {
        for piece in other.0 {
            match piece {
                Piece::Text(text) => self.push_text(&text),
                secret => self.0.push(secret),
            }
        }
    }
}
