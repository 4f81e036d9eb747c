//! Redis (or Valkey) as the carrier between nodes: publish and subscribe on one channel, and nothing is ever stored there.
//!
//! Every connection is made anew when it breaks; a subscription that goes quiet is asked whether it lives. What is said meanwhile is lost, which the bus
//! allows.

use std::time::Duration;

use ::redis::aio::MultiplexedConnection;
use ::redis::{AsyncConnectionConfig, Client, ErrorKind, RedisError, ServerErrorKind, cmd, pipe};
use futures::StreamExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use store::{Heard, Notice, write_notices};
use tokio::sync::Mutex;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// Connecting, and each answer, take no longer than this; publishing waits in a task of its own, never in a request.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often a subscription is asked whether it lives.
const ASK_EVERY: Duration = Duration::from_secs(3);
const RECONNECT_AFTER: Duration = Duration::from_millis(500);

/// Where Redis is, and which channel of it is ours.
#[derive(Debug, Clone)]
pub struct RedisConfig {
    /// `redis://`, `rediss://` (TLS) or `unix://`, with user and password where it has them.
    pub url: SecretString,
    /// The channel; installations that share one Redis choose different ones.
    pub channel: String,
}

/// The carrier.
pub(super) struct Redis {
    config: RedisConfig,
    /// The connection that publishes; none after a failure.
    publisher: Mutex<Option<MultiplexedConnection>>,
}

impl Redis {
    pub(super) fn new(config: RedisConfig) -> Self {
        Self {
            config,
            publisher: Mutex::default(),
        }
    }

    pub(super) async fn send(&self, node: &str, notices: &[Notice]) -> Result<(), RedisError> {
        let mut publisher = self.publisher.lock().await;
        // A connection may have broken while nobody used it: the second try is on a new one.
        if let Some(connection) = publisher.as_mut() {
            match publish(connection, &self.config.channel, node, notices).await {
                Ok(()) => return Ok(()),
                Err(_) => *publisher = None,
            }
        }
        let mut connection = connect(&self.config).await?;
        publish(&mut connection, &self.config.channel, node, notices).await?;
        *publisher = Some(connection);
        Ok(())
    }

    /// Calls `heard` with what comes, for ever.
    pub(super) async fn hear(&self, heard: impl Fn(Heard<'_>)) {
        loop {
            if let Err(error) = self.hear_once(&heard).await {
                heard(Heard::Lost(&error));
            }
            wait(RECONNECT_AFTER).await;
        }
    }

    async fn hear_once(&self, heard: &impl Fn(Heard<'_>)) -> Result<(), RedisError> {
        let client = client(&self.config)?;
        let mut subscription = in_time(client.get_async_pubsub()).await?;
        in_time(subscription.subscribe(&self.config.channel)).await?;
        let (mut sink, mut messages) = subscription.split();
        heard(Heard::Connected);
        let mut ask = interval(ASK_EVERY);
        ask.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                message = messages.next() => match message {
                    // What is not text is not ours.
                    Some(message) => if let Ok(payload) = std::str::from_utf8(message.get_payload_bytes()) {
                        heard(Heard::Payload(payload));
                    },
                    None => return Err(RedisError::from((ErrorKind::Io, "the connection was closed"))),
                },
                _ = ask.tick() => in_time(sink.ping::<::redis::Value>()).await.map(drop)?,
            }
        }
    }
}

/// Does it answer, and may we say and hear something there? What it is, or what is wrong and what to do.
pub async fn probe(config: &RedisConfig) -> Result<String, String> {
    let told = |error: RedisError| explain(&error);
    let mut connection = connect(config).await.map_err(told)?;
    let mut subscription = in_time(client(config).map_err(told)?.get_async_pubsub()).await.map_err(told)?;
    in_time(subscription.subscribe(&config.channel)).await.map_err(told)?;
    publish(&mut connection, &config.channel, "probe", &[]).await.map_err(told)?;
    let mut messages = subscription.into_on_message();
    match timeout(PATIENCE, messages.next()).await {
        Ok(Some(_)) => {}
        Ok(None) | Err(_) => {
            return Err("what is published does not arrive: is it one Redis, and no proxy in between that knows no subscriptions?".to_owned());
        }
    }
    let facts: Result<String, _> = in_time(cmd("INFO").arg("server").query_async(&mut connection)).await;
    // A user without the right to ask is fine.
    let version = facts.ok().and_then(|facts| {
        let version = facts.lines().find_map(|line| line.strip_prefix("redis_version:"))?;
        Some(format!("version {}", version.trim()))
    });
    Ok(version.unwrap_or_else(|| "answers".to_owned()))
}

/// One line that says what to do.
fn explain(error: &RedisError) -> String {
    let text = error.to_string().replace('\n', " ");
    match error.kind() {
        ErrorKind::AuthenticationFailed => format!("refuses the user or the password ({text})"),
        ErrorKind::Server(ServerErrorKind::NoPerm) => format!("the user may not publish or subscribe on this channel ({text})"),
        _ if text.contains("NOAUTH") || text.contains("WRONGPASS") => format!("wants another user or password ({text})"),
        _ => format!("does not answer ({text}): check the address and that it runs"),
    }
}

/// Is this an address of a Redis? Nothing is asked of it.
pub fn check_address(url: &str) -> Result<(), String> {
    Client::open(url).map(drop).map_err(|error| error.to_string())
}

fn client(config: &RedisConfig) -> Result<Client, RedisError> {
    Client::open(config.url.expose_secret())
}

async fn connect(config: &RedisConfig) -> Result<MultiplexedConnection, RedisError> {
    let patience = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(PATIENCE))
        .set_response_timeout(Some(PATIENCE));
    in_time(client(config)?.get_multiplexed_async_connection_with_config(&patience)).await
}

/// Without notices, only the node's name.
async fn publish(connection: &mut MultiplexedConnection, channel: &str, node: &str, notices: &[Notice]) -> Result<(), RedisError> {
    let mut payloads = write_notices(node, notices);
    if payloads.is_empty() {
        payloads.push(node.to_owned());
    }
    let mut pipeline = pipe();
    for payload in payloads {
        pipeline.cmd("PUBLISH").arg(channel).arg(payload).ignore();
    }
    pipeline.query_async(connection).await
}

async fn in_time<T>(work: impl Future<Output = Result<T, RedisError>>) -> Result<T, RedisError> {
    timeout(PATIENCE, work)
        .await
        .unwrap_or_else(|_| Err(RedisError::from((ErrorKind::Io, "no answer in time"))))
}

#[expect(clippy::disallowed_methods, reason = "a pause before connecting again to a Redis that is away")]
async fn wait(duration: Duration) {
    tokio::time::sleep(duration).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged_without_asking() {
        for good in ["redis://127.0.0.1:6379", "rediss://user:word@redis.example/1", "unix:///run/redis.sock"] {
            assert_eq!(check_address(good), Ok(()), "{good}");
        }
        for bad in ["", "redis://", "http://127.0.0.1", "127.0.0.1:6379"] {
            assert!(check_address(bad).is_err(), "{bad}");
        }
    }
}
