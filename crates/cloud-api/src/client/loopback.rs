//! Calls our own webhook address the way Meta does, from outside: the handshake, and a signed delivery. The address is the operator's own setting, never
//! something a person typed.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

use super::Client;
use super::error::{CallError, in_words};
use crate::signature;

/// Meta waits a little longer; an address that is slower than this is a finding of its own.
const PATIENCE: Duration = Duration::from_secs(10);
/// A challenge is short; whatever answers with more is not our server.
const LONGEST_ECHO: usize = 4096;

impl Client {
    /// Does the handshake (`GET` with `hub.challenge`) and gives what the address answered with 200.
    pub async fn try_handshake(&self, url: &str, verify_token: &SecretString, challenge: &str) -> Result<String, CallError> {
        let mut url = address(url)?;
        url.query_pairs_mut()
            .append_pair("hub.mode", "subscribe")
            .append_pair("hub.verify_token", verify_token.expose_secret())
            .append_pair("hub.challenge", challenge);
        let answer = self.http.get(url).timeout(PATIENCE).send().await;
        let answer = answer.map_err(|error| CallError::not_sent(in_words(error)))?;
        let status = answer.status().as_u16();
        if status != 200 {
            return Err(CallError::unknown(format!("it answered with HTTP status {status}"), Some(status)));
        }
        let body = answer.bytes().await.map_err(|error| CallError::unknown(in_words(error), Some(status)))?;
        Ok(String::from_utf8_lossy(&body[..body.len().min(LONGEST_ECHO)]).into_owned())
    }

    /// Posts a delivery signed as Meta signs it, and expects 200.
    pub async fn try_delivery(&self, url: &str, app_secret: &SecretString, body: Bytes) -> Result<(), CallError> {
        let signed = signature::sign(app_secret.expose_secret().as_bytes(), &body);
        let request = self.http.post(address(url)?).timeout(PATIENCE).header(signature::HEADER, signed);
        let answer = request.header(reqwest::header::CONTENT_TYPE, "application/json").body(body).send().await;
        let status = answer.map_err(|error| CallError::unknown(in_words(error), None))?.status().as_u16();
        match status {
            200 => Ok(()),
            status => Err(CallError::unknown(format!("it answered with HTTP status {status}"), Some(status))),
        }
    }
}

fn address(url: &str) -> Result<Url, CallError> {
    let url = Url::parse(url).map_err(|error| CallError::not_sent(error.to_string()))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        scheme => Err(CallError::not_sent(format!("`{scheme}:` is no web address"))),
    }
}
