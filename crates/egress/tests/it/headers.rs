//! S7: headers that are not a caller's to set, and proxies of the environment.

use egress::{Error, Request, is_allowed_header};
use http::{HeaderName, HeaderValue};

use crate::lab::{Answer, Lab, Names, fetch, get, ok};

#[tokio::test]
async fn s7_headers_of_the_frame_and_of_proxies_are_refused() {
    let lab = Lab::open(|_, _| Answer::Bytes(ok(""))).await;
    let client = lab.client(&Names::default());
    let refused = [
        "Host",
        "Connection",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Content-Length",
        "Expect",
        "Forwarded",
        "Via",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Real-IP",
        "X-Original-URL",
        "User-Agent",
        "Accept-Encoding",
    ];
    for name in refused {
        let mut request = get(lab.url("127.0.0.2"));
        request
            .headers
            .insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_static("x"));
        let error = client.send(request).await.unwrap_err();
        assert!(
            matches!(&error, Error::Invalid(says) if says.contains(&name.to_ascii_lowercase())),
            "{name}: {error}"
        );
    }
    assert!(lab.visits().is_empty());
    for name in [
        "authorization",
        "x-api-key",
        "content-type",
        "accept",
        "webhook-signature",
        "idempotency-key",
        "cookie",
    ] {
        assert!(is_allowed_header(&HeaderName::from_static(name)), "{name}");
    }
}

#[tokio::test]
async fn s7_headers_have_bounds() {
    let lab = Lab::open(|_, _| Answer::Bytes(ok(""))).await;
    let client = lab.client(&Names::default());
    let mut many = get(lab.url("127.0.0.2"));
    for at in 0..65 {
        many.headers.insert(
            HeaderName::from_bytes(format!("x-{at}").as_bytes()).unwrap(),
            HeaderValue::from_static("x"),
        );
    }
    let mut long = get(lab.url("127.0.0.2"));
    long.headers.insert("x-long", HeaderValue::from_str(&"x".repeat(40_000)).unwrap());
    for request in [
        many,
        long,
        Request {
            body: vec![0; 33 << 20].into(),
            ..get(lab.url("127.0.0.2"))
        },
    ] {
        assert!(matches!(client.send(request).await, Err(Error::Invalid(_))));
    }
    assert!(lab.visits().is_empty());
}

#[tokio::test]
async fn s7_what_we_say_of_ourselves() {
    let lab = Lab::open(|_, _| Answer::Bytes(ok(""))).await;
    fetch(&lab.client(&Names::default()), lab.url("127.0.0.2")).await.unwrap();
    let text = lab.visits()[0].text.to_lowercase();
    assert!(
        text.contains("user-agent: prismwa\r\n") && text.contains("accept-encoding: gzip\r\n"),
        "{text}"
    );
}

/// The same test again in a process of its own, whose environment names a proxy.
#[tokio::test]
async fn s7_proxies_of_the_environment_are_not_asked() {
    let proxy = Lab::open(|_, _| Answer::Bytes(ok("from the proxy"))).await;
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "addresses::the_lab_itself_works"]);
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, &address);
    }
    let output = command.output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
    assert!(proxy.visits().is_empty());
}
