//! S5: redirects that lead inside, elsewhere, down to plain HTTP, or round and round.

use bytes::Bytes;
use egress::{Error, Redirects, Request, Response};
use http::{HeaderMap, HeaderValue, Method};

use crate::lab::{Answer, Lab, Names, OUTSIDE, get, ok, redirect};

async fn lab() -> Lab {
    Lab::open(|line, port| {
        let path = line.split(' ').nth(1).unwrap_or_default();
        Answer::Bytes(match path {
            "/inside" => redirect(302, &format!("http://127.0.0.1:{port}/secret")),
            "/file" => redirect(302, "file:///etc/passwd"),
            "/user" => redirect(302, &format!("http://a:b@127.0.0.2:{port}/")),
            "/elsewhere" => redirect(302, &format!("http://other.example:{port}/there")),
            "/same" => redirect(307, "/there?x=1"),
            "/see" => redirect(303, "/there"),
            "/round" => redirect(301, "/round"),
            "/trick" => redirect(302, "http:\\\\127.0.0.1/"),
            _ => ok("there"),
        })
    })
    .await
}

async fn follow(lab: &Lab, path: &str, times: u8) -> Result<Response, Error> {
    let names = Names::of(&[("other.example", &[&[OUTSIDE]])]);
    let mut headers = HeaderMap::new();
    headers.insert("authorization", HeaderValue::from_static("Bearer secret"));
    headers.insert("cookie", HeaderValue::from_static("session=secret"));
    headers.insert("x-api-key", HeaderValue::from_static("secret"));
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    let request = Request {
        method: Method::POST,
        headers,
        body: Bytes::from_static(b"{\"a\":1}"),
        redirects: if times == 0 { Redirects::Answer } else { Redirects::Follow(times) },
        ..get(format!("http://127.0.0.2:{}{path}", lab.port))
    };
    lab.client(&names).send(request).await
}

#[tokio::test]
async fn s5_off_unless_asked_for() {
    let lab = lab().await;
    assert_eq!(follow(&lab, "/inside", 0).await.unwrap().status.as_u16(), 302);
    assert_eq!(lab.visits().len(), 1);
}

#[tokio::test]
async fn s5_every_hop_is_checked_anew() {
    let lab = lab().await;
    assert_eq!(follow(&lab, "/inside", 3).await, Err(Error::Blocked));
    assert!(matches!(follow(&lab, "/file", 3).await, Err(Error::Invalid(_))));
    assert!(matches!(follow(&lab, "/user", 3).await, Err(Error::Invalid(_))));
    assert_eq!(follow(&lab, "/trick", 3).await, Err(Error::BadAnswer));
    assert!(lab.visits().iter().all(|visit| visit.by == OUTSIDE), "{:?}", lab.visits());
    assert_eq!(lab.visits().len(), 4);
}

#[tokio::test]
async fn s5_another_origin_gets_no_credentials() {
    let lab = lab().await;
    assert_eq!(follow(&lab, "/elsewhere", 3).await.unwrap().text(), "there");
    let visits = lab.visits();
    assert!(
        visits[0].text.contains("Bearer secret") && visits[0].text.contains("session=secret"),
        "{visits:?}"
    );
    assert!(
        visits[1].text.starts_with("GET /there") && !visits[1].text.contains("secret"),
        "{visits:?}"
    );
}

#[tokio::test]
async fn s5_the_same_origin_gets_everything_again() {
    let lab = lab().await;
    let answer = follow(&lab, "/same", 3).await.unwrap();
    assert!(answer.url.ends_with("/there?x=1"), "{}", answer.url);
    let second = lab.visits()[1].text.clone();
    assert!(
        second.starts_with("POST /there?x=1") && second.contains("Bearer secret") && second.ends_with("{\"a\":1}"),
        "{second}"
    );
    follow(&lab, "/see", 3).await.unwrap();
    let fourth = lab.visits()[3].text.clone();
    assert!(fourth.starts_with("GET /there") && !fourth.contains("{\"a\":1}"), "{fourth}");
}

#[tokio::test]
async fn s5_round_and_round_ends() {
    let lab = lab().await;
    assert_eq!(follow(&lab, "/round", 20).await, Err(Error::TooManyRedirects(3)));
    assert_eq!(lab.visits().len(), 4);
}

#[tokio::test]
async fn s5_declared_hosts_count_at_every_hop() {
    let lab = lab().await;
    let names = Names::of(&[("other.example", &[&[OUTSIDE]])]);
    let request = Request {
        redirects: Redirects::Follow(3),
        only: Some(vec!["127.0.0.2".parse().unwrap()]),
        ..get(format!("http://127.0.0.2:{}/elsewhere", lab.port))
    };
    assert_eq!(lab.client(&names).send(request).await, Err(Error::Undeclared("other.example".to_owned())));
}
