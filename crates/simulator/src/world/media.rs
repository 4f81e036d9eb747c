//! Media kept in memory: what businesses upload and what phones send.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::clock::Time;

/// A file, and who may ask for it.
#[derive(Debug, Clone)]
pub(crate) struct Media {
    pub(crate) id: String,
    /// `None`: uploaded through the control API and not sent to anybody yet.
    pub(crate) business: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) mime_type: String,
    pub(crate) filename: Option<String>,
    /// Of the plain bytes, in base64 as in webhooks.
    pub(crate) sha256: String,
    pub(crate) bytes: Bytes,
    /// After this Meta has forgotten it.
    pub(crate) expires_at: Time,
}

/// All media, the oldest leaving first when there is too much.
#[derive(Debug)]
pub(crate) struct Shelf {
    by_id: HashMap<String, Media>,
    order: VecDeque<String>,
    held: usize,
    most: usize,
}

/// Uploads by a business are kept for 30 days, media from webhooks for 7
/// (<https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>).
pub(crate) const UPLOAD_LIFE: Duration = Duration::from_secs(30 * 86_400);
pub(crate) const WEBHOOK_LIFE: Duration = Duration::from_secs(7 * 86_400);

impl Media {
    pub(crate) fn new(id: String, mime_type: &str, filename: Option<String>, bytes: Bytes, expires_at: Time) -> Self {
        let sha256 = BASE64_STANDARD.encode(Sha256::digest(&bytes));
        Self {
            id,
            business: None,
            number: None,
            mime_type: mime_type.to_owned(),
            filename,
            sha256,
            bytes,
            expires_at,
        }
    }

    /// As the control API and threads show it.
    pub(crate) fn view(&self) -> Value {
        json!({
            "id": self.id, "mime_type": self.mime_type, "size": self.bytes.len(), "sha256": self.sha256,
            "filename": self.filename, "url": format!("/control/media/{}", self.id),
        })
    }
}

impl Shelf {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            by_id: HashMap::new(),
            order: VecDeque::new(),
            held: 0,
            most,
        }
    }

    pub(crate) fn put(&mut self, media: Media) {
        self.held += media.bytes.len();
        self.order.push_back(media.id.clone());
        self.by_id.insert(media.id.clone(), media);
        while self.held > self.most && self.order.len() > 1 {
            let oldest = self.order.front().cloned().expect("more than one is there");
            self.remove(&oldest);
        }
    }

    /// The file, unless it is unknown or forgotten by `now`.
    pub(crate) fn get(&self, id: &str, now: Time) -> Option<&Media> {
        self.by_id.get(id).filter(|media| media.expires_at > now)
    }

    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let Some(media) = self.by_id.remove(id) else { return false };
        self.held -= media.bytes.len();
        self.order.retain(|other| other != id);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_leaves_when_there_is_too_much() {
        let mut shelf = Shelf::new(10);
        let put = |shelf: &mut Shelf, id: &str, size| {
            shelf.put(Media::new(
                id.to_owned(),
                "text/plain",
                None,
                vec![0; size].into(),
                Time::from_millis(1000),
            ));
        };
        put(&mut shelf, "a", 6);
        put(&mut shelf, "b", 6);
        put(&mut shelf, "c", 40);
        let there = |id| shelf.get(id, Time::default()).is_some();
        assert_eq!(["a", "b", "c"].map(there), [false, false, true]);
        assert!(shelf.get("c", Time::from_millis(1000)).is_none(), "Meta forgets");
    }
}
