//! The `X-Hub-Signature-256` header: proof that Meta sent exactly these bytes (Webhooks, *Validating payloads*).

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// Name of the header, in lower case.
pub const HEADER: &str = "x-hub-signature-256";

/// Why a delivery is not proven to be Meta's. Answer 401 and store nothing; Meta tries again for days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The header is missing.
    #[error("the X-Hub-Signature-256 header is missing")]
    Missing,
    /// The header is not `sha256=` and 64 hexadecimal digits.
    #[error("the X-Hub-Signature-256 header is not `sha256=` followed by 64 lower-case hexadecimal digits")]
    Malformed,
    /// Another secret, or other bytes.
    #[error("the signature does not match; check that the app secret is the one of the Meta app that sends these webhooks")]
    Mismatch,
    /// An empty secret would accept anybody's signature.
    #[error("no app secret is configured, so nothing can be accepted")]
    NoSecret,
}

/// Checks the header against the raw body, in constant time. Never re-serialise a body before this.
pub fn verify(secret: &[u8], header: Option<&str>, raw_body: &[u8]) -> Result<(), Error> {
    verify_any([secret], header, raw_body).map(|_| ())
}

/// Checks the header against several secrets (old and new during a rotation, or one per Meta app) and tells the place of the
/// one that matched. Every secret is tried, so the time taken does not tell which one it was.
pub fn verify_any<S: AsRef<[u8]>>(secrets: impl IntoIterator<Item = S>, header: Option<&str>, raw_body: &[u8]) -> Result<usize, Error> {
    let claimed = parse(header.ok_or(Error::Missing)?)?;
    let mut matched = None;
    let mut outcome = Error::NoSecret;
    for (place, secret) in secrets.into_iter().enumerate() {
        let secret = secret.as_ref();
        if secret.is_empty() {
            continue;
        }
        outcome = Error::Mismatch;
        if bool::from(mac(secret, raw_body).ct_eq(&claimed)) && matched.is_none() {
            matched = Some(place);
        }
    }
    matched.ok_or(outcome)
}

/// Makes the header value for a body, as Meta would.
pub fn sign(secret: &[u8], raw_body: &[u8]) -> String {
    format!("sha256={}", hex::encode(mac(secret, raw_body)))
}

fn mac(secret: &[u8], raw_body: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(raw_body);
    mac.finalize().into_bytes().into()
}

fn parse(header: &str) -> Result<[u8; 32], Error> {
    let digits = header.strip_prefix("sha256=").ok_or(Error::Malformed)?;
    let lower_hex = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if digits.len() != 64 || !lower_hex {
        return Err(Error::Malformed);
    }
    let mut bytes = [0; 32];
    hex::decode_to_slice(digits, &mut bytes).map_err(|_| Error::Malformed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &[u8] = b"app secret";
    const BODY: &[u8] = br#"{"object":"whatsapp_business_account","entry":[]}"#;

    #[test]
    fn known_answer() {
        // RFC 4231, test case 2
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(sign(b"Jefe", b"what do ya want for nothing?"), expected);
        assert_eq!(verify(b"Jefe", Some(expected), b"what do ya want for nothing?"), Ok(()));
    }

    #[test]
    fn only_the_strict_form_is_read() {
        let good = sign(SECRET, BODY);
        let digits = good.strip_prefix("sha256=").unwrap();
        let bad = [
            String::new(),
            "sha256=".into(),
            digits.into(),
            format!("sha1={digits}"),
            format!("SHA256={digits}"),
            format!("sha256={}", digits.to_uppercase()),
            format!("sha256={}", &digits[..62]),
            format!("sha256={digits}00"),
            format!(" {good}"),
            format!("{good} "),
            format!("{good},{good}"),
            format!("sha256={}zz", &digits[..62]),
        ];
        for header in bad {
            assert_eq!(verify(SECRET, Some(&header), BODY), Err(Error::Malformed), "{header}");
        }
        assert_eq!(verify(SECRET, None, BODY), Err(Error::Missing));
        assert_eq!(verify(SECRET, Some(&good), BODY), Ok(()));
    }

    #[test]
    fn rotation_tells_which_secret_matched() {
        let header = sign(b"old", BODY);
        let secrets: [&[u8]; 3] = [b"new", b"old", b"old"];
        assert_eq!(verify_any(secrets, Some(&header), BODY), Ok(1));
        assert_eq!(verify_any([b"new"], Some(&header), BODY), Err(Error::Mismatch));
    }

    #[test]
    fn an_empty_secret_opens_nothing() {
        let header = sign(b"", BODY);
        assert_eq!(verify(b"", Some(&header), BODY), Err(Error::NoSecret));
        assert_eq!(verify_any(Vec::<&[u8]>::new(), Some(&header), BODY), Err(Error::NoSecret));
        assert_eq!(verify_any([b"".as_slice(), b"x"], Some(&header), BODY), Err(Error::Mismatch));
    }

    proptest! {
        #[test]
        fn any_change_is_refused(body in proptest::collection::vec(any::<u8>(), 1..200), place in any::<prop::sample::Index>(), bit in 0..8u8) {
            let header = sign(SECRET, &body);
            prop_assert_eq!(verify(SECRET, Some(&header), &body), Ok(()));
            let mut changed = body.clone();
            *place.get_mut(&mut changed) ^= 1 << bit;
            prop_assert_eq!(verify(SECRET, Some(&header), &changed), Err(Error::Mismatch));
        }
    }
}
