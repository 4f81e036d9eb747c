//! From whatever PEM a customer brings to PKCS#8 DER.

use pkcs8::der::asn1::{AnyRef, OctetStringRef};
use pkcs8::der::{Decode as _, Encode as _};
use pkcs8::pkcs5::{EncryptionScheme, pbes2};
use pkcs8::spki::AlgorithmIdentifierRef;
use pkcs8::{EncryptedPrivateKeyInfoRef, ObjectIdentifier, PrivateKeyInfoRef, SecretDocument};
use zeroize::Zeroizing;

use super::{KeyError, legacy};

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// No PEM of an RSA-2048 key is near this long.
const MOST_CHARACTERS: usize = 64 * 1024;
/// Rounds of PBKDF2 that are worked off: about three seconds. A pasted key must not occupy the server for minutes.
const MOST_ROUNDS: u32 = 10_000_000;

type Der = Zeroizing<Vec<u8>>;

pub(super) fn pkcs8(pem: &str, password: Option<&str>) -> Result<Der, KeyError> {
    if pem.len() > MOST_CHARACTERS {
        return Err(KeyError::NotAKey);
    }
    let pem = Zeroizing::new(only_the_key(pem)?);
    if legacy::is(&pem) {
        return legacy::decrypt(&pem, password.ok_or(KeyError::PasswordNeeded)?).and_then(|der| wrapped(&der));
    }
    let (label, document) = SecretDocument::from_pem(&pem).map_err(|_| KeyError::NotAKey)?;
    match label {
        "PRIVATE KEY" => Ok(Zeroizing::new(document.as_bytes().to_vec())),
        "RSA PRIVATE KEY" => wrapped(document.as_bytes()),
        "ENCRYPTED PRIVATE KEY" => unlocked(document.as_bytes(), password),
        "EC PRIVATE KEY" | "DSA PRIVATE KEY" | "OPENSSH PRIVATE KEY" => Err(KeyError::NotRsa),
        "PUBLIC KEY" | "RSA PUBLIC KEY" => Err(KeyError::WrongHalf("public key")),
        "CERTIFICATE" => Err(KeyError::WrongHalf("certificate")),
        _ => Err(KeyError::NotAKey),
    }
}

/// The first private key in a text that may hold more (OpenSSL likes to print the public half as well), its lines cleaned of what mail and web forms add.
fn only_the_key(text: &str) -> Result<String, KeyError> {
    let begins: Vec<_> = text.match_indices("-----BEGIN ").map(|(at, _)| at).collect();
    let start = begins
        .iter()
        .find(|at| text[**at..].lines().next().is_some_and(|line| line.contains("PRIVATE KEY-----")))
        .or(begins.first())
        .ok_or(KeyError::NotAKey)?;
    let text = &text[*start..];
    let end = text.find("-----END ").ok_or(KeyError::NotAKey)?;
    let length = text[end + 5..].find("-----").ok_or(KeyError::NotAKey)?;
    let lines: Vec<_> = text[..end + 5 + length + 5].lines().map(str::trim).collect();
    Ok(lines.join("\n"))
}

fn unlocked(der: &[u8], password: Option<&str>) -> Result<Der, KeyError> {
    let locked = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| unsupported("not PBES2"))?;
    let EncryptionScheme::Pbes2(parameters) = &locked.encryption_algorithm else {
        return Err(unsupported("PBES1"));
    };
    match &parameters.kdf {
        pbes2::Kdf::Pbkdf2(kdf) if kdf.iteration_count > MOST_ROUNDS => return Err(unsupported("too many rounds")),
        // scrypt takes 128 · N · r bytes: 64 MiB at most.
        pbes2::Kdf::Scrypt(kdf) if kdf.cost_parameter.saturating_mul(u64::from(kdf.block_size)) > 512 * 1024 || kdf.parallelization > 16 => {
            return Err(unsupported("scrypt too costly"));
        }
        _ => {}
    }
    let password = password.ok_or(KeyError::PasswordNeeded)?;
    // A wrong password shows as bad padding, or, one time in 256, as bytes that are no key.
    let opened = locked.decrypt(password).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. } | pkcs8::pkcs5::Error::NoPbes1CryptSupport) => {
            unsupported("its cipher")
        }
        _ => KeyError::WrongPassword,
    })?;
    Ok(Zeroizing::new(opened.as_bytes().to_vec()))
}

/// A bare RSA key (PKCS#1) in the PKCS#8 frame.
fn wrapped(pkcs1: &[u8]) -> Result<Der, KeyError> {
    let algorithm = AlgorithmIdentifierRef {
        oid: RSA,
        parameters: Some(AnyRef::NULL),
    };
    let key = OctetStringRef::new(pkcs1).map_err(|_| KeyError::Damaged)?;
    let der = PrivateKeyInfoRef::new(algorithm, key).to_der().map_err(|_| KeyError::Damaged)?;
    Ok(Zeroizing::new(der))
}

pub(super) fn require_rsa(der: &[u8]) -> Result<(), KeyError> {
    let info = PrivateKeyInfoRef::from_der(der).map_err(|_| KeyError::Damaged)?;
    if info.algorithm.oid == RSA { Ok(()) } else { Err(KeyError::NotRsa) }
}

fn unsupported(what: &str) -> KeyError {
    KeyError::UnsupportedProtection(what.to_owned())
}
