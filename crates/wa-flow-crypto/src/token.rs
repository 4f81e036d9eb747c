//! `flow_token_signature`: a JWT (HS256, keyed with the app secret) in which Meta vouches for the token (Flow JSON 7.3 and Data API 4.0 on).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// Is this Meta's signature over this token? Exactly HS256, compared in constant time, and the payload names the token. A secret of no bytes never fits.
pub fn verify(app_secret: &[u8], jwt: &str, flow_token: &str) -> bool {
    let mut parts = jwt.splitn(4, '.');
    let (Some(header), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let json = |part: &str| BASE64URL.decode(part).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let Some(signature) = BASE64URL.decode(signature).ok().filter(|_| !app_secret.is_empty()) else {
        return false;
    };
    let genuine = bool::from(mac(app_secret, header, payload).ct_eq(&signature));
    genuine && json(header).is_some_and(|header| header["alg"] == "HS256") && json(payload).is_some_and(|payload| payload["flow_token"] == flow_token)
}

/// The signature that Meta would send.
pub fn sign(app_secret: &[u8], flow_token: &str) -> String {
    let header = BASE64URL.encode(br#"{"alg":"HS256","typ":"JWT"}"#);
    let payload = BASE64URL.encode(serde_json::json!({"flow_token": flow_token}).to_string());
    let signature = BASE64URL.encode(mac(app_secret, &header, &payload));
    format!("{header}.{payload}.{signature}")
}

fn mac(secret: &[u8], header: &str, payload: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(header.as_bytes());
    mac.update(b".");
    mac.update(payload.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_secret_token_and_algorithm_pass() {
        let jwt = sign(b"secret", "token");
        assert!(verify(b"secret", &jwt, "token"));
        assert!(!verify(b"other", &jwt, "token"));
        assert!(!verify(b"", &sign(b"", "token"), "token"));
        assert!(!verify(b"secret", &jwt, "another"));
        assert!(!verify(b"secret", &format!("{jwt}."), "token"));
        let none = BASE64URL.encode(br#"{"alg":"none"}"#);
        let payload = jwt.split('.').nth(1).unwrap();
        assert!(!verify(b"secret", &format!("{none}.{payload}."), "token"));
        let signed_none = BASE64URL.encode(mac(b"secret", &none, payload));
        assert!(!verify(b"secret", &format!("{none}.{payload}.{signed_none}"), "token"));
    }

    #[test]
    fn every_changed_character_is_noticed() {
        let jwt = sign(b"secret", "token");
        for place in 0..jwt.len() {
            let mut changed = jwt.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            assert!(!verify(b"secret", std::str::from_utf8(&changed).unwrap(), "token"), "at {place}");
        }
    }
}
