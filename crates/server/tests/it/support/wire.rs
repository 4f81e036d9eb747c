//! A Socket.IO client that speaks Engine.IO itself, by polling or by WebSocket: what stock clients send, and what they never would.

use std::collections::VecDeque;
use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use model::WorkspaceId;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::{Client, TestApp};

/// Long enough for a busy machine; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// How packets travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Polling,
    WebSocket,
}

/// An open connection.
pub struct Wire {
    line: Line,
    packets: VecDeque<String>,
    acks: u64,
    /// Set aside while waiting for something else, oldest first.
    pub heard: VecDeque<(String, Value)>,
}

enum Line {
    Polling { http: reqwest::Client, url: String },
    WebSocket(Box<WebSocketStream<MaybeTlsStream<TcpStream>>>),
}

/// How to say hello.
#[derive(Debug, Clone)]
pub struct Hello {
    pub transport: Transport,
    pub auth: Value,
    pub origin: Option<String>,
}

impl Hello {
    /// As this person, in this workspace.
    pub fn of(client: &Client, workspace: WorkspaceId) -> Self {
        Self {
            transport: Transport::Polling,
            auth: json!({ "token": client.token(), "workspace": workspace }),
            origin: None,
        }
    }

    /// Having everything up to this event.
    pub fn after(mut self, seq: i64) -> Self {
        self.auth["after"] = json!(seq);
        self
    }

    /// By WebSocket.
    pub fn by(self, transport: Transport) -> Self {
        Self { transport, ..self }
    }

    /// From a page of this address.
    pub fn from_page(self, origin: &str) -> Self {
        Self {
            origin: Some(origin.to_owned()),
            ..self
        }
    }
}

impl Wire {
    /// Connects; `Err` is what `connect_error` says.
    pub async fn connect(app: &TestApp, hello: Hello) -> Result<Self, String> {
        let mut wire = Self::open(app, hello.transport, hello.origin.as_deref()).await;
        wire.send(&format!("40{}", hello.auth)).await;
        let answer = wire.packet().await.expect("an answer to the handshake");
        match answer.split_at(2) {
            ("40", _) => Ok(wire),
            ("44", error) => Err(serde_json::from_str::<Value>(error).expect("JSON")["message"]
                .as_str()
                .expect("a word")
                .to_owned()),
            _ => panic!("neither in nor out: {answer}"),
        }
    }

    /// Connects and waits until it has caught up.
    pub async fn ready(app: &TestApp, hello: Hello) -> (Self, i64) {
        let mut wire = Self::connect(app, hello).await.expect("a member may connect");
        let ready = wire.next("ready").await;
        (wire, ready["seq"].as_i64().expect("a number"))
    }

    /// Only the transport, without saying who it is.
    pub async fn open(app: &TestApp, transport: Transport, origin: Option<&str>) -> Self {
        let line = match transport {
            Transport::Polling => open_polling(app, origin).await,
            Transport::WebSocket => open_websocket(app, origin).await,
        };
        Self {
            line,
            packets: VecDeque::new(),
            acks: 0,
            heard: VecDeque::new(),
        }
    }

    /// Sends a packet as it is.
    pub async fn send(&mut self, packet: &str) {
        match &mut self.line {
            Line::Polling { http, url } => {
                let answer = http.post(&*url).body(packet.to_owned()).send().await.expect("the server answers");
                assert!(answer.status().is_success() || packet.len() > 60_000, "{}", answer.status());
            }
            Line::WebSocket(stream) => {
                // A server that ended the line does not hear this.
                let _ = stream.send(Message::text(packet.to_owned())).await;
            }
        }
    }

    /// Emits an event that asks for no answer.
    pub async fn emit(&mut self, event: &str, data: Value) {
        self.send(&format!("42{}", json!([event, data]))).await;
    }

    /// Emits an event and waits for its answer.
    pub async fn ask(&mut self, event: &str, data: Value) -> Value {
        self.acks += 1;
        let id = self.acks;
        self.send(&format!("42{id}{}", json!([event, data]))).await;
        loop {
            let packet = self.packet().await.expect("an answer");
            if let Some(answer) = packet.strip_prefix(&format!("43{id}")) {
                return serde_json::from_str::<Value>(answer).expect("JSON")[0].clone();
            }
            self.hear(&packet);
        }
    }

