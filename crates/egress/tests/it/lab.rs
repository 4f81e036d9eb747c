//! A server that counts who comes in by which address, and a resolver that says what it is told.
//!
//! It listens on all of 127.0.0.0/8: `OUTSIDE` (127.0.0.2) is allowed and stands for the world, `INSIDE` (127.0.0.1) for everything that must not be reached.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use egress::{Client, Error, Policy, Request, Resolve, Resolving, Response};
use http::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const INSIDE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
pub(crate) const OUTSIDE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// What the server does with a request.
#[derive(Clone)]
pub(crate) enum Answer {
    Bytes(Vec<u8>),
    /// A byte now and then, for ever.
    Drip,
    /// As much as is taken.
    Endless,
}

/// Someone who came in: by which address, and what was asked.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) by: IpAddr,
    pub(crate) text: String,
}

pub(crate) struct Lab {
    pub(crate) port: u16,
    visits: Arc<Mutex<Vec<Visit>>>,
}

pub(crate) fn ok(body: &str) -> Vec<u8> {
    with("200 OK", "", body.as_bytes())
}

pub(crate) fn with(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    answer.extend_from_slice(body);
    answer
}

pub(crate) fn redirect(status: u16, location: &str) -> Vec<u8> {
    with(&format!("{status} Moved"), &format!("location: {location}\r\n"), b"")
}

impl Lab {
    /// Answers by the first line of the request.
    pub(crate) async fn open(answer: impl Fn(&str, u16) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("0.0.0.0", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let visits: Arc<Mutex<Vec<Visit>>> = Arc::default();
        let (seen, answer) = (Arc::clone(&visits), Arc::new(answer));
        spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                spawn(async move {
                    let _ = serve(stream, &seen, |line| answer(line, port)).await;
                });
            }
        });
        Self { port, visits }
    }

    pub(crate) fn visits(&self) -> Vec<Visit> {
        self.visits.lock().unwrap().clone()
    }

    pub(crate) fn url(&self, host: &str) -> String {
        format!("http://{host}:{}/", self.port)
    }

    /// A door through which only `OUTSIDE` of this server can be reached.
    pub(crate) fn client(&self, resolver: &Names) -> Client {
        self.client_with(resolver, |_| {})
    }

    pub(crate) fn client_with(&self, resolver: &Names, change: impl FnOnce(&mut Policy)) -> Client {
        let mut policy = Policy {
            allow: vec![format!("{OUTSIDE}:{}", self.port).parse().unwrap()],
            ..Policy::default()
        };
        change(&mut policy);
        Client::with_resolver(policy, Arc::new(resolver.clone())).unwrap()
    }
}

#[expect(clippy::disallowed_methods, reason = "servers of a test end with it")]
fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}

async fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Visit>>, answer: impl Fn(&str) -> Answer) -> std::io::Result<()> {
    let by = stream.local_addr()?.ip();
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !is_whole(&request) {
        let read = stream.read(&mut buffer).await?;
        if read == 0 {
            break;
        }
        request.extend_from_slice(&buffer[..read]);
    }
    let text = String::from_utf8_lossy(&request).into_owned();
    seen.lock().unwrap().push(Visit { by, text: text.clone() });
    match answer(text.lines().next().unwrap_or_default()) {
        Answer::Bytes(bytes) => stream.write_all(&bytes).await?,
        Answer::Drip => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
            loop {
                stream.write_all(b".").await?;
                tokio::time::timeout(Duration::from_millis(20), std::future::pending::<()>())
                    .await
                    .unwrap_err();
            }
        }
        Answer::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
            loop {
                stream.write_all(&[b'x'; 16384]).await?;
            }
        }
    }
    stream.shutdown().await
}

fn is_whole(request: &[u8]) -> bool {
    // Someone who wants TLS gets plain words.
    if request.first() == Some(&0x16) {
        return true;
    }
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// Names and what they resolve to, one answer after another; the last one stays.
#[derive(Clone, Default)]
pub(crate) struct Names {
    answers: Arc<Mutex<HashMap<String, Vec<Vec<IpAddr>>>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Names {
    pub(crate) fn of(names: &[(&str, &[&[IpAddr]])]) -> Self {
        let answers = names
            .iter()
            .map(|(name, answers)| ((*name).to_owned(), answers.iter().map(|answer| answer.to_vec()).collect()));
        Self {
            answers: Arc::new(Mutex::new(answers.collect())),
            ..Self::default()
        }
    }

    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Resolve for Names {
    fn resolve(&self, name: &str) -> Resolving {
        self.asked.lock().unwrap().push(name.to_owned());
        let mut answers = self.answers.lock().unwrap();
        let found = answers.get_mut(name.trim_end_matches('.')).map(|answers| match answers.len() {
            1 => answers[0].clone(),
            _ => answers.remove(0),
        });
        Box::pin(async move { found.ok_or_else(|| std::io::ErrorKind::NotFound.into()) })
    }
}

pub(crate) fn get(url: impl Into<String>) -> Request {
    Request {
        timeout: Duration::from_secs(5),
        ..Request::new(Method::GET, url)
    }
}

pub(crate) async fn fetch(client: &Client, url: impl Into<String>) -> Result<Response, Error> {
    client.send(get(url)).await
}
