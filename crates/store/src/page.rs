//! Pages of lists: a limit, the rows, and an opaque cursor to go on from.
//!
//! A cursor is the last row's sort values with the list's tag, signed for this workspace: one made up, changed, or taken from another list or
//! workspace is refused.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use uuid::Uuid;

use crate::{Error, Result, Store, Workspace};

const MAC_LENGTH: usize = 16;

/// How many rows a page has at most: 1 to 500.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u16);

impl Limit {
    /// Brings any wish into bounds.
    #[must_use]
    pub fn clamped(wish: u32) -> Self {
        Self(u16::try_from(wish.clamp(1, 500)).expect("clamped to 500"))
    }

    /// The number of rows to ask the database for: one more than the page holds, to know whether there is another page.
    #[must_use]
    pub fn fetch(self) -> i64 {
        i64::from(self.0) + 1
    }

    /// The number of rows of a full page.
    #[must_use]
    pub fn rows(self) -> usize {
        usize::from(self.0)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

/// Some rows of a list, and where to go on.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Give it back to get the rows after these; `None` at the end.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Cuts `rows` (fetched with [`Limit::fetch`]) to the page and makes the cursor from its last row, if there are more.
    pub fn cut(mut rows: Vec<T>, limit: Limit, cursor: impl FnOnce(&T) -> String) -> Self {
        let more = rows.len() > limit.rows();
        rows.truncate(limit.rows());
        let next_cursor = if more { rows.last().map(cursor) } else { None };
        Self { data: rows, next_cursor }
    }

    /// The same page with other rows.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page {
            data: self.data.into_iter().map(each).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

impl Workspace<'_> {
    /// The cursor after a row with these sort values, in the list named `tag` (name the sort and the filters that change the order, too).
    pub fn encode_cursor(&self, tag: &str, values: &impl Serialize) -> String {
        self.store().encode_cursor(self.id().uuid(), tag, values)
    }

    /// Reads a cursor back; anything this list of this workspace did not give out is [`Error::InvalidCursor`].
    pub fn decode_cursor<T: DeserializeOwned>(&self, tag: &str, cursor: &str) -> Result<T> {
        self.store().decode_cursor(self.id().uuid(), tag, cursor)
    }
}

impl Store {
    /// Like [`Workspace::encode_cursor`], for lists of another owner (a user's workspaces).
    pub fn encode_cursor(&self, owner: Uuid, tag: &str, values: &impl Serialize) -> String {
        let mut bytes = serde_json::to_vec(values).expect("sort values are numbers, ids and texts");
        let mac = self.cursor_mac(owner, tag, &bytes);
        bytes.splice(0..0, mac);
        BASE64.encode(bytes)
    }

    /// Like [`Workspace::decode_cursor`], for lists of another owner.
    pub fn decode_cursor<T: DeserializeOwned>(&self, owner: Uuid, tag: &str, cursor: &str) -> Result<T> {
        let bytes = BASE64.decode(cursor).map_err(|_| Error::InvalidCursor)?;
        let (mac, values) = bytes.split_at_checked(MAC_LENGTH).ok_or(Error::InvalidCursor)?;
        if self.cursor_mac(owner, tag, values) != mac {
            return Err(Error::InvalidCursor);
        }
        serde_json::from_slice(values).map_err(|_| Error::InvalidCursor)
    }

    fn cursor_mac(&self, owner: Uuid, tag: &str, values: &[u8]) -> [u8; MAC_LENGTH] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.keys().cursor_key()).expect("HMAC takes a key of any length");
        mac.update(owner.as_bytes());
        mac.update(tag.as_bytes());
        mac.update(&[0]);
        mac.update(values);
        let full = mac.finalize().into_bytes();
        *full.first_chunk().expect("SHA-256 gives 32 bytes")
    }
}