    /// The data of the next event of this name; others are set aside.
    pub async fn next(&mut self, name: &str) -> Value {
        if let Some(at) = self.heard.iter().position(|(heard, _)| heard == name) {
            return self.heard.remove(at).expect("it was just found").1;
        }
        loop {
            let packet = self.packet().await.unwrap_or_else(|| panic!("the line ended before `{name}` came"));
            if let Some((heard, data)) = self.read(&packet) {
                if heard == name {
                    return data;
                }
                self.heard.push_back((heard, data));
            }
        }
    }

    /// The next event of the log of this type; others of the log are skipped.
    pub async fn event(&mut self, kind: &str) -> Value {
        loop {
            let event = self.next("event").await;
            if event["type"] == kind {
                return event;
            }
        }
    }

    /// Waits until the server ends this socket; true when it did.
    pub async fn is_cut(&mut self) -> bool {
        loop {
            match self.packet().await {
                None => return true,
                Some(packet) if packet == "41" => return true,
                Some(packet) => self.hear(&packet),
            }
        }
    }

    fn hear(&mut self, packet: &str) {
        if let Some(heard) = self.read(packet) {
            self.heard.push_back(heard);
        }
    }

    fn read(&self, packet: &str) -> Option<(String, Value)> {
        let parts: Value = serde_json::from_str(packet.strip_prefix("42")?).expect("JSON");
        Some((parts[0].as_str().expect("a name").to_owned(), parts[1].clone()))
    }

    /// The next Socket.IO packet; nothing when the line ended. Pings are answered.
    async fn packet(&mut self) -> Option<String> {
        loop {
            if let Some(packet) = self.packets.pop_front() {
                match packet.as_bytes().first() {
                    Some(b'4') => return Some(packet),
                    Some(b'2') => self.send("3").await,
                    Some(b'1') => return None,
                    _ => {}
                }
                continue;
            }
            let more = tokio::time::timeout(PATIENCE, receive(&mut self.line))
                .await
                .expect("something comes within the time");
            self.packets.extend(more?);
        }
    }
}

async fn receive(line: &mut Line) -> Option<Vec<String>> {
    match line {
        Line::Polling { http, url } => {
            let answer = http.get(&*url).send().await.ok()?;
            if !answer.status().is_success() {
                return None;
            }
            let text = answer.text().await.ok()?;
            Some(text.split('\u{1e}').filter(|packet| !packet.is_empty()).map(str::to_owned).collect())
        }
        Line::WebSocket(stream) => match stream.next().await {
            Some(Ok(Message::Text(text))) => Some(vec![text.to_string()]),
            Some(Ok(Message::Close(_)) | Err(_)) | None => None,
            Some(Ok(_)) => Some(Vec::new()),
        },
    }
}

async fn open_polling(app: &TestApp, origin: Option<&str>) -> Line {
    let mut headers = reqwest::header::HeaderMap::new();
    if let Some(origin) = origin {
        headers.insert("origin", origin.parse().expect("a header value"));
    }
    #[expect(clippy::disallowed_methods, reason = "tests call the server as browsers do")]
    let http = reqwest::Client::builder()
        .default_headers(headers)
        .no_proxy()
        .build()
        .expect("a plain client can be made");
    let url = format!("http://{}/socket.io/?EIO=4&transport=polling", app.address());
    let open = http
        .get(&url)
        .send()
        .await
        .expect("the server answers")
        .text()
        .await
        .expect("the answer has an end");
    let open: Value = serde_json::from_str(open.strip_prefix('0').expect("an open packet")).expect("JSON");
    Line::Polling {
        http,
        url: format!("{url}&sid={}", open["sid"].as_str().expect("an id")),
    }
}

async fn open_websocket(app: &TestApp, origin: Option<&str>) -> Line {
    let mut request = format!("ws://{}/socket.io/?EIO=4&transport=websocket", app.address())
        .into_client_request()
        .expect("an address");
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", origin.parse().expect("a header value"));
    }
    let (mut stream, _) = tokio_tungstenite::connect_async(request).await.expect("the server takes the connection");
    let open = stream.next().await.expect("an open packet").expect("a packet");
    assert!(open.to_text().expect("text").starts_with('0'));
    Line::WebSocket(Box::new(stream))
}
