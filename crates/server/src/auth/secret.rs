//! Random secrets that are shown once and kept only as a hash.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest as _, Sha256};

/// 256 random bits as 43 characters that may stand in a link.
#[must_use]
pub fn generate() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    BASE64.encode(bytes)
}

/// What is kept of a secret. Plain SHA-256: a secret of 256 random bits needs no slow hash.
#[must_use]
pub fn hash(secret: &str) -> [u8; 32] {
    hash_bytes(secret.as_bytes())
}

/// SHA-256.
#[must_use]
pub fn hash_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
