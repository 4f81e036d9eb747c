//! The phone's side: sealing a request for a business, opening its answer, encrypting a picture. Used by the simulator and by tests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use crate::{Error, KeyError, PublicKey, cipher};

/// What a phone keeps while it waits for the answer.
pub struct Waiting {
    key: cipher::Key,
    vector: cipher::Vector,
}

/// Seals a request with a fresh key and vector; gives the body to post.
pub fn seal(public: &PublicKey, plaintext: &[u8]) -> Result<(Vec<u8>, Waiting), KeyError> {
    let mut key = [0; cipher::KEY_BYTES];
    let mut vector = [0; cipher::VECTOR_BYTES];
    getrandom::fill(&mut key).map_err(|_| KeyError::NoRandomness)?;
    getrandom::fill(&mut vector).map_err(|_| KeyError::NoRandomness)?;
    seal_with(public, plaintext, key, vector)
}

/// Seals with a given key and vector: for known answers, and for a phone that repeats itself. Never reuse a pair for two contents.
pub fn seal_with(public: &PublicKey, plaintext: &[u8], key: [u8; 16], vector: [u8; 16]) -> Result<(Vec<u8>, Waiting), KeyError> {
    let key = Zeroizing::new(key);
    let wrapped = public.wrap_aes_key(&key).ok_or(KeyError::Damaged)?;
    let body = serde_json::json!({
        "encrypted_flow_data": BASE64.encode(cipher::encrypt(&key, &vector, plaintext)),
        "encrypted_aes_key": BASE64.encode(wrapped),
        "initial_vector": BASE64.encode(vector),
    });
    Ok((body.to_string().into_bytes(), Waiting { key, vector }))
}

impl Waiting {
    /// Opens the body of an answer.
    pub fn open(&self, answer: &str) -> Result<Vec<u8>, Error> {
        let sealed = BASE64.decode(answer.trim()).map_err(|_| Error::NotBase64)?;
        cipher::decrypt(&self.key, &cipher::inverted(&self.vector), &sealed).ok_or(Error::Tampered)
    }
}
