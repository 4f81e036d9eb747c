//! Known answers of an independent implementation, tampering at every byte, wrong keys, and any content both ways.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use wa_flow_crypto::{Envelope, Error, PrivateKey, Request, device};

static KEY: LazyLock<PrivateKey> = LazyLock::new(|| PrivateKey::from_pem(include_str!("vectors/pkcs8.pem"), None).expect("a known answer"));
static VECTOR: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("vectors/exchange.json")).expect("a known answer"));

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().expect("a known answer")
}

fn open(body: &[u8]) -> Result<Vec<u8>, Error> {
    Ok(Envelope::parse(body)?.open(&KEY)?.plaintext)
}

#[test]
fn a_request_of_another_implementation_is_opened_and_answered_byte_for_byte() {
    let body = VECTOR["envelope"].to_string();
    let opened = Envelope::parse(body.as_bytes()).unwrap().open(&KEY).unwrap();
    assert_eq!(String::from_utf8(opened.plaintext.clone()).unwrap(), text(&VECTOR, "request"));
    assert!(matches!(Request::parse(&opened.plaintext), Ok(Request::Init(visit)) if visit.flow_token == "a token"));
    assert_eq!(opened.exchange.seal(text(&VECTOR, "answer").as_bytes()), text(&VECTOR, "sealed_answer"));
}

#[test]
fn the_phone_seals_the_same_bytes_as_another_implementation() {
    let bytes = |name| hex::decode(text(&VECTOR, name)).unwrap().try_into().unwrap();
    let (body, phone) = device::seal_with(&KEY.public_key(), text(&VECTOR, "request").as_bytes(), bytes("aes_key"), bytes("vector")).unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    // The wrapped key is padded at random and differs each time.
    assert_eq!(body["encrypted_flow_data"], VECTOR["envelope"]["encrypted_flow_data"]);
    assert_eq!(phone.open(text(&VECTOR, "sealed_answer")).unwrap(), text(&VECTOR, "answer").as_bytes());
}

/// F1: each bit of each byte of each part, one at a time for the data and vector, a bit a byte for the wrapped key (an RSA operation each).
#[test]
fn f01_every_flipped_bit_is_421() {
    let envelope = &VECTOR["envelope"];
    for (part, bits) in [("encrypted_flow_data", 0..8), ("initial_vector", 0..8), ("encrypted_aes_key", 3..4)] {
        let whole = base64_decode(text(envelope, part));
        for place in 0..whole.len() {
            for bit in bits.clone() {
                let mut changed = whole.clone();
                changed[place] ^= 1 << bit;
                let mut envelope = envelope.clone();
                envelope[part] = base64_encode(&changed).into();
                let error = open(envelope.to_string().as_bytes()).expect_err("a changed envelope");
                assert_eq!(error.status(), 421, "{part} {place} {bit}: {error}");
            }
        }
    }
}

#[test]
fn f01_every_cut_is_421() {
    for part in ["encrypted_flow_data", "initial_vector", "encrypted_aes_key"] {
        let whole = base64_decode(text(&VECTOR["envelope"], part));
        for length in 0..whole.len() {
            let mut envelope = VECTOR["envelope"].clone();
            envelope[part] = base64_encode(&whole[..length]).into();
            assert_eq!(
                open(envelope.to_string().as_bytes()).expect_err("a cut envelope").status(),
                421,
                "{part} {length}"
            );
        }
    }
}

#[test]
fn f01_the_wrong_key_is_421_and_a_list_of_keys_finds_the_right_one() {
    let other = PrivateKey::generate().unwrap();
    let body = VECTOR["envelope"].to_string();
    let envelope = Envelope::parse(body.as_bytes()).unwrap();
    assert_eq!(envelope.open(&other).unwrap_err(), Error::WrongKey);
    assert_eq!(envelope.open_any([&other, &*KEY]).unwrap().0, 1);
    assert_eq!(envelope.open_any([]).unwrap_err().status(), 421);
    // A key of 32 bytes, correctly wrapped, is no key of ours either.
    let rsa = aws_public();
    let mut wrapped = vec![0; rsa.ciphertext_size()];
    rsa.encrypt(&aws_lc_rs::rsa::OAEP_SHA256_MGF1SHA256, &[7; 32], &mut wrapped, None)
        .unwrap();
    let mut long = VECTOR["envelope"].clone();
    long["encrypted_aes_key"] = base64_encode(&wrapped).into();
    assert_eq!(open(long.to_string().as_bytes()), Err(Error::WrongKey));
    // Nor is one wrapped with SHA-1.
    rsa.encrypt(&aws_lc_rs::rsa::OAEP_SHA1_MGF1SHA1, &[7; 16], &mut wrapped, None).unwrap();
    long["encrypted_aes_key"] = base64_encode(&wrapped).into();
    assert_eq!(open(long.to_string().as_bytes()), Err(Error::WrongKey));
}

