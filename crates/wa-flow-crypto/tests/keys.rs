//! Every way a customer may bring a key, and every way it can be the wrong one.

use std::path::Path;

use wa_flow_crypto::{KeyError, PrivateKey, PublicKey, device};

const PASSWORD: Option<&str> = Some("open sesame");

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn refused(name: &str, password: Option<&str>) -> KeyError {
    PrivateKey::from_pem(&file(name), password).expect_err("a key that cannot be used")
}

#[test]
fn each_format_gives_the_same_key() {
    let public = PublicKey::from_pem(&file("public.pem")).unwrap();
    for (name, password) in [
        ("pkcs8.pem", None),
        ("pkcs8.pem", PASSWORD),
        ("pkcs1.pem", None),
        ("pkcs8-aes256.pem", PASSWORD),
        ("pkcs8-des3.pem", PASSWORD),
        ("pkcs8-scrypt.pem", PASSWORD),
        ("pkcs1-des3.pem", PASSWORD),
        ("pkcs1-aes128.pem", PASSWORD),
        ("pkcs1-aes256.pem", PASSWORD),
    ] {
        let key = PrivateKey::from_pem(&file(name), password).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(key.public_key(), public, "{name}");
        assert_eq!(key.public_key().to_pem(), file("public.pem"), "{name}");
    }
}

#[test]
fn a_pasted_key_may_be_untidy() {
    let untidy = format!(
        "here it is:\r\n\r\n{}\r\n{}\n\n",
        file("public.pem"),
        file("pkcs8.pem").replace('\n', "  \r\n")
    );
    assert_eq!(PrivateKey::from_pem(&untidy, None).unwrap().public_key().to_pem(), file("public.pem"));
}

#[test]
fn a_missing_or_wrong_password_is_told_apart() {
    for name in [
        "pkcs8-aes256.pem",
        "pkcs8-des3.pem",
        "pkcs8-scrypt.pem",
        "pkcs1-des3.pem",
        "pkcs1-aes128.pem",
        "pkcs1-aes256.pem",
    ] {
        assert_eq!(refused(name, None), KeyError::PasswordNeeded, "{name}");
        assert_eq!(refused(name, Some("")), KeyError::PasswordNeeded, "{name}");
    }
    // Padding fits by chance once in 256, so many wrong passwords must all be called that.
    for number in 0..600 {
        let password = format!("guess {number}");
        assert_eq!(refused("pkcs1-des3.pem", Some(&password)), KeyError::WrongPassword, "{password}");
    }
    assert_eq!(refused("pkcs8-aes256.pem", Some("guess")), KeyError::WrongPassword);
}

#[test]
fn a_key_of_another_kind_is_named() {
    assert_eq!(refused("public.pem", None), KeyError::WrongHalf("public key"));
    assert_eq!(refused("rsa3072.pem", None), KeyError::WrongSize(3072));
    assert_eq!(refused("ec.pem", None), KeyError::NotRsa);
    for nothing in [
        "",
        "hello",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n-----END",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
    ] {
        assert!(
            matches!(PrivateKey::from_pem(nothing, PASSWORD), Err(KeyError::NotAKey | KeyError::Damaged)),
            "{nothing:?}"
        );
    }
    assert_eq!(PrivateKey::from_pem(&"x".repeat(1 << 20), None).err(), Some(KeyError::NotAKey));
}

#[test]
fn a_made_key_survives_its_storage_and_opens_what_its_public_half_closed() {
    let made = PrivateKey::generate().unwrap();
    let stored = PrivateKey::from_pkcs8(&made.to_pkcs8()).unwrap();
    assert_eq!(stored.public_key(), made.public_key());
    let told = PublicKey::from_pem(&made.public_key().to_pem()).unwrap();
    let (body, _) = device::seal(&told, b"{}").unwrap();
    assert_eq!(wa_flow_crypto::Envelope::parse(&body).unwrap().open(&stored).unwrap().plaintext, b"{}");
    assert_ne!(PrivateKey::generate().unwrap().public_key(), made.public_key());
}

#[test]
fn nothing_secret_prints_itself() {
    let key = PrivateKey::from_pem(&file("pkcs8.pem"), None).unwrap();
    let printed = format!("{key:?}");
    assert_eq!(printed, format!("PrivateKey(of {})", key.public_key().fingerprint()));
}
