//! AES-128-GCM with a nonce of 16 bytes, which is what phones speak; the AEADs of `ring` and `aws-lc-rs` take 12 only.

use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{AesGcm, aes::Aes128};
use zeroize::Zeroizing;

pub(crate) const KEY_BYTES: usize = 16;
pub(crate) const VECTOR_BYTES: usize = 16;
const MOST_BYTES: &str = "a message is shorter than the 64 GiB that one nonce can carry";

pub(crate) type Key = Zeroizing<[u8; KEY_BYTES]>;
pub(crate) type Vector = [u8; VECTOR_BYTES];

/// A key that nobody has, to do with it what would be done with the right one.
pub(crate) fn decoy() -> Key {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    getrandom::fill(&mut *key).expect("the system gives random bytes");
    key
}

fn cipher(key: &Key) -> AesGcm<Aes128, U16> {
    AesGcm::new((&**key).into())
}

/// Ciphertext followed by the tag of 16 bytes.
pub(crate) fn encrypt(key: &Key, vector: &Vector, plain: &[u8]) -> Vec<u8> {
    cipher(key).encrypt(vector.into(), plain).expect(MOST_BYTES)
}

/// `None` when the tag does not fit.
pub(crate) fn decrypt(key: &Key, vector: &Vector, sealed: &[u8]) -> Option<Vec<u8>> {
    crate::work::gcm(sealed.len());
    cipher(key).decrypt(vector.into(), sealed).ok()
}

/// The vector of the way back: every bit turned.
pub(crate) fn inverted(vector: &Vector) -> Vector {
    vector.map(|byte| !byte)
}
