//! S3, S4, S11: names that lead inside, that change their mind, and what is told about them.

use egress::Error;

use crate::lab::{Answer, INSIDE, Lab, Names, OUTSIDE, fetch, get, ok};

async fn lab() -> Lab {
    Lab::open(|_, _| Answer::Bytes(ok("hello"))).await
}

#[tokio::test]
async fn s3_names_that_lead_inside() {
    let lab = lab().await;
    let names = Names::of(&[
        ("127.0.0.1.nip.example", &[&[INSIDE]]),
        ("rebind.example", &[&["169.254.169.254".parse().unwrap()]]),
        ("six.example", &[&["::ffff:127.0.0.1".parse().unwrap()]]),
    ]);
    let client = lab.client(&names);
    for host in ["127.0.0.1.nip.example", "rebind.example", "six.example", "no-such-name.example"] {
        assert_eq!(fetch(&client, lab.url(host)).await, Err(Error::Blocked), "{host}");
    }
    assert!(lab.visits().is_empty());
}

#[tokio::test]
async fn s3_names_of_near_things_are_not_even_asked_for() {
    let lab = lab().await;
    let names = Names::default();
    let client = lab.client_with(&names, |policy| policy.allow.clear());
    for host in [
        "localhost",
        "LOCALHOST.",
        "app.localhost",
        "redis",
        "metadata.google.internal",
        "printer.local",
        "nas.home.arpa",
        "x.onion",
    ] {
        assert_eq!(fetch(&client, format!("https://{host}/")).await, Err(Error::Blocked), "{host}");
    }
    assert_eq!(names.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn s3_search_domains_are_not_tried() {
    let lab = lab().await;
    let names = Names::of(&[("good.example", &[&[OUTSIDE]])]);
    fetch(&lab.client(&names), lab.url("good.example")).await.unwrap();
    assert_eq!(names.asked(), ["good.example."]);
}

#[tokio::test]
async fn s3_look_alikes_are_other_names() {
    let lab = lab().await;
    // With a Cyrillic "а".
    let names = Names::of(&[("gооd.example", &[&[OUTSIDE]]), ("good.example", &[&[OUTSIDE]])]);
    let client = lab.client(&names);
    let only = Some(vec!["good.example".parse().unwrap()]);
    let request = egress::Request {
        only: only.clone(),
        ..get(lab.url("gооd.example"))
    };
    let refused = client.send(request).await.unwrap_err();
    assert!(matches!(&refused, Error::Undeclared(host) if host.starts_with("xn--")), "{refused}");
    client
        .send(egress::Request {
            only,
            ..get(lab.url("GOOD.example."))
        })
        .await
        .unwrap();
    assert_eq!(lab.visits().len(), 1);
}

#[tokio::test]
async fn s3_of_mixed_addresses_only_those_let_through() {
    let lab = lab().await;
    let names = Names::of(&[(
        "mixed.example",
        &[&[INSIDE, "::1".parse().unwrap(), OUTSIDE, "10.0.0.1".parse().unwrap()]],
    )]);
    fetch(&lab.client(&names), lab.url("mixed.example")).await.unwrap();
    let visits = lab.visits();
    assert_eq!(visits.iter().map(|visit| visit.by).collect::<Vec<_>>(), [OUTSIDE]);
    assert!(visits[0].text.contains(&format!("host: mixed.example:{}\r\n", lab.port)), "{visits:?}");
}

#[tokio::test]
async fn s4_what_was_checked_is_what_is_connected_to() {
    let lab = lab().await;
    let names = Names::of(&[("turncoat.example", &[&[OUTSIDE], &[INSIDE]])]);
    let client = lab.client(&names);
    fetch(&client, lab.url("turncoat.example")).await.unwrap();
    assert_eq!(names.asked().len(), 1, "one question a connection: there is no second answer to fall for");
    assert_eq!(fetch(&client, lab.url("turncoat.example")).await, Err(Error::Blocked));
    assert_eq!(lab.visits().iter().map(|visit| visit.by).collect::<Vec<_>>(), [OUTSIDE]);
}

#[tokio::test]
async fn s11_blocked_looks_the_same_whatever_the_reason() {
    let lab = lab().await;
    let names = Names::of(&[("inside.example", &[&[INSIDE]])]);
    let client = lab.client(&names);
    let closed = "127.0.0.1:1".to_owned();
    let open = format!("127.0.0.1:{}", lab.port);
    let mut said = Vec::new();
    for host in [
        closed,
        open,
        "inside.example".to_owned(),
        "unknown.example".to_owned(),
        "localhost".to_owned(),
        "127.0.0.2:6379".to_owned(),
    ] {
        said.push(fetch(&client, format!("http://{host}/")).await.unwrap_err().to_string());
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(!said[0].contains("127.") && !said[0].contains("resolve"), "{said:?}");
}

#[tokio::test]
async fn s11_no_banner_in_errors() {
    let lab = Lab::open(|_, _| Answer::Bytes(b"SSH-2.0-OpenSSH_9.9 secret-banner\r\n".to_vec())).await;
    let error = fetch(&lab.client(&Names::default()), lab.url("127.0.0.2")).await.unwrap_err();
    assert_eq!(error, Error::BadAnswer);
    assert!(!format!("{error} {error:?}").contains("SSH"));
}
