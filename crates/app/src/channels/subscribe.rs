//! Tell Meta to call us: where the app's webhooks go, and that the account's come to the app.

use cloud_api::client::CallError;
use secrecy::SecretString;
use serde_json::json;

use super::{Channels, Connected};
use crate::{Actor, Error, Result};

/// The fields we read (Cloud API, *Webhooks*).
pub(super) const FIELDS: &[&str] = &[
    "account_alerts",
    "account_review_update",
    "account_settings_update",
    "account_update",
    "business_capability_update",
    "history",
    "message_template_components_update",
    "message_template_quality_update",
    "message_template_status_update",
    "messages",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "smb_app_state_sync",
    "smb_message_echoes",
    "template_category_update",
    "user_preferences",
];

impl Channels<'_> {
    /// Registers our address at Meta and subscribes the account. An app that already calls somebody else keeps doing so for its other accounts: only this
    /// account's messages are turned to us.
    pub async fn subscribe(&self, actor: &Actor) -> Result<()> {
        let connected = self.connected(actor).await?;
        let secrets = self.0.store().system().find_app_secrets(connected.meta_app.id).await?;
        let (secret, verify_token) = secrets
            .and_then(|secrets| Some((secrets.current?, secrets.verify_token?)))
            .ok_or_else(|| {
                Error::conflict("channel.app_incomplete", "The Meta app has no secret or no verify token.").remedy("Set both, then subscribe again.")
            })?;
        // Meta calls our address while these calls run, so no transaction is open here.
        self.register_address(&connected, &secret, &verify_token)
            .await
            .map_err(|error| refused(&error))?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace
            .append_audit(&actor.audit("channel.subscribed", "channel", connected.channel.id, json!({})))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    async fn register_address(&self, connected: &Connected, secret: &SecretString, verify_token: &SecretString) -> Result<(), CallError> {
        let url = self.webhook_url(&connected.meta_app);
        let meta_app = connected.graph.meta_app(&connected.meta_app.app_id, secret);
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        let elsewhere = meta_app
            .subscriptions()
            .await?
            .into_iter()
            .filter(|subscription| subscription.object.as_deref() == Some("whatsapp_business_account"))
            .any(|subscription| subscription.callback_url.is_some_and(|callback| callback != url));
        if elsewhere {
            return account.subscribe_at(&url, verify_token).await;
        }
        meta_app.subscribe(&url, verify_token, FIELDS).await?;
        account.subscribe().await
    }
}

/// 2200 is Meta's code for "your address did not answer the handshake".
fn refused(error: &CallError) -> Error {
    match error {
        CallError::Graph(graph) if graph.code == 2200 => Error::conflict(
            "channel.callback_unreachable",
            format!("Meta could not verify our address: {}", graph.explanation()),
        )
        .remedy(
            "The public address must be reachable from the internet by HTTPS. Check server.public_url, the proxy and the firewall, then try again.",
        ),
        CallError::Graph(graph) => Error::from((**graph).clone()),
        error => Error::unavailable("graph.unreachable", format!("Meta cannot be reached now: {error}")),
    }
}