#[test]
fn what_is_no_envelope_is_400_and_what_is_too_large_is_413() {
    for body in [
        "",
        "{}",
        "[]",
        "null",
        "{\"encrypted_flow_data\":1}",
        r#"{"encrypted_flow_data":"!","encrypted_aes_key":"","initial_vector":""}"#,
    ] {
        assert_eq!(open(body.as_bytes()).unwrap_err().status(), 400, "{body}");
    }
    assert_eq!(open(&vec![b' '; wa_flow_crypto::MAX_BODY_BYTES + 1]).unwrap_err().status(), 413);
    let deep = "[".repeat(1_000_000);
    assert_eq!(open(deep.as_bytes()).unwrap_err().status(), 400);
}

/// F3: the same request has the same names however its JSON is written; another content under the same key and vector shows.
#[test]
fn f03_a_replay_is_recognised_and_a_reused_vector_is_seen() {
    let (key, vector) = ([1; 16], [2; 16]);
    let (first, _) = device::seal_with(&KEY.public_key(), b"one", key, vector).unwrap();
    let (second, _) = device::seal_with(&KEY.public_key(), b"two", key, vector).unwrap();
    let spaced = String::from_utf8(first.clone()).unwrap().replace(',', " ,\n");
    let name = |body: &[u8]| Envelope::parse(body).unwrap().digest();
    let id = |body: &[u8]| Envelope::parse(body).unwrap().open(&KEY).unwrap().exchange.id();
    assert_eq!(name(&first), name(spaced.as_bytes()));
    assert_ne!(name(&first), name(&second));
    assert_eq!(id(&first), id(&second));
    let (third, _) = device::seal_with(&KEY.public_key(), b"one", key, [3; 16]).unwrap();
    assert_ne!(id(&first), id(&third));
    // A replayed request gets the same bytes again.
    let answer = |body: &[u8]| Envelope::parse(body).unwrap().open(&KEY).unwrap().exchange.seal(b"the answer");
    assert_eq!(answer(&first), answer(spaced.as_bytes()));
}

#[test]
fn an_answer_does_not_open_with_the_vector_of_the_request() {
    let (body, phone) = device::seal(&KEY.public_key(), b"hello").unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(phone.open(text(&body, "encrypted_flow_data")), Err(Error::Tampered));
    assert_eq!(phone.open("not base64!"), Err(Error::NotBase64));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_content_travels_both_ways(there in proptest::collection::vec(any::<u8>(), 0..5_000), back in proptest::collection::vec(any::<u8>(), 0..5_000)) {
        let (body, phone) = device::seal(&KEY.public_key(), &there).unwrap();
        let opened = Envelope::parse(&body).unwrap().open(&KEY).unwrap();
        prop_assert_eq!(&opened.plaintext, &there);
        prop_assert_eq!(phone.open(&opened.exchange.seal(&back)).unwrap(), back);
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(body in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(open(&body).is_err());
        let _ = Request::parse(&body);
    }
}

fn aws_public() -> aws_lc_rs::rsa::OaepPublicEncryptingKey {
    let pem = KEY.public_key().to_pem();
    let der = base64_decode(&pem.lines().filter(|line| !line.starts_with('-')).collect::<String>());
    aws_lc_rs::rsa::OaepPublicEncryptingKey::new(aws_lc_rs::rsa::PublicEncryptingKey::from_der(&der).expect("a known answer"))
        .expect("a known answer")
}

fn base64_decode(text: &str) -> Vec<u8> {
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).expect("a known answer")
}

fn base64_encode(bytes: &[u8]) -> String {
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes)
}
