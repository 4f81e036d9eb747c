//! Pictures and documents that a customer put into a form: encrypted files on WhatsApp's servers, with the keys in the request
//! (*Media Upload Components*, <https://developers.facebook.com/docs/whatsapp/flows/reference/media_upload>).

use std::fmt;

use aes::Aes256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyIvInit as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// The largest file that is taken: what Meta lets a customer send (25 MiB), its padding and its mark.
pub const MAX_FILE_BYTES: usize = 25 * 1024 * 1024 + BLOCK + MARK;
/// Files in one field: the pickers allow 30.
pub const MAX_FILES: usize = 30;

const BLOCK: usize = 16;
/// The last bytes of a file: the beginning of an HMAC over vector and ciphertext.
const MARK: usize = 10;

/// Why a file was not taken. Keep the submission, show the reason beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the description of the file is not of the documented shape")]
    NotMedia,
    #[error("the file has {0} bytes; 25 MiB is the most a form takes")]
    TooLarge(usize),
    #[error("the file is too short or was cut off")]
    Truncated,
    #[error("the file that was downloaded is not the one that was described (hash of the encrypted file)")]
    WrongFile,
    #[error("the file was changed after it was encrypted (HMAC)")]
    Tampered,
    #[error("the file does not decrypt with the key that came with it (padding)")]
    BadPadding,
    #[error("the decrypted file is not the one that was described (hash of the content)")]
    WrongContent,
}

/// One file as a request names it. `cdn_url` comes from the phone: fetch it only from WhatsApp's hosts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    pub media_id: String,
    pub cdn_url: String,
    #[serde(default)]
    pub file_name: String,
    pub encryption_metadata: Keys,
}

/// Keys and hashes of one file, base64 on the wire. They are secrets: whoever has them and the address has the file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    pub encrypted_hash: String,
    pub iv: String,
    pub encryption_key: String,
    pub hmac_key: String,
    pub plaintext_hash: String,
}

/// The files in one value of a form, or nothing if the value is something else.
pub fn find(value: &Value) -> Option<Vec<Media>> {
    let list = value.as_array().filter(|list| !list.is_empty() && list.len() <= MAX_FILES)?;
    list.iter().map(|item| Media::deserialize(item).ok()).collect()
}

/// Checks and opens a downloaded file, in Meta's order: hash of the file, HMAC, decryption, hash of the content. All comparisons are in constant time.
pub fn decrypt(file: &[u8], keys: &Keys) -> Result<Vec<u8>, Error> {
    if file.len() > MAX_FILE_BYTES {
        return Err(Error::TooLarge(file.len()));
    }
    let (vector, key, mac_key) = (bytes::<16>(&keys.iv)?, bytes::<32>(&keys.encryption_key)?, bytes::<32>(&keys.hmac_key)?);
    let (file_hash, content_hash) = (bytes::<32>(&keys.encrypted_hash)?, bytes::<32>(&keys.plaintext_hash)?);
    let (sealed, mark) = file.split_last_chunk::<MARK>().ok_or(Error::Truncated)?;
    if sealed.is_empty() || !sealed.len().is_multiple_of(BLOCK) {
        return Err(Error::Truncated);
    }
    if !same(&Sha256::digest(file), &*file_hash) {
        return Err(Error::WrongFile);
    }
    if !same(&authenticate(&mac_key, &vector, sealed)[..MARK], mark) {
        return Err(Error::Tampered);
    }
    let plain = cbc::Decryptor::<Aes256>::new((&*key).into(), (&*vector).into())
        .decrypt_padded_vec::<Pkcs7>(sealed)
        .map_err(|_| Error::BadPadding)?;
    if same(&Sha256::digest(&plain), &*content_hash) {
        Ok(plain)
    } else {
        Err(Error::WrongContent)
    }
}

/// What a phone does with a picture: the file to upload, and the keys to put into the request.
pub fn encrypt(plain: &[u8], key: [u8; 32], mac_key: [u8; 32], vector: [u8; 16]) -> (Vec<u8>, Keys) {
    let mut file = cbc::Encryptor::<Aes256>::new(&key.into(), &vector.into()).encrypt_padded_vec::<Pkcs7>(plain);
    let mark = authenticate(&mac_key, &vector, &file);
    file.extend_from_slice(&mark[..MARK]);
    let keys = Keys {
        encrypted_hash: BASE64.encode(Sha256::digest(&file)),
        iv: BASE64.encode(vector),
        encryption_key: BASE64.encode(key),
        hmac_key: BASE64.encode(mac_key),
        plaintext_hash: BASE64.encode(Sha256::digest(plain)),
    };
    (file, keys)
}

fn authenticate(key: &[u8; 32], vector: &[u8; 16], sealed: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(vector);
    mac.update(sealed);
    mac.finalize().into_bytes().into()
}

fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

fn bytes<const N: usize>(text: &str) -> Result<Zeroizing<[u8; N]>, Error> {
    let decoded = Zeroizing::new(BASE64.decode(text).map_err(|_| Error::NotMedia)?);
    decoded.as_slice().try_into().map(Zeroizing::new).map_err(|_| Error::NotMedia)
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Keys(…)")
    }
}
