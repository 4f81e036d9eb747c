//! One-time codes by time ([RFC 6238](https://www.rfc-editor.org/rfc/rfc6238)): six digits, thirty seconds, HMAC-SHA-1 as every authenticator app has it.

use std::fmt::Write as _;

use aws_lc_rs::hmac;
use secrecy::{ExposeSecret as _, SecretString};

use super::secret;

/// Length of a step, in seconds.
const STEP: i64 = 30;
/// Bytes of a seed, as many as SHA-1 gives.
const SEED: usize = 20;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// How many recovery codes a person gets.
const RECOVERY_CODES: usize = 10;
/// Bytes of a recovery code: 120 bits, so that a plain hash keeps it.
const RECOVERY: usize = 15;

/// A new seed, in base32 as apps take it.
#[must_use]
pub fn new_seed() -> SecretString {
    base32(&random::<SEED>()).into()
}

/// What the QR code says, so that an app knows whose code it shows.
#[must_use]
pub fn address(seed: &SecretString, email: &str) -> String {
    let account: String = form_urlencoded::byte_serialize(email.as_bytes()).collect();
    format!(
        "otpauth://totp/PrismWA:{}?secret={}&issuer=PrismWA&algorithm=SHA1&digits=6&period={STEP}",
        account.replace('+', "%20"),
        seed.expose_secret()
    )
}

/// The step whose code this is: the one of `now` (in seconds), or one of the `drift` steps around it.
#[must_use]
pub fn step_of(seed: &SecretString, code: &str, now: i64, drift: i64) -> Option<i64> {
    let code: String = code.chars().filter(|mark| !mark.is_whitespace()).collect();
    let key = unbase32(seed.expose_secret())?;
    let current = now.div_euclid(STEP);
    // Every step is tried, whichever fits, so that time tells nothing.
    (current - drift..=current + drift).rfind(|step| subtle::ConstantTimeEq::ct_eq(code_of(&key, *step).as_bytes(), code.as_bytes()).into())
}

/// What an app with this seed shows at `now` (in seconds).
#[must_use]
pub fn code_at(seed: &str, now: i64) -> Option<String> {
    Some(code_of(&unbase32(seed)?, now.div_euclid(STEP)))
}

/// New recovery codes: as they are shown, and what is kept of them.
#[must_use]
pub fn new_recovery_codes() -> (Vec<String>, Vec<[u8; 32]>) {
    (0..RECOVERY_CODES)
        .map(|_| {
            let code = base32(&random::<RECOVERY>()).to_lowercase();
            let groups: Vec<&str> = (0..code.len()).step_by(4).map(|at| &code[at..at + 4]).collect();
            (groups.join("-"), secret::hash(&code))
        })
        .unzip()
}

/// What is kept of a recovery code, when the text is written like one.
#[must_use]
pub fn recovery_hash(text: &str) -> Option<[u8; 32]> {
    let code: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    (code.len() == RECOVERY * 8 / 5).then(|| secret::hash(&code))
}

fn code_of(key: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let at = usize::from(bytes[bytes.len() - 1] & 15);
    let number = bytes[at..at + 4].iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) & 0x7fff_ffff;
    let mut code = String::new();
    write!(code, "{:06}", number % 1_000_000).expect("a string takes everything");
    code
}

fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

fn base32(bytes: &[u8]) -> String {
    let (mut text, mut bits, mut count) = (String::new(), 0_u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            text.push(char::from(ALPHABET[(bits >> count & 31) as usize]));
        }
    }
    text
}

fn unbase32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for mark in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == mark)?;
        bits = bits << 5 | u32::try_from(value).ok()?;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 255) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed of RFC 6238's appendix B: `12345678901234567890`.
    fn seed() -> SecretString {
        base32(b"12345678901234567890").into()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        assert_eq!(seed().expose_secret(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for (now, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step_of(&seed(), code, now, 0), Some(now / 30), "{code}");
        }
        assert_eq!(step_of(&seed(), "287 082", 59, 0), Some(1));
        assert_eq!(step_of(&seed(), "287083", 59, 0), None);
        assert_eq!(step_of(&seed(), "", 59, 0), None);
    }

    #[test]
    fn a_clock_may_differ_as_far_as_the_operator_says() {
        assert_eq!(step_of(&seed(), "287082", 60, 0), None);
        assert_eq!(step_of(&seed(), "287082", 60, 1), Some(1));
        assert_eq!(step_of(&seed(), "287082", 29, 1), Some(1));
        assert_eq!(step_of(&seed(), "287082", 90, 1), None);
    }

    #[test]
    fn recovery_codes_are_known_by_their_letters() {
        let (codes, hashes) = new_recovery_codes();
        assert_eq!((codes.len(), hashes.len()), (10, 10));
        assert_eq!(codes[0].len(), 29, "{}", codes[0]);
        assert_eq!(recovery_hash(&codes[3].to_uppercase().replace('-', " ")), Some(hashes[3]));
        assert_eq!(recovery_hash("123456"), None);
    }

    #[test]
    fn the_address_names_the_account() {
        let text = address(&seed(), "ana+1@lumen.example");
        assert!(text.starts_with("otpauth://totp/PrismWA:ana%2B1%40lumen.example?secret=GEZD"), "{text}");
    }
}
