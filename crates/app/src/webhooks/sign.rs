//! Signatures of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in base64, behind `v1,`.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What a secret begins with.
pub(super) const PREFIX: &str = "whsec_";

/// The signature by each of these secrets, with a space between; whoever knows one of them finds theirs.
pub(super) fn signatures<'s>(secrets: impl IntoIterator<Item = &'s str>, id: &str, timestamp: i64, body: &str) -> String {
    let signed = secrets.into_iter().map(|secret| signature(secret, id, timestamp, body));
    signed.collect::<Vec<_>>().join(" ")
}

fn signature(secret: &str, id: &str, timestamp: i64, body: &str) -> String {
    let key = secret.strip_prefix(PREFIX).unwrap_or(secret);
    let key = BASE64_STANDARD.decode(key).unwrap_or_else(|_| key.as_bytes().to_vec());
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body.as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector that libraries of other makers test with.
    #[test]
    fn others_sign_the_same() {
        let body = r#"{"email":"test@example.com","username":"test_user"}"#;
        let secrets = ["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"];
        let signed = signatures(secrets, "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", 1_649_367_553, body);
        assert_eq!(signed, "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=");
        let both = signatures([secrets[0], "whsec_AAAA"], "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", 1_649_367_553, body);
        assert!(both.starts_with(&signed) && both.split(' ').count() == 2, "{both}");
    }
}
