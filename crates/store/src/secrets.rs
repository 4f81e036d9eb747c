//! Secrets at rest: AES-256-GCM under the master key, bound to table, column and row, so that a sealed value copied elsewhere does not open.
//!
//! Sealed form: version (1 byte, 1), key id (4 bytes), nonce (12 bytes), ciphertext with tag. The key id lets an old key stay readable while values are
//! sealed anew under the new one.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::db::{Connection, execute, fetch_optional};
use crate::{Error, Result, Store};

const VERSION: u8 = 1;
const KEY_ID_LENGTH: usize = 4;
const NONCE_LENGTH: usize = 12;
const CHECK_NAME: &str = "master_key_check";
const CHECK_TEXT: &str = "prismwa";

/// The key that seals every secret in the database.
#[derive(Clone, Debug)]
pub struct MasterKey {
    id: [u8; KEY_ID_LENGTH],
    key: std::sync::Arc<SecretBox<[u8; 32]>>,
}

impl MasterKey {
    /// From 32 bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        let digest = derive(&bytes, b"key id");
        Self {
            id: *digest.first_chunk().expect("SHA-256 gives 32 bytes"),
            key: std::sync::Arc::new(SecretBox::new(Box::new(bytes))),
        }
    }

    /// From 64 hexadecimal digits or base64.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let bytes = if text.len() == 64 {
            hex::decode(text).ok()
        } else {
            BASE64_STANDARD.decode(text).ok()
        };
        bytes
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(Self::new)
            .ok_or(Error::InvalidMasterKey)
    }

    /// A new random key.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
        Self::new(bytes)
    }

    /// The form to keep in a key file.
    #[must_use]
    pub fn to_hex(&self) -> SecretString {
        hex::encode(self.key.expose_secret()).into()
    }

    /// A key for another purpose (signing links, sealing cookies) that tells nothing about this one.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        derive(self.key.expose_secret(), purpose.as_bytes())
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(self.key.expose_secret().into())
    }
}

fn derive(key: &[u8; 32], purpose: &[u8]) -> [u8; 32] {
    use hmac::Mac as _;
    let mut mac = hmac::Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(purpose);
    mac.finalize().into_bytes().into()
}

/// The keys a store works with: one to seal, and older ones that may still open.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    current: MasterKey,
    previous: Vec<MasterKey>,
    cursor: [u8; 32],
}

impl Keys {
    pub(crate) fn new(current: MasterKey, previous: Vec<MasterKey>) -> Self {
        let cursor = current.derive("cursor");
        Self { current, previous, cursor }
    }

    pub(crate) fn cursor_key(&self) -> &[u8] {
        &self.cursor
    }

    fn find(&self, id: &[u8]) -> Option<&MasterKey> {
        std::iter::once(&self.current).chain(&self.previous).find(|key| key.id == id)
    }
}

/// A secret as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// As read from its column.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes for its column.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Where a secret lives; a sealed value opens only there.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// `table.column`.
    pub column: &'static str,
    /// The row's id.
    pub row: Uuid,
}

impl Place {
    fn associated_data(self) -> Vec<u8> {
        format!("{}|{}", self.column.replacen('.', "|", 1), self.row).into_bytes()
    }
}

impl Store {
    /// Seals a secret for one place.
    #[must_use]
    pub fn seal(&self, place: Place, secret: &SecretString) -> Sealed {
        seal(&self.keys().current, place, secret.expose_secret().as_bytes())
    }

    /// Opens a secret that was sealed for this place.
    pub fn unseal(&self, place: Place, sealed: &Sealed) -> Result<SecretString> {
        let plain = unseal(self.keys(), place, sealed)?;
        String::from_utf8(plain).map(SecretString::from).map_err(|_| Error::Unseal(place.column))
    }

    /// The key for another purpose, derived from the current master key.
    #[must_use]
    pub fn derive_key(&self, purpose: &str) -> [u8; 32] {
        self.keys().current.derive(purpose)
    }
}

fn seal(key: &MasterKey, place: Place, plain: &[u8]) -> Sealed {
    let mut nonce = [0; NONCE_LENGTH];
    getrandom::fill(&mut nonce).expect("the operating system gives random bytes");
    let associated_data = place.associated_data();
    let text = key
        .cipher()
        .encrypt(
            &Nonce::from(nonce),
            Payload {
                msg: plain,
                aad: &associated_data,
            },
        )
        .expect("AES-GCM seals anything shorter than 64 GiB");
    let mut sealed = Vec::with_capacity(1 + KEY_ID_LENGTH + NONCE_LENGTH + text.len());
    sealed.push(VERSION);
    sealed.extend(key.id);
    sealed.extend(nonce);
    sealed.extend(text);
    Sealed(sealed)
}

