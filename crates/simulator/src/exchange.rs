//! A phone's data exchange with a business's endpoint: encrypted as devices do, signed as Meta does, sent over HTTP, the answer opened.

use std::time::{Duration, Instant};

use serde_json::Value;
use wa_flow_crypto::{PublicKey, device};

use crate::simulator::Simulator;

/// How long a phone waits (*Implementing Endpoints for Flows*).
const PATIENCE: Duration = Duration::from_secs(10);
/// More than any screen needs.
const MOST_BYTES: usize = 14 << 20;

/// An endpoint, and what its requests are encrypted and signed with.
#[derive(Debug)]
pub(crate) struct Exchange<'s> {
    simulator: &'s Simulator,
    url: String,
    key: PublicKey,
    secret: String,
}

/// What came back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answered {
    /// HTTP; nothing when no answer came.
    pub(crate) status: Option<u16>,
    /// The answer in the clear, when it could be opened.
    pub(crate) plain: Option<Value>,
    /// The key that Meta's clients report (`timeout_error` …), when the answer is of no use.
    pub(crate) error: Option<&'static str>,
    pub(crate) ms: u64,
}

impl<'s> Exchange<'s> {
    /// What is needed to ask this address in the name of a number.
    pub(crate) fn of(simulator: &'s Simulator, number: &str, url: &str) -> Result<Self, &'static str> {
        if !simulator.inner.config.callbacks.allow(url) {
            return Err("The endpoint's address is not allowed here.");
        }
        let (pem, secret) = simulator
            .inner
            .with(|world| {
                let (business, number) = world.number(number)?;
                let secret = world.app(&business.app_id)?.secret.clone();
                Some((number.public_key.clone(), secret))
            })
            .ok_or("The number is gone.")?;
        let pem = pem.ok_or("public-key-missing")?;
        Ok(Self {
            simulator,
            url: url.to_owned(),
            key: PublicKey::from_pem(&pem).map_err(|_| "public-key-missing")?,
            secret,
        })
    }

    /// Asks once. A 421 makes real phones fetch the key again and ask once more: here the key is always fresh.
    pub(crate) async fn ask(&self, request: &Value) -> Answered {
        let started = Instant::now();
        let mut answered = self.once(request).await;
        answered.ms = started.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
        answered
    }

    async fn once(&self, request: &Value) -> Answered {
        let failed = |status, error| Answered {
            status,
            error: Some(error),
            ..Answered::default()
        };
        let Ok((body, waiting)) = device::seal(&self.key, request.to_string().as_bytes()) else {
            return failed(None, "public-key-missing");
        };
        let signature = cloud_api::signature::sign(self.secret.as_bytes(), &body);
        let http = &self.simulator.inner.http;
        let sent = http
            .post(&self.url)
            .header("content-type", "application/json")
            .header("x-hub-signature-256", signature)
            .timeout(PATIENCE)
            .body(body)
            .send()
            .await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(error) if error.is_timeout() => return failed(None, "timeout_error"),
            Err(_) => return failed(None, "no_http_response_error"),
        };
        let status = answer.status().as_u16();
        let Ok(text) = answer.bytes().await else {
            return failed(Some(status), "no_http_response_error");
        };
        let opened = (text.len() <= MOST_BYTES)
            .then(|| waiting.open(std::str::from_utf8(&text).ok()?).ok())
            .flatten()
            .and_then(|plain| serde_json::from_slice(&plain).ok());
        let error = match (status, &opened) {
            (200, Some(_)) => None,
            (200, None) => Some("response-decryption-error"),
            (421, _) => Some("business-decryption-error"),
            (427, _) => Some("flow-token-invalid"),
            (432, _) => Some("signature-invalid"),
            _ => Some("unexpected_http_status_code"),
        };
        Answered {
            status: Some(status),
            plain: opened,
            error,
            ms: 0,
        }
    }
}
