//! Encrypted files: known answers of an independent implementation, and everything that can be wrong with one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use proptest::prelude::*;
use serde_json::{Value, json};
use wa_flow_crypto::media::{self, Error, Keys};

fn known() -> (Vec<u8>, Vec<u8>, Keys) {
    let vector: Value = serde_json::from_str(include_str!("vectors/media.json")).expect("a known answer");
    let bytes = |name: &str| BASE64.decode(vector[name].as_str().expect("a known answer")).expect("a known answer");
    (
        bytes("content"),
        bytes("file"),
        serde_json::from_value(vector["keys"].clone()).expect("a known answer"),
    )
}

/// The description made to fit a changed file, so that the next check has to find it.
fn refit(mut keys: Keys, file: &[u8]) -> Keys {
    use sha2::Digest as _;
    keys.encrypted_hash = BASE64.encode(sha2::Sha256::digest(file));
    keys
}

#[test]
fn a_file_of_another_implementation_is_opened() {
    let (content, file, keys) = known();
    assert_eq!(media::decrypt(&file, &keys), Ok(content));
}

#[test]
fn f07_every_changed_byte_is_found_by_the_hash_and_without_it_by_the_mac() {
    let (_, file, keys) = known();
    for place in 0..file.len() {
        let mut changed = file.clone();
        changed[place] ^= 0x20;
        assert_eq!(media::decrypt(&changed, &keys), Err(Error::WrongFile), "at {place}");
        assert_eq!(
            media::decrypt(&changed, &refit(keys.clone(), &changed)),
            Err(Error::Tampered),
            "at {place}"
        );
    }
}

#[test]
fn f07_length_padding_keys_and_content_are_checked() {
    let (_, file, keys) = known();
    for length in [0, 9, 10, 11, 25, file.len() - 1, file.len() - 16] {
        let cut = &file[..length];
        let error = media::decrypt(cut, &refit(keys.clone(), cut)).expect_err("a cut file");
        assert!(matches!(error, Error::Truncated | Error::Tampered), "{length}: {error}");
    }
    let other = Keys {
        encryption_key: BASE64.encode([9; 32]),
        ..keys.clone()
    };
    assert!(matches!(media::decrypt(&file, &other), Err(Error::BadPadding | Error::WrongContent)));
    let other = Keys {
        plaintext_hash: BASE64.encode([9; 32]),
        ..keys.clone()
    };
    assert_eq!(media::decrypt(&file, &other), Err(Error::WrongContent));
    for broken in ["", "!", "AAAA"] {
        assert_eq!(
            media::decrypt(
                &file,
                &Keys {
                    iv: broken.into(),
                    ..keys.clone()
                }
            ),
            Err(Error::NotMedia)
        );
    }
    assert!(matches!(
        media::decrypt(&vec![0; media::MAX_FILE_BYTES + 1], &keys),
        Err(Error::TooLarge(_))
    ));
}

#[test]
fn media_is_recognised_in_a_form_value() {
    let (_, _, keys) = known();
    let item = json!({"media_id": "790aba14", "cdn_url": "https://mmg.whatsapp.net/x", "file_name": "a.jpg", "encryption_metadata": keys});
    assert_eq!(media::find(&json!([item.clone(), item.clone()])).unwrap().len(), 2);
    for other in [
        json!([]),
        json!("text"),
        json!([item.clone(), "text"]),
        json!([{"media_id": 1}]),
        Value::Array(vec![item; media::MAX_FILES + 1]),
    ] {
        assert_eq!(media::find(&other), None, "{other}");
    }
    assert!(!format!("{keys:?}").contains(&keys.encryption_key));
}

proptest! {
    #[test]
    fn what_a_phone_encrypts_is_opened(content in proptest::collection::vec(any::<u8>(), 0..3_000), key: [u8; 32], mac: [u8; 32], vector: [u8; 16]) {
        let (file, keys) = media::encrypt(&content, key, mac, vector);
        prop_assert_eq!(media::decrypt(&file, &keys), Ok(content));
    }
}
