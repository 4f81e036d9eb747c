//! The last line of the check list: from here out into the internet and back in by the address Meta calls, with a delivery signed like Meta's.

use cloud_api::client::{CallError, Client};
use secrecy::SecretString;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{AppSecrets, Store};

use super::lines::{Found, good, line, red};
use super::{Channels, Connected};
use crate::views::ChannelCheck;
use crate::{Actor, Result};

/// The field of our own test deliveries: Meta has none of this name, so nothing works on it.
const FIELD: &str = "prismwa_loop_test";

impl Channels<'_> {
    /// Sends a signed test delivery to our public address and looks whether it arrived here.
    pub async fn loop_test(&self, actor: &Actor) -> Result<ChannelCheck> {
        let connected = self.connected(actor).await?;
        let secrets = self.0.store().system().find_app_secrets(connected.meta_app.id).await?;
        let url = self.webhook_url(&connected.meta_app);
        let nonce = model::MessageId::new().to_string();
        let found = round(self.0.store(), &connected, secrets, &url, &nonce).await;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace
            .append_audit(&actor.audit(
                "channel.loop_tested",
                "channel",
                connected.channel.id,
                json!({ "arrived": found.is_ok() }),
            ))
            .await?;
        tx.commit().await?;
        Ok(line("loop", "Loop test", found))
    }
}

async fn round(store: &Store, connected: &Connected, secrets: Option<AppSecrets>, url: &str, nonce: &str) -> Found {
    let Some(secret) = secrets.and_then(|secrets| secrets.current) else {
        return red(
            "Without an app secret nothing can be signed.",
            "Set the app secret, then run the test again.",
        );
    };
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": connected.channel.waba_id, "changes": [
        { "field": FIELD, "value": { "nonce": nonce } }] }] })
    .to_string();
    let hash: [u8; 32] = Sha256::digest(body.as_bytes()).into();
    if let Err(error) = connected.graph.try_delivery(url, &secret, body.into()).await {
        return unreachable(url, &error);
    }
    match store.system().has_webhook_event(connected.meta_app.id, &hash).await {
        Ok(true) => good("A signed test delivery went out, came in by the public address, and was stored."),
        Ok(false) => red(
            format!("{url} took the test delivery, but it did not arrive here: the address leads to another server."),
            "Point the public address (DNS, proxy, tunnel) at this server, or correct server.public_url.",
        ),
        Err(error) => red(format!("The database could not be asked: {error}"), "Try again in a moment."),
    }
}

/// Does the handshake that Meta does when the address is registered.
pub(super) async fn handshake(graph: &Client, url: &str, verify_token: Option<&SecretString>) -> Found {
    let Some(token) = verify_token else {
        return red(
            "Without a verify token the address cannot be registered.",
            "Set one here; any long text will do.",
        );
    };
    let challenge = model::MessageId::new().to_string();
    match graph.try_handshake(url, token, &challenge).await {
        Ok(echo) if echo.trim() == challenge => good("It answers Meta's handshake."),
        Ok(_) => red(
            format!("{url} answers, but not like this server: something else is in between, or it is another server."),
            "Let the proxy pass everything below /webhooks/ on unchanged.",
        ),
        Err(error) => unreachable(url, &error),
    }
}

fn unreachable(url: &str, error: &CallError) -> Found {
    let remedy = match error.http_status() {
        Some(401 | 403) => "The proxy asks for a login or blocks the call, or the app secret is another one: let /webhooks/ through unchanged.",
        Some(404) => "The address leads to something that is not this server: check server.public_url and the proxy.",
        Some(_) => "Look at the proxy's and the server's log for this call.",
        None => "Check server.public_url, DNS, the certificate, the proxy and the firewall: Meta must reach the address from the internet.",
    };
    red(format!("{url} cannot be used: {}", spoken(error)), remedy)
}

fn spoken(error: &CallError) -> String {
    match error {
        CallError::NotSent(not_sent) => not_sent.detail.clone(),
        CallError::Unknown(unknown) => unknown.detail.clone(),
        CallError::Graph(graph) => graph.explanation().to_owned(),
    }
}
