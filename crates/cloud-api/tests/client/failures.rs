//! Every way to fail, and what is known afterwards.

use std::time::Duration;

use cloud_api::client::{CallError, Client, Timeouts};
use cloud_api::outbound::{Message, OutboundContent, Recipient};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::stub::{Stub, client, token};

async fn send(client: &Client) -> CallError {
    let message = Message::new(Recipient::phone("16505551234"), OutboundContent::text("hello"));
    client.number("1", &token()).send(&message).await.unwrap_err()
}

/// A server that does this with its first connection.
#[expect(clippy::disallowed_methods, reason = "the test waits for it")]
async fn raw<F>(serve: impl FnOnce(TcpStream) -> F + Send + 'static) -> (String, tokio::task::JoinHandle<()>)
where
    F: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::task::spawn(async move {
        let (connection, _) = listener.accept().await.unwrap();
        serve(connection).await;
    });
    (base, server)
}

/// Reads until the message's body was seen, or the other side gave up before.
async fn read_request(connection: &mut TcpStream) -> bool {
    let mut seen = Vec::new();
    let mut buffer = [0; 1024];
    while !seen.windows(5).any(|window| window == b"hello") {
        match connection.read(&mut buffer).await {
            Ok(0) | Err(_) => return false,
            Ok(length) => seen.extend_from_slice(&buffer[..length]),
        }
    }
    true
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert!(matches!(send(&client(&base)).await, CallError::NotSent(_)));
}

#[tokio::test]
async fn tls_fails() {
    let (base, server) = raw(|mut connection| async move {
        let _ = connection.write_all(b"this is not TLS at all\r\n").await;
    })
    .await;
    let error = send(&client(&base.replace("http://", "https://"))).await;
    assert!(matches!(error, CallError::NotSent(_)), "{error:?}");
    server.await.unwrap();
}

/// A name lookup that never ends.
struct Silence;

impl reqwest::dns::Resolve for Silence {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a client that cannot find its way")]
async fn the_time_is_over_before_anything_leaves() {
    let http = reqwest::Client::builder().dns_resolver(std::sync::Arc::new(Silence)).build().unwrap();
    let client = Client::new(http, "http://graph.invalid", "v26.0").unwrap().with_timeouts(Timeouts {
        send: Duration::from_millis(300),
        ..Timeouts::default()
    });
    let error = send(&client).await;
    assert!(matches!(error, CallError::NotSent(_)), "{error:?}");
}

/// On a busy machine the time may be over before the request is read; then it must be called "not sent" or "unknown", never the
/// other way round. A longer time is tried until the request was read.
#[tokio::test]
async fn no_answer_in_time() {
    for seconds in [1, 4, 16] {
        let (hang_up, wait) = tokio::sync::oneshot::channel::<()>();
        let (read, was_read) = tokio::sync::oneshot::channel();
        let (base, server) = raw(|mut connection| async move {
            let _ = read.send(read_request(&mut connection).await);
            let _ = wait.await;
        })
        .await;
        let patience = Timeouts {
            send: Duration::from_secs(seconds),
            ..Timeouts::default()
        };
        let error = send(&client(&base).with_timeouts(patience)).await;
        let was_read = was_read.await.unwrap();
        drop(hang_up);
        server.await.unwrap();
        if was_read {
            assert!(
                matches!(&error, CallError::Unknown(unknown) if unknown.http_status.is_none()),
                "{error:?}"
            );
            return;
        }
    }
    panic!("the request was never read");
}

#[tokio::test]
async fn the_connection_breaks_after_the_request() {
    let (base, server) = raw(|mut connection| async move {
        assert!(read_request(&mut connection).await);
        connection.set_zero_linger().unwrap();
    })
    .await;
    let error = send(&client(&base)).await;
    assert!(matches!(error, CallError::Unknown(_)), "{error:?}");
    server.await.unwrap();
}

#[tokio::test]
async fn the_answer_breaks_off() {
    let (base, server) = raw(|mut connection| async move {
        assert!(read_request(&mut connection).await);
        connection
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"messages\"")
            .await
            .unwrap();
    })
    .await;
    let error = send(&client(&base)).await;
    assert!(
        matches!(&error, CallError::Unknown(unknown) if unknown.http_status == Some(200)),
        "{error:?}"
    );
    server.await.unwrap();
}

#[tokio::test]
async fn answers_of_every_sort() {
    let refused = r#"{"error":{"code":131047,"message":"(#131047) Re-engagement message","error_data":{"details":"too late"}}}"#;
    let busy = r#"{"error":{"code":131016,"message":"(#131016) Service unavailable"}}"#;
    let pair = r#"{"error":{"code":131056,"message":"(#131056) Pair rate limit"}}"#;
    let cases: [(u16, &str, &str); 8] = [
        (400, refused, "graph 131047"),
        (401, r#"{"error":{"code":"190","message":"expired"}}"#, "graph 190"),
        (200, refused, "graph 131047"),
        (503, pair, "graph 131056"),
        (503, busy, "unknown 503 131016"),
        (500, "<html>oops</html>", "unknown 500"),
        (200, "not json", "unknown 200"),
        (302, "", "unknown 302"),
    ];
    for (status, body, expected) in cases {
        let stub = Stub::status(status, body).await;
        let error = send(&stub.client()).await;
        let said = match &error {
            CallError::Graph(graph) => format!("graph {}", graph.code),
            CallError::Unknown(unknown) => {
                let code = unknown.graph.as_ref().map(|graph| format!(" {}", graph.code)).unwrap_or_default();
                format!("unknown {}{code}", unknown.http_status.unwrap())
            }
            CallError::NotSent(_) => "not sent".to_owned(),
        };
        assert_eq!(said, expected, "{error:?}");
        assert_eq!(error.http_status(), Some(status));
    }
}

#[tokio::test]
async fn errors_never_show_a_token() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = client(&base);
    let secret = secrecy::SecretString::from("app-secret");
    let error = client.meta_app("1", &secret).debug_token(&token()).await.unwrap_err();
    let shown = format!("{error} {error:?} {:?} {:?}", client.number("1", &secret), client.meta_app("1", &secret));
    assert!(!shown.contains("app-secret") && !shown.contains("EAAG"), "{shown}");
}
