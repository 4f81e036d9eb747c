//! A Socket.IO client, just enough of one: connects by websocket, signs in, gives every event, and comes back with its last number when it is cut off.

use anyhow::{Context as _, Result, bail, ensure};
use futures::{SinkExt as _, StreamExt as _};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// One event of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its number in the workspace.
    pub(crate) seq: u64,
    /// `message.created` …
    pub(crate) kind: String,
    /// Meta's id, when it is about a message.
    pub(crate) wamid: Option<String>,
    /// Our id and the status, when it is about a message.
    pub(crate) message: Option<(String, String)>,
}

/// A connected client.
#[derive(Debug)]
pub(crate) struct Client {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The number the server said it had when it let us in.
    pub(crate) ready: u64,
    waiting: Vec<Event>,
}

impl Client {
    /// Connects and waits for `ready`. With `after`, the server first gives what came after that number.
    pub(crate) async fn connect(host: &str, token: &str, workspace: &str, after: Option<u64>) -> Result<Self> {
        let address = format!("ws://{host}/socket.io/?EIO=4&transport=websocket");
        let (stream, _) = tokio_tungstenite::connect_async(&address)
            .await
            .with_context(|| format!("cannot open {address}"))?;
        let mut client = Self {
            stream,
            ready: 0,
            waiting: Vec::new(),
        };
        let opened = client.packet().await?;
        ensure!(opened.starts_with('0'), "not an Engine.IO greeting: {opened}");
        let mut auth = json!({ "token": token, "workspace": workspace });
        if let Some(after) = after {
            auth["after"] = after.into();
        }
        client.stream.send(Message::text(format!("40{auth}"))).await?;
        loop {
            let packet = client.packet().await?;
            if let Some(refused) = packet.strip_prefix("44") {
                bail!("the server refused the connection: {refused}");
            }
            match read(&packet)? {
                Some(Heard::Ready(seq)) => {
                    client.ready = seq;
                    return Ok(client);
                }
                Some(Heard::Event(event)) => client.waiting.push(event),
                Some(Heard::Reset) => bail!("the server no longer has what came after {after:?}"),
                None => {}
            }
        }
    }

    /// The next event.
    pub(crate) async fn next(&mut self) -> Result<Event> {
        if !self.waiting.is_empty() {
            return Ok(self.waiting.remove(0));
        }
        loop {
            let packet = self.packet().await?;
            if let Some(Heard::Event(event)) = read(&packet)? {
                return Ok(event);
            }
        }
    }

    /// The next packet that is not a ping.
    async fn packet(&mut self) -> Result<String> {
        loop {
            let message = self.stream.next().await.context("the server closed the socket")??;
            match message {
                Message::Text(text) if text.as_str() == "2" => self.stream.send(Message::text("3")).await?,
                Message::Text(text) => return Ok(text.to_string()),
                Message::Close(_) => bail!("the server closed the socket"),
                _ => {}
            }
        }
    }
}

enum Heard {
    Event(Event),
    Ready(u64),
    Reset,
}

#[derive(Deserialize)]
struct Payload<'a> {
    seq: u64,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(borrow)]
    data: &'a RawValue,
}

#[derive(Deserialize)]
struct MessageData {
    message: MessageView,
}

#[derive(Deserialize)]
struct MessageView {
    #[serde(default)]
    id: String,
    wamid: Option<String>,
    #[serde(default)]
    status: String,
}

/// Reads a Socket.IO event packet; ephemeral events and acknowledgements are nothing to us.
fn read(packet: &str) -> Result<Option<Heard>> {
    let Some(array) = packet.strip_prefix("42") else { return Ok(None) };
    let parts: Vec<&RawValue> = serde_json::from_str(array).with_context(|| format!("not a Socket.IO event: {packet:.200}"))?;
    let (Some(name), payload) = (parts.first(), parts.get(1)) else {
        return Ok(None);
    };
    match (name.get(), payload) {
        ("\"event\"", Some(payload)) => {
            let payload: Payload<'_> = serde_json::from_str(payload.get())?;
            let about = match payload.kind {
                "message.created" | "message.updated" => Some(serde_json::from_str::<MessageData>(payload.data.get())?.message),
                _ => None,
            };
            let (wamid, message) = about.map(|message| (message.wamid, (message.id, message.status))).unzip();
            Ok(Some(Heard::Event(Event {
                seq: payload.seq,
                kind: payload.kind.to_owned(),
                wamid: wamid.flatten(),
                message,
            })))
        }
        ("\"ready\"", Some(payload)) => {
            #[derive(Deserialize)]
            struct Ready {
                seq: u64,
            }
            Ok(Some(Heard::Ready(serde_json::from_str::<Ready>(payload.get())?.seq)))
        }
        ("\"reset\"", _) => Ok(Some(Heard::Reset)),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_read_with_its_number_and_its_message() {
        let packet = r#"42["event",{"seq":7,"type":"message.created","at":"x","data":{"message":{"id":"msg_1","wamid":"wamid.A","kind":"text","status":"received"},"conversation":{}}}]"#;
        let Some(Heard::Event(event)) = read(packet).unwrap() else {
            panic!("not an event")
        };
        assert_eq!(
            event,
            Event {
                seq: 7,
                kind: "message.created".into(),
                wamid: Some("wamid.A".into()),
                message: Some(("msg_1".into(), "received".into())),
            }
        );
    }

    #[test]
    fn what_has_no_number_is_skipped() {
        assert!(read(r#"42["typing",{"on":true}]"#).unwrap().is_none());
        assert!(read("431[{}]").unwrap().is_none());
        assert!(matches!(read(r#"42["ready",{"seq":3}]"#).unwrap(), Some(Heard::Ready(3))));
    }
}
