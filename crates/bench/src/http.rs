//! HTTP/1.1 by hand: one kept-alive connection that sends ready-made bytes and reads just enough of the answer.

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A kept-alive connection.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Status code.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Connection {
    /// Connects to `host:port`.
    pub(crate) async fn open(host: &str) -> Result<Self> {
        let stream = TcpStream::connect(host).await.with_context(|| format!("cannot connect to {host}"))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(4096),
        })
    }

    /// Sends a whole request and reads the whole answer.
    pub(crate) async fn call(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request).await?;
        let head = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.read().await?;
        };
        let status = std::str::from_utf8(&self.buffer[9..12])?.parse()?;
        let length = content_length(&self.buffer[..head])?;
        while self.buffer.len() < head + length {
            self.read().await?;
        }
        let body = self.buffer[head..head + length].to_vec();
        self.buffer.drain(..head + length);
        Ok(Answer { status, body })
    }

    async fn read(&mut self) -> Result<()> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        ensure!(read > 0, "the server closed the connection");
        Ok(())
    }
}

/// A JSON call on a connection of its own, for setting things up: only success counts.
pub(crate) async fn json(host: &str, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> Result<Value> {
    let (status, answer) = call(host, method, path, token, body).await?;
    if !(200..300).contains(&status) {
        bail!("{method} {path} was answered {status}: {answer}");
    }
    Ok(answer)
}

/// A JSON call on a connection of its own: the status, and the body as far as it is JSON.
pub(crate) async fn call(host: &str, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> Result<(u16, Value)> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let bearer = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let kind = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\n{bearer}{kind}x-prismwa: 1\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = Connection::open(host).await?.call(request.as_bytes()).await?;
    Ok((answer.status, serde_json::from_slice(&answer.body).unwrap_or_default()))
}

fn content_length(head: &[u8]) -> Result<usize> {
    let head = std::str::from_utf8(head)?;
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    let value = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    match value {
        Some((_, value)) => Ok(value.trim().parse()?),
        // 204 has no body and no length.
        None => Ok(0),
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn two_answers_on_one_connection_are_told_apart() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let server = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut seen = [0; 4];
            stream.read_exact(&mut seen).await.unwrap();
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n")
                .await
                .unwrap();
            stream.read_exact(&mut seen).await.unwrap();
        };
        let client = async {
            let mut connection = Connection::open(&host).await.unwrap();
            let first = connection.call(b"one.").await.unwrap();
            assert_eq!((first.status, first.body.as_slice()), (200, b"ok".as_slice()));
            assert_eq!(connection.call(b"two.").await.unwrap().status, 503);
        };
        tokio::join!(server, client);
    }
}
