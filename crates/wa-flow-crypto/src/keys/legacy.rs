//! The password protection of OpenSSL before PKCS#8: a PEM with `Proc-Type` and `DEK-Info` headers, still what Meta's key-generation sample writes.

use aes::{Aes128, Aes192, Aes256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt as _, KeyInit, KeyIvInit};
use des::TdesEde3;
use md5::{Digest as _, Md5};
use zeroize::Zeroizing;

use super::KeyError;

pub(super) fn is(pem: &str) -> bool {
    pem.contains("\nProc-Type:") && pem.contains("\nDEK-Info:")
}

/// The PKCS#1 DER inside.
pub(super) fn decrypt(pem: &str, password: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if !pem.starts_with("-----BEGIN RSA PRIVATE KEY-----") {
        return Err(KeyError::NotRsa);
    }
    let info = pem.lines().find_map(|line| line.strip_prefix("DEK-Info:")).ok_or(KeyError::NotAKey)?;
    let (cipher, vector) = info.trim().split_once(',').ok_or(KeyError::NotAKey)?;
    let vector = hex::decode(vector.trim()).map_err(|_| KeyError::NotAKey)?;
    let body: String = pem
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("-----") && !line.contains(':'))
        .collect();
    let sealed = BASE64.decode(body).map_err(|_| KeyError::NotAKey)?;
    let plain = match cipher {
        "DES-EDE3-CBC" => open::<TdesEde3, 24>(&sealed, password, &vector),
        "AES-128-CBC" => open::<Aes128, 16>(&sealed, password, &vector),
        "AES-192-CBC" => open::<Aes192, 24>(&sealed, password, &vector),
        "AES-256-CBC" => open::<Aes256, 32>(&sealed, password, &vector),
        other => return Err(KeyError::UnsupportedProtection(other.chars().take(40).collect())),
    };
    // With a wrong password the padding is right by chance one time in 256; then the first bytes are no sequence of a private key.
    plain.filter(|der| der.starts_with(&[0x30, 0x82])).ok_or(KeyError::WrongPassword)
}

fn open<C: BlockCipherDecrypt + KeyInit, const KEY: usize>(sealed: &[u8], password: &str, vector: &[u8]) -> Option<Zeroizing<Vec<u8>>>
where
    Decryptor<C>: KeyIvInit,
{
    let salt = vector.get(..8)?;
    let key = derive::<KEY>(password.as_bytes(), salt);
    let cipher = Decryptor::<C>::new_from_slices(&*key, vector).ok()?;
    cipher.decrypt_padded_vec::<Pkcs7>(sealed).ok().map(Zeroizing::new)
}

/// OpenSSL's `EVP_BytesToKey` with MD5 and one round: D₁ = MD5(password ‖ salt), Dₙ = MD5(Dₙ₋₁ ‖ password ‖ salt).
fn derive<const KEY: usize>(password: &[u8], salt: &[u8]) -> Zeroizing<[u8; KEY]> {
    let mut key = Zeroizing::new([0; KEY]);
    let mut block = Zeroizing::new(Vec::new());
    for part in key.chunks_mut(16) {
        let mut hash = Md5::new();
        hash.update(&*block);
        hash.update(password);
        hash.update(salt);
        block = Zeroizing::new(hash.finalize().to_vec());
        part.copy_from_slice(&block[..part.len()]);
    }
    key
}
