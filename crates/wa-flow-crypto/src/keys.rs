//! RSA-2048 key pairs: made here or brought along, kept as PKCS#8, told to Meta as a PEM of the public half.

mod import;
mod legacy;

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeySize, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, OaepPublicEncryptingKey, PrivateDecryptingKey, PublicEncryptingKey};
use pkcs8::der::pem::{LineEnding, PemLabel as _};
use pkcs8::{Document, SubjectPublicKeyInfoRef};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::cipher;

/// The only size that Meta takes.
const BITS: usize = 2048;

/// Why a key cannot be used, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text holds no key at all.
    #[error("this is no private key; paste the whole PEM text, from -----BEGIN to -----END")]
    NotAKey,
    /// A public key or certificate where the private key belongs.
    #[error("this is the {0}; the private key is needed, and Meta is told the public half by PrismWA")]
    WrongHalf(&'static str),
    /// The key is locked.
    #[error("the key is protected by a password; enter it")]
    PasswordNeeded,
    /// The password does not open it.
    #[error("the password does not open this key")]
    WrongPassword,
    /// Locked in a way that is not understood, or that would take minutes to open.
    #[error("the key is protected in a way that is not supported ({0}); convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out new.pem")]
    UnsupportedProtection(String),
    /// An elliptic curve, a DSA key …
    #[error("this is no RSA key; make one: openssl genrsa 2048")]
    NotRsa,
    /// Another length.
    #[error("this RSA key has {0} bits; Meta takes 2048 only")]
    WrongSize(usize),
    /// Damaged, or its numbers do not fit together.
    #[error("the key is damaged or does not fit together")]
    Damaged,
    /// The operating system gave no randomness.
    #[error("no key could be made: the operating system gave no randomness")]
    NoRandomness,
}

/// A private key, ready to open envelopes. Its operation is constant time (aws-lc-rs), since the endpoint lets anybody ask for decryptions.
pub struct PrivateKey {
    rsa: OaepPrivateDecryptingKey,
    public: PublicKey,
    pkcs8: Zeroizing<Vec<u8>>,
}

/// The half that phones use.
#[derive(Clone)]
pub struct PublicKey {
    rsa: Arc<OaepPublicEncryptingKey>,
    der: Vec<u8>,
}

impl PrivateKey {
    /// Makes a new pair. Takes some tens of milliseconds: not on a thread that serves others.
    pub fn generate() -> Result<Self, KeyError> {
        let key = PrivateDecryptingKey::generate(KeySize::Rsa2048).map_err(|_| KeyError::NoRandomness)?;
        let der: Pkcs8V1Der<'_> = key.as_der().map_err(|_| KeyError::Damaged)?;
        Self::from_pkcs8(der.as_ref())
    }

    /// Reads a PEM: PKCS#8 or PKCS#1, in the clear or under a password (PBES2 as OpenSSL 3 writes it, or the older `DEK-Info` header).
    /// A password given for a key without one is ignored.
    pub fn from_pem(pem: &str, password: Option<&str>) -> Result<Self, KeyError> {
        import::pkcs8(pem, password.filter(|password| !password.is_empty())).and_then(|der| Self::from_pkcs8(&der))
    }

    /// Reads what [`PrivateKey::to_pkcs8`] gave.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        import::require_rsa(der)?;
        let key = PrivateDecryptingKey::from_pkcs8(der).map_err(|_| KeyError::Damaged)?;
        if key.key_size_bits() != BITS {
            return Err(KeyError::WrongSize(key.key_size_bits()));
        }
        Ok(Self {
            public: PublicKey::new(key.public_key())?,
            rsa: OaepPrivateDecryptingKey::new(key).map_err(|_| KeyError::Damaged)?,
            pkcs8: Zeroizing::new(der.to_vec()),
        })
    }

    /// The key itself as PKCS#8 DER, to be encrypted and stored; wiped from memory when dropped.
    pub fn to_pkcs8(&self) -> Zeroizing<Vec<u8>> {
        self.pkcs8.clone()
    }

    /// The half to tell.
    pub fn public_key(&self) -> PublicKey {
        self.public.clone()
    }

    /// The AES key inside `encrypted_aes_key`; `None` for every way in which it is not one.
    pub(crate) fn unwrap_aes_key(&self, wrapped: &[u8]) -> Option<cipher::Key> {
        crate::work::rsa();
        let mut space = Zeroizing::new([0; BITS / 8]);
        let plain = self.rsa.decrypt(&OAEP_SHA256_MGF1SHA256, wrapped, &mut *space, None).ok()?;
        <[u8; cipher::KEY_BYTES]>::try_from(&*plain).ok().map(Zeroizing::new)
    }
}

impl PublicKey {
    fn new(rsa: PublicEncryptingKey) -> Result<Self, KeyError> {
        let der: PublicKeyX509Der<'_> = rsa.as_der().map_err(|_| KeyError::Damaged)?;
        let der = der.as_ref().to_vec();
        let rsa = Arc::new(OaepPublicEncryptingKey::new(rsa).map_err(|_| KeyError::Damaged)?);
        if rsa.key_size_bits() != BITS {
            return Err(KeyError::WrongSize(rsa.key_size_bits()));
        }
        Ok(Self { rsa, der })
    }

    /// Reads the PEM that Meta answers when asked for a number's key, or that a phone would fetch.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let (label, document) = Document::from_pem(pem.trim()).map_err(|_| KeyError::NotAKey)?;
        SubjectPublicKeyInfoRef::validate_pem_label(label).map_err(|_| KeyError::NotAKey)?;
        let rsa = PublicEncryptingKey::from_der(document.as_bytes()).map_err(|_| KeyError::NotRsa)?;
        Self::new(rsa)
    }

    /// The PEM that Meta wants in `business_public_key`.
    pub fn to_pem(&self) -> String {
        Document::try_from(self.der.as_slice())
            .and_then(|document| document.to_pem(SubjectPublicKeyInfoRef::PEM_LABEL, LineEnding::LF))
            .expect("the DER came from a key that was read")
    }

    /// SHA-256 of the DER, as 64 hexadecimal digits: to show and to compare keys by.
    pub fn fingerprint(&self) -> String {
        hex::encode(Sha256::digest(&self.der))
    }

    pub(crate) fn wrap_aes_key(&self, key: &cipher::Key) -> Option<Vec<u8>> {
        let mut wrapped = vec![0; self.rsa.ciphertext_size()];
        let length = self.rsa.encrypt(&OAEP_SHA256_MGF1SHA256, &**key, &mut wrapped, None).ok()?.len();
        wrapped.truncate(length);
        Some(wrapped)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PrivateKey(of {})", self.public.fingerprint())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PublicKey({})", self.fingerprint())
    }
}
