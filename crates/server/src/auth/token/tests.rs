//! U8: a token is accepted only if it is exactly what we sign.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn tokens(byte: u8) -> AccessTokens {
    AccessTokens::new(&MasterKey::new([byte; 32]), Duration::from_secs(600))
}

/// Signs any header and claims with the right key, as a forger who got hold of the key's use but not of our format would.
fn forge(header: &Value, claims: &Value) -> String {
    let body = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(&MasterKey::new([1; 32]).derive("access token")).unwrap();
    mac.update(body.as_bytes());
    format!("{body}.{}", BASE64.encode(mac.finalize().into_bytes()))
}

fn good_claims() -> Value {
    json!({ "sub": UserId::new(), "sid": SessionId::new(), "iat": NOW.seconds(), "exp": NOW.seconds() + 600, "aud": "prismwa-api", "iss": "prismwa" })
}

#[test]
fn a_signed_token_reads_back_until_it_expires() {
    let (user, session) = (UserId::new(), SessionId::new());
    let token = tokens(1).sign(user, session, NOW);
    let claims = tokens(1).read(&token, NOW + Duration::from_secs(599)).unwrap();
    assert_eq!((claims.sub, claims.sid), (user, session));
    assert_eq!(tokens(1).read(&token, NOW + Duration::from_secs(600)), Err(Error::Expired));
}

#[test]
fn the_forger_of_this_test_can_make_a_good_one() {
    assert!(
        tokens(1)
            .read(&forge(&json!({ "alg": "HS256", "typ": "at+jwt" }), &good_claims()), NOW)
            .is_ok()
    );
}

#[test]
fn u08_every_other_header_is_refused() {
    for header in [
        json!({ "alg": "none", "typ": "at+jwt" }),
        json!({ "alg": "None", "typ": "at+jwt" }),
        json!({ "alg": "HS384", "typ": "at+jwt" }),
        json!({ "alg": "RS256", "typ": "at+jwt" }),
        json!({ "alg": "EdDSA", "typ": "at+jwt" }),
        json!({ "alg": "HS256", "typ": "JWT" }),
        json!({ "alg": "HS256", "typ": "refresh+jwt" }),
        json!({ "alg": "HS256" }),
        json!({ "typ": "at+jwt" }),
    ] {
        assert_eq!(tokens(1).read(&forge(&header, &good_claims()), NOW), Err(Error::Invalid), "{header}");
    }
}

#[test]
fn u08_key_hints_in_the_header_are_not_followed() {
    // Signed with another key, and the header says where to find it.
    let mut token = forge(
        &json!({ "alg": "HS256", "typ": "at+jwt", "kid": "../../dev/null", "jku": "http://203.0.113.1/keys" }),
        &good_claims(),
    );
    token.truncate(token.rfind('.').unwrap() + 1);
    token.push_str(&BASE64.encode([0; 32]));
    assert_eq!(tokens(1).read(&token, NOW), Err(Error::Invalid));
}

#[test]
fn u08_wrong_or_missing_claims_are_refused() {
    let wrong: [(&str, Value); 16] = [
        ("exp", json!((NOW.seconds() + 600).to_string())),
        ("exp", json!(NOW.seconds() as f64 + 600.5)),
        ("exp", Value::Null),
        ("exp", json!(NOW.seconds() - 1)),
        ("iat", json!(NOW.seconds() + 3600)),
        ("iat", json!(true)),
        ("aud", json!("prismwa")),
        ("aud", json!(["prismwa-api"])),
        ("aud", json!(["prismwa-api", "other"])),
        ("iss", json!("https://prismwa")),
        ("sub", json!("usr_1")),
        ("sub", json!(SessionId::new())),
        ("sid", json!(UserId::new())),
        ("sid", json!(["ses_"])),
        ("role", json!("OWNER")),
        ("sub", json!({ "$ne": null })),
    ];
    for (claim, value) in wrong {
        let mut claims = good_claims();
        claims[claim] = value;
        assert!(
            tokens(1).read(&forge(&json!({ "alg": "HS256", "typ": "at+jwt" }), &claims), NOW).is_err(),
            "{claim}: {claims}"
        );
    }
    for missing in ["sub", "sid", "iat", "exp", "aud", "iss"] {
        let mut claims = good_claims();
        claims.as_object_mut().unwrap().remove(missing);
        assert!(
            tokens(1).read(&forge(&json!({ "alg": "HS256", "typ": "at+jwt" }), &claims), NOW).is_err(),
            "without {missing}"
        );
    }
}

#[test]
fn u08_any_flipped_character_is_refused() {
    let token = tokens(1).sign(UserId::new(), SessionId::new(), NOW);
    for at in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        // The last character of a base64 part may carry unused bits, but decoders that ignore them still compare the whole tag.
        assert!(tokens(1).read(&changed, NOW).is_err(), "character {at}");
    }
}

#[test]
fn u08_another_installations_token_is_refused() {
    let token = tokens(2).sign(UserId::new(), SessionId::new(), NOW);
    assert_eq!(tokens(1).read(&token, NOW), Err(Error::Invalid));
}

#[test]
fn u08_nonsense_is_refused() {
    for token in ["", ".", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", &"A".repeat(5000)] {
        assert_eq!(tokens(1).read(token, NOW), Err(Error::Invalid));
    }
}
