//! Refresh tokens: session id, generation and a tag only we can make. The database keeps hashes; a replaced token that comes back gives a thief away.
//!
//! The next generation is computed, not random, so that two tabs that refresh at the same moment get the same successor instead of signing each other out.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::SessionId;
use sha2::{Digest as _, Sha256};
use store::secrets::MasterKey;
use uuid::Uuid;

const LENGTH: usize = 16 + 4 + 32;

/// Makes and reads refresh tokens.
pub struct RefreshTokens {
    key: [u8; 32],
}

/// A token we made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RefreshToken {
    session: SessionId,
    generation: u32,
    bytes: [u8; LENGTH],
}

impl RefreshTokens {
    /// Tokens under a key made from `master_key`.
    #[must_use]
    pub fn new(master_key: &MasterKey) -> Self {
        Self {
            key: master_key.derive("refresh token"),
        }
    }

    /// The first token of a session.
    #[must_use]
    pub fn first(&self, session: SessionId) -> RefreshToken {
        self.make(session, 0)
    }

    /// The token that replaces `token`.
    #[must_use]
    pub fn successor(&self, token: &RefreshToken) -> RefreshToken {
        self.make(token.session, token.generation.wrapping_add(1))
    }

    /// Reads a cookie's text; `None` unless we made it.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<RefreshToken> {
        let bytes: [u8; LENGTH] = BASE64.decode(text).ok()?.try_into().ok()?;
        let session = Uuid::from_bytes(*bytes.first_chunk().expect("longer than a UUID"));
        let generation = u32::from_be_bytes(bytes[16..20].try_into().expect("four bytes"));
        let mut mac = self.mac();
        mac.update(&bytes[..20]);
        mac.verify_slice(&bytes[20..]).ok()?;
        Some(RefreshToken {
            session: SessionId::from_uuid(session),
            generation,
            bytes,
        })
    }

    fn make(&self, session: SessionId, generation: u32) -> RefreshToken {
        let mut bytes = [0; LENGTH];
        bytes[..16].copy_from_slice(session.uuid().as_bytes());
        bytes[16..20].copy_from_slice(&generation.to_be_bytes());
        let mut mac = self.mac();
        mac.update(&bytes[..20]);
        bytes[20..].copy_from_slice(&mac.finalize().into_bytes());
        RefreshToken { session, generation, bytes }
    }

    fn mac(&self) -> Hmac<Sha256> {
        Hmac::new_from_slice(&self.key).expect("HMAC takes a key of any length")
    }
}

impl RefreshToken {
    /// The session it renews.
    #[must_use]
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// The cookie's text.
    #[must_use]
    pub fn text(&self) -> String {
        BASE64.encode(self.bytes)
    }

    /// What the database keeps of it.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.bytes).into()
    }
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "RefreshToken({}, {})", self.session, self.generation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_read_back_and_successors_are_the_same_for_everyone() {
        let tokens = RefreshTokens::new(&MasterKey::new([1; 32]));
        let first = tokens.first(SessionId::new());
        assert_eq!(tokens.read(&first.text()), Some(first));
        let second = tokens.successor(&first);
        assert_eq!(tokens.successor(&tokens.read(&first.text()).unwrap()), second);
        assert_ne!(second.hash(), first.hash());
    }

    #[test]
    fn forged_tokens_do_not_read() {
        let tokens = RefreshTokens::new(&MasterKey::new([1; 32]));
        let token = tokens.first(SessionId::new());
        for at in 0..LENGTH {
            let mut bytes = token.bytes;
            bytes[at] ^= 1;
            assert_eq!(tokens.read(&BASE64.encode(bytes)), None, "byte {at}");
        }
        assert_eq!(tokens.read(""), None);
        assert_eq!(RefreshTokens::new(&MasterKey::new([2; 32])).read(&token.text()), None);
    }
}
