//! Registering the number for the Cloud API, and its two-step PIN.

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::profile::from_call;
use super::{Channels, validate};
use crate::views::ChannelView;
use crate::{Actor, Error, Result};

impl Channels<'_> {
    /// Registers the number with its PIN: the one set before, or a new one that becomes it. Meta takes ten attempts in 72 hours.
    pub async fn register(&self, actor: &Actor, pin: &SecretString, region: Option<&str>) -> Result<ChannelView> {
        check(pin)?;
        let connected = self.connected(actor).await?;
        if connected.channel.is_on_biz_app {
            return Err(Error::conflict(
                "channel.on_phone_app",
                "This number is used in the WhatsApp Business app, which registers it itself.",
            ));
        }
        let region = region.map(|region| region.trim().to_uppercase()).filter(|region| !region.is_empty());
        let number = connected.graph.number(&connected.channel.phone_number_id, &connected.token);
        number.register(pin, region.as_deref()).await.map_err(from_call)?;
        let facts = number
            .get()
            .await
            .ok()
            .map(|found| validate::facts(&found, Some(&connected.channel.display_phone_number)));
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if let Some(facts) = &facts {
            workspace.update_channel_facts(connected.channel.id, facts).await?;
        }
        workspace
            .append_audit(&actor.audit("channel.registered", "channel", connected.channel.id, json!({ "region": region })))
            .await?;
        let view = self.announce(&mut workspace, connected.channel.id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Sets another two-step PIN. Meta keeps it, not we: nobody can read it back.
    pub async fn set_pin(&self, actor: &Actor, pin: &SecretString) -> Result<()> {
        check(pin)?;
        let connected = self.connected(actor).await?;
        let number = connected.graph.number(&connected.channel.phone_number_id, &connected.token);
        number.set_pin(pin).await.map_err(from_call)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace
            .append_audit(&actor.audit("channel.pin_changed", "channel", connected.channel.id, json!({})))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes away a webhook address another tool gave to this very number, so that messages come here again.
    pub async fn clear_override(&self, actor: &Actor) -> Result<()> {
        let connected = self.connected(actor).await?;
        let number = connected.graph.number(&connected.channel.phone_number_id, &connected.token);
        number.clear_override().await.map_err(from_call)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace
            .append_audit(&actor.audit("channel.override_cleared", "channel", connected.channel.id, json!({})))
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

fn check(pin: &SecretString) -> Result<()> {
    let pin = pin.expose_secret();
    match pin.len() == 6 && pin.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Ok(()),
        false => Err(Error::invalid("/pin", "invalid_value", "A PIN has six digits.")),
    }
}
