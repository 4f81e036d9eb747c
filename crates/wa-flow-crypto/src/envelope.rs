//! The encrypted body of a data exchange: opening it, and sealing the one answer it may get.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::{Error, PrivateKey, cipher};

/// The largest body that is read: Meta allows 10 MB in the clear, which base64 makes a third longer.
pub const MAX_BODY_BYTES: usize = 14 * 1024 * 1024;

/// The three parts a phone sends, decoded and still closed.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    data: Vec<u8>,
    key: Vec<u8>,
    vector: Vec<u8>,
}

/// An opened envelope.
#[derive(Debug)]
pub struct Opened {
    /// What the phone said, as UTF-8 JSON; [`crate::Request::parse`] reads it.
    pub plaintext: Vec<u8>,
    /// The right to answer, once.
    pub exchange: Exchange,
}

/// The right to answer one request. Sealing uses it up, because two different answers under one key and vector would give both away (and let
/// anybody forge a third): keep the sealed text by [`Exchange::id`] and give it again when the same request comes again.
pub struct Exchange {
    key: cipher::Key,
    vector: cipher::Vector,
}

#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    encrypted_flow_data: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    encrypted_aes_key: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    initial_vector: std::borrow::Cow<'a, str>,
}

impl Envelope {
    /// Reads the raw body. Check its signature first; unknown members are allowed, because Meta may add some.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        if body.len() > MAX_BODY_BYTES {
            return Err(Error::TooLarge(body.len()));
        }
        let wire: Wire<'_> = serde_json::from_slice(body).map_err(|error| Error::NotAnEnvelope(error.to_string()))?;
        let decode = |name: &str, text: &str| BASE64.decode(text).map_err(|_| Error::NotAnEnvelope(format!("`{name}` is not base64")));
        Ok(Self {
            data: decode("encrypted_flow_data", &wire.encrypted_flow_data)?,
            key: decode("encrypted_aes_key", &wire.encrypted_aes_key)?,
            vector: decode("initial_vector", &wire.initial_vector)?,
        })
    }

    /// A name for exactly this request, known before any key is used: the same bytes have the same name, however their JSON is written.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for part in [&self.vector, &self.key, &self.data] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }

    /// Opens with one private key.
    pub fn open(&self, key: &PrivateKey) -> Result<Opened, Error> {
        self.open_any([key]).map(|(_, opened)| opened)
    }

    /// Opens with the first key that fits and tells its place: the current key and the one before it during a rotation, or those of several
    /// numbers behind one address. Each try costs an RSA operation (about 0.25 ms), so keep the list short.
    ///
    /// A refusal does the same work whichever step refuses: every key is tried once and the content is authenticated once, with a key that nobody
    /// has when none was found. Who measures it learns nothing about the padding inside `encrypted_aes_key`.
    pub fn open_any<'a>(&self, keys: impl IntoIterator<Item = &'a PrivateKey>) -> Result<(usize, Opened), Error> {
        let vector: cipher::Vector = self.vector.as_slice().try_into().map_err(|_| Error::BadVector(self.vector.len()))?;
        let mut keys = keys.into_iter().enumerate();
        let found = keys.find_map(|(place, key)| key.unwrap_aes_key(&self.key).map(|found| (place, found)));
        let decoy = cipher::decoy();
        let plaintext = cipher::decrypt(found.as_ref().map_or(&decoy, |(_, key)| key), &vector, &self.data);
        match (found, plaintext) {
            (Some((place, key)), Some(plaintext)) => {
                let exchange = Exchange { key, vector };
                Ok((place, Opened { plaintext, exchange }))
            }
            (found, _) => {
                for (_, key) in keys {
                    drop(key.unwrap_aes_key(&self.key));
                }
                Err(if found.is_some() { Error::Tampered } else { Error::WrongKey })
            }
        }
    }
}

impl Exchange {
    /// The name of this pair of key and vector. Only one content may ever be sealed under it: refuse a second request with this id and another
    /// [`Envelope::digest`].
    pub fn id(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"prismwa wa-flow exchange");
        hash.update(self.key.as_slice());
        hash.update(self.vector);
        hash.finalize().into()
    }

    /// The body of the answer: base64 text of the sealed bytes, to be sent as `text/plain` with no quotes around it.
    pub fn seal(self, plaintext: &[u8]) -> String {
        BASE64.encode(cipher::encrypt(&self.key, &cipher::inverted(&self.vector), plaintext))
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Envelope({} bytes)", self.data.len())
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Exchange(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::{self, Work};

    /// Two keys of ours and a stranger's; making one takes long.
    fn keys() -> &'static [PrivateKey; 3] {
        static KEYS: std::sync::LazyLock<[PrivateKey; 3]> = std::sync::LazyLock::new(|| std::array::from_fn(|_| PrivateKey::generate().unwrap()));
        &KEYS
    }

    /// An envelope as a phone makes it, and then something done to it.
    fn envelope(key: &PrivateKey, change: impl FnOnce(&mut Envelope)) -> Envelope {
        let (body, _) = crate::device::seal(&key.public_key(), br#"{"version":"3.0","action":"ping"}"#).unwrap();
        let mut envelope = Envelope::parse(&body).unwrap();
        change(&mut envelope);
        envelope
    }

    #[test]
    fn f02_every_refusal_does_the_same_work_whichever_step_refuses() {
        let [keys @ .., stranger] = keys();
        let flip = |bytes: &mut Vec<u8>, place: usize| bytes[place] ^= 1;
        for count in 1..=keys.len() {
            let ours = &keys[..count];
            for fitting in ours {
                let refused = [
                    ("a wrong key", envelope(stranger, |_| {})),
                    ("a bit of the key", envelope(fitting, |it| flip(&mut it.key, 200))),
                    ("another number in its place", envelope(fitting, |it| it.key.fill(0x2a))),
                    ("a bit of the content", envelope(fitting, |it| flip(&mut it.data, 3))),
                    ("a bit of the tag", envelope(fitting, |it| *it.data.last_mut().unwrap() ^= 0x80)),
                    ("another vector", envelope(fitting, |it| flip(&mut it.vector, 0))),
                ];
                for (what, envelope) in refused {
                    let (done, answer) = work::of(|| envelope.open_any(ours));
                    let error = answer.map(|_| ()).unwrap_err();
                    assert_eq!(error.status(), 421, "{what}: {error}");
                    let all = Work {
                        rsa: count,
                        gcm: 1,
                        gcm_bytes: envelope.data.len(),
                    };
                    assert_eq!(done, all, "{what}, with {count} keys");
                }
            }
        }
    }

    #[test]
    fn f02_what_opens_is_not_held_up_by_the_keys_after_the_one_that_fits() {
        let keys = keys();
        for (place, key) in keys.iter().enumerate() {
            let (done, opened) = work::of(|| envelope(key, |_| {}).open_any(keys));
            assert_eq!((opened.unwrap().0, done.rsa, done.gcm), (place, place + 1, 1));
        }
    }
}