fn unseal(keys: &Keys, place: Place, sealed: &Sealed) -> Result<Vec<u8>> {
    let damaged = || Error::Unseal(place.column);
    let (&version, rest) = sealed.0.split_first().ok_or_else(damaged)?;
    let (id, rest) = rest.split_at_checked(KEY_ID_LENGTH).ok_or_else(damaged)?;
    let (nonce, text) = rest.split_first_chunk::<NONCE_LENGTH>().ok_or_else(damaged)?;
    if version != VERSION {
        return Err(damaged());
    }
    let key = keys.find(id).ok_or(Error::WrongMasterKey)?;
    let associated_data = place.associated_data();
    key.cipher()
        .decrypt(
            &Nonce::from(*nonce),
            Payload {
                msg: text,
                aad: &associated_data,
            },
        )
        .map_err(|_| damaged())
}

/// Compares the master key with the one the database was made with; the first start leaves the mark to compare with.
pub(crate) async fn check_master_key(connection: &mut Connection<'_>, keys: &Keys) -> Result<()> {
    let place = Place {
        column: "instance_settings.value",
        row: Uuid::nil(),
    };
    let found: Option<(String,)> = fetch_optional!(connection, (String,), "select value from instance_settings where key = $1", CHECK_NAME)?;
    let Some((text,)) = found else {
        let sealed = BASE64_STANDARD.encode(seal(&keys.current, place, CHECK_TEXT.as_bytes()).as_bytes());
        execute!(
            connection,
            "insert into instance_settings (key, value) values ($1, $2) on conflict (key) do nothing",
            CHECK_NAME,
            sealed
        )?;
        return Ok(());
    };
    let sealed = BASE64_STANDARD.decode(text).map_err(|_| Error::WrongMasterKey)?;
    match unseal(keys, place, &Sealed(sealed)) {
        Ok(plain) if plain == CHECK_TEXT.as_bytes() => Ok(()),
        _ => Err(Error::WrongMasterKey),
    }
}

/// SHA-256, for tokens of which only the hash is kept.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place {
        column: "channels.access_token",
        row: Uuid::nil(),
    };

    #[test]
    fn opens_only_in_its_place_and_with_its_key() {
        let keys = Keys::new(MasterKey::generate(), vec![]);
        let sealed = seal(&keys.current, PLACE, b"secret");
        assert_eq!(unseal(&keys, PLACE, &sealed).unwrap(), b"secret");
        assert!(matches!(
            unseal(&keys, Place { row: Uuid::max(), ..PLACE }, &sealed),
            Err(Error::Unseal(_))
        ));
        assert!(matches!(
            unseal(
                &keys,
                Place {
                    column: "channels.profile",
                    ..PLACE
                },
                &sealed
            ),
            Err(Error::Unseal(_))
        ));
        assert!(matches!(
            unseal(&Keys::new(MasterKey::generate(), vec![]), PLACE, &sealed),
            Err(Error::WrongMasterKey)
        ));
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        let keys = Keys::new(MasterKey::generate(), vec![]);
        let sealed = seal(&keys.current, PLACE, b"secret");
        for at in 0..sealed.0.len() {
            let mut changed = sealed.clone();
            changed.0[at] ^= 1;
            assert!(unseal(&keys, PLACE, &changed).is_err(), "byte {at}");
            assert!(unseal(&keys, PLACE, &Sealed(sealed.0[..at].to_vec())).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn an_older_key_still_opens() {
        let old = MasterKey::generate();
        let sealed = seal(&old, PLACE, b"secret");
        let keys = Keys::new(MasterKey::generate(), vec![old]);
        assert_eq!(unseal(&keys, PLACE, &sealed).unwrap(), b"secret");
    }

    #[test]
    fn two_sealings_differ() {
        let key = MasterKey::generate();
        assert_ne!(seal(&key, PLACE, b"secret"), seal(&key, PLACE, b"secret"));
    }

    #[test]
    fn a_key_reads_back() {
        let key = MasterKey::generate();
        assert_eq!(MasterKey::parse(key.to_hex().expose_secret()).unwrap().id, key.id);
        assert!(matches!(MasterKey::parse("too short"), Err(Error::InvalidMasterKey)));
    }
}
