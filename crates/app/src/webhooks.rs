//! Outgoing webhooks as Standard Webhooks has them (<https://www.standardwebhooks.com>): events of the workspace, signed, tried for days, written down.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use model::{Timestamp, WebhookDeliveryId, WebhookId, WorkspaceId};
use secrecy::SecretString;
use serde_json::json;
use store::{Limit, NewDelivery, NewEvent, Page, WebhookRow, WorkspaceTx};

use crate::views::{DeliveryState, WebhookDeliveryView, WebhookState, WebhookView};
use crate::{Actor, App, Error, Result, events};

mod deliver;
mod follow;
mod sign;

pub(crate) use deliver::{run as deliver, run_once as deliver_once};
pub(crate) use follow::{run as follow, run_once as follow_once};

/// All events.
const EVERYTHING: &str = "*";
const TEST: &str = "webhook.test";
const LONGEST_DESCRIPTION: usize = 200;
const SECRET_BYTES: usize = 24;
/// How long the secret before signs too, when nobody says.
pub const OVERLAP: Duration = Duration::from_secs(24 * 60 * 60);
const LONGEST_OVERLAP: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Beginnings of events that are somebody's own or the console's, and are not sent.
const INTERNAL: &[&str] = &["api_key.", "canned_reply.", "notification.", "saved_view.", "webhook.", "webhook_event."];

/// What webhooks can be asked.
pub struct Webhooks<'a>(&'a App);

/// What to write; what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct WebhookPatch {
    /// The address.
    pub url: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Which events.
    pub events: Option<Vec<String>>,
    /// On or off.
    pub is_on: Option<bool>,
}

impl App {
    /// Outgoing webhooks.
    #[must_use]
    pub fn webhooks(&self) -> Webhooks<'_> {
        Webhooks(self)
    }
}

/// The events that can be sent.
pub fn event_types() -> impl Iterator<Item = &'static events::Kind> {
    events::ALL.iter().filter(|event| is_sent(event.kind))
}

fn is_sent(kind: &str) -> bool {
    !INTERNAL.iter().any(|start| kind.starts_with(start))
}

impl Webhooks<'_> {
    /// The webhooks of a workspace, the oldest first.
    pub async fn list(&self, workspace: WorkspaceId) -> Result<Vec<WebhookView>> {
        let (now, rows) = (self.0.now(), self.0.store().workspace(workspace).list_webhooks().await?);
        Ok(rows.into_iter().map(|row| WebhookView::of(row, now)).collect())
    }

    /// One webhook.
    pub async fn get(&self, workspace: WorkspaceId, id: WebhookId) -> Result<WebhookView> {
        let row = self.0.store().workspace(workspace).get_webhook(id).await?;
        Ok(WebhookView::of(row, self.0.now()))
    }

    /// Adds a webhook; `url` is needed. Gives its secret, which is never shown again.
    pub async fn create(&self, actor: &Actor, patch: WebhookPatch) -> Result<(WebhookView, SecretString)> {
        let url = self.checked_url(patch.url.as_deref().unwrap_or_default())?;
        let description = checked_description(patch.description.as_deref().unwrap_or_default())?;
        let chosen = checked_events(patch.events.unwrap_or_else(|| vec![EVERYTHING.to_owned()]))?;
        let (id, secret) = (WebhookId::new(), new_secret());
        let sealed = self.0.store().seal(WebhookRow::place(id), &secret);
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        if workspace.count_webhooks().await? >= store::MAX_WEBHOOKS {
            let says = format!("A workspace has at most {} webhooks.", store::MAX_WEBHOOKS);
            return Err(Error::conflict("webhook.too_many", says));
        }
        workspace.create_webhook(id, &url, &description, &chosen, &sealed).await?;
        let detail = json!({ "host": host(&url), "events": chosen });
        workspace.append_audit(&actor.audit("webhook.created", "webhook", id, detail)).await?;
        told(&mut workspace, id).await?;
        tx.commit().await?;
        Ok((self.get(actor.workspace_id, id).await?, secret))
    }

    /// Changes a webhook.
    pub async fn update(&self, actor: &Actor, id: WebhookId, patch: WebhookPatch) -> Result<WebhookView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let mut row = workspace.get_webhook(id).await?;
        let shown = |row: &WebhookRow| json!({ "host": host(&row.url), "events": row.events, "state": row.state });
        let before = shown(&row);
        if let Some(url) = &patch.url {
            row.url = self.checked_url(url)?;
        }
        if let Some(description) = &patch.description {
            row.description = checked_description(description)?;
        }
        if let Some(chosen) = patch.events {
            row.events = checked_events(chosen)?;
        }
        if let Some(is_on) = patch.is_on {
            let state = if is_on { WebhookState::Active } else { WebhookState::Off };
            state.as_str().clone_into(&mut row.state);
        }
        workspace.update_webhook(&row).await?;
        let detail = json!({ "before": before, "after": shown(&row) });
        workspace.append_audit(&actor.audit("webhook.updated", "webhook", id, detail)).await?;
        told(&mut workspace, id).await?;
        tx.commit().await?;
        self.0.webhook_wake().notify_one();
        self.get(actor.workspace_id, id).await
    }

    /// Removes a webhook with its deliveries.
    pub async fn delete(&self, actor: &Actor, id: WebhookId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let row = workspace.get_webhook(id).await?;
        workspace.delete_webhook(id).await?;
        let detail = json!({ "host": host(&row.url) });
        workspace.append_audit(&actor.audit("webhook.deleted", "webhook", id, detail)).await?;
        told(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives a webhook another secret, which is never shown again. The one before signs too for `overlap`.
    pub async fn rotate(&self, actor: &Actor, id: WebhookId, overlap: Duration) -> Result<(WebhookView, SecretString)> {
        let secret = new_secret();
        let sealed = self.0.store().seal(WebhookRow::place(id), &secret);
        let until = self.0.now() + overlap.min(LONGEST_OVERLAP);
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.get_webhook(id).await?;
        workspace.rotate_webhook_secret(id, &sealed, until).await?;
        let detail = json!({ "previous_until": until });
        workspace
            .append_audit(&actor.audit("webhook.secret_rotated", "webhook", id, detail))
            .await?;
        told(&mut workspace, id).await?;
        tx.commit().await?;
        Ok((self.get(actor.workspace_id, id).await?, secret))
    }

    /// Sends a test event.
    pub async fn test(&self, actor: &Actor, id: WebhookId) -> Result<WebhookDeliveryId> {
        let data = json!({ "webhook_id": id, "says": "This is a test." });
        let body = body_of(actor.workspace_id, TEST, self.0.now(), &data.to_string());
        let delivery = NewDelivery {
            id: WebhookDeliveryId::new(),
            webhook_id: id,
            event: TEST.to_owned(),
            body,
        };
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        active(&mut workspace, id).await?;
        workspace.add_webhook_deliveries(std::slice::from_ref(&delivery)).await?;
        tx.commit().await?;
        self.0.webhook_wake().notify_one();
        Ok(delivery.id)
    }

    /// Deliveries of a webhook, the latest first.
    pub async fn deliveries(
        &self,
        workspace: WorkspaceId,
        id: WebhookId,
        state: Option<DeliveryState>,
        limit: Limit,
        cursor: Option<&str>,
    ) -> Result<Page<WebhookDeliveryView>> {
        let workspace = self.0.store().workspace(workspace);
        workspace.get_webhook(id).await?;
        let page = workspace
            .list_webhook_deliveries(id, state.map(DeliveryState::as_str), limit, cursor)
            .await?;
        Ok(page.map(WebhookDeliveryView::listed))
    }

    /// One delivery, with what is sent.
    pub async fn delivery(&self, workspace: WorkspaceId, id: WebhookId, delivery: WebhookDeliveryId) -> Result<WebhookDeliveryView> {
        let row = self.0.store().workspace(workspace).get_webhook_delivery(id, delivery).await?;
        Ok(WebhookDeliveryView::whole(row))
    }

    /// Tries one delivery again from the beginning.
    pub async fn redeliver(&self, actor: &Actor, id: WebhookId, delivery: WebhookDeliveryId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        active(&mut workspace, id).await?;
        workspace.redeliver_webhook(id, delivery).await?;
        let detail = json!({ "delivery": delivery });
        workspace.append_audit(&actor.audit("webhook.redelivered", "webhook", id, detail)).await?;
        tx.commit().await?;
        self.0.webhook_wake().notify_one();
        Ok(())
    }

    /// Tries every failed delivery since then again; gives how many there are.
    pub async fn redeliver_failed(&self, actor: &Actor, id: WebhookId, since: Timestamp) -> Result<u64> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        active(&mut workspace, id).await?;
        let count = workspace.redeliver_failed_webhooks(id, since).await?;
        let detail = json!({ "count": count, "since": since });
        workspace.append_audit(&actor.audit("webhook.redelivered", "webhook", id, detail)).await?;
        tx.commit().await?;
        self.0.webhook_wake().notify_one();
        Ok(count)
    }

    fn checked_url(&self, url: &str) -> Result<String> {
        let url = url.trim();
        let check = self.0.egress().check(url);
        check.map_err(|error| Error::invalid("/url", "invalid_value", crate::text::sentence(&error.to_string())))?;
        Ok(url.to_owned())
    }
}

/// Tells open consoles that a webhook is new, changed or gone.
async fn told(workspace: &mut WorkspaceTx<'_>, id: WebhookId) -> Result<()> {
    workspace
        .append_events(&[NewEvent::new("webhook.updated", None, &json!({ "webhook_id": id }))?])
        .await?;
    Ok(())
}

/// Refuses to queue what would not be sent.
async fn active(workspace: &mut WorkspaceTx<'_>, id: WebhookId) -> Result<()> {
    if workspace.get_webhook(id).await?.state == WebhookState::Active.as_str() {
        return Ok(());
    }
    Err(Error::conflict("webhook.not_active", "This webhook is paused or off."))
}

/// What the other side gets; `data` is JSON.
fn body_of(workspace: WorkspaceId, kind: &str, at: Timestamp, data: &str) -> String {
    let at = serde_json::to_string(&at).expect("a time can be written");
    format!(r#"{{"type":"{kind}","timestamp":{at},"workspace_id":"{workspace}","data":{data}}}"#)
}

fn checked_description(description: &str) -> Result<String> {
    let description = description.trim();
    if description.chars().count() > LONGEST_DESCRIPTION {
        let says = format!("A description has at most {LONGEST_DESCRIPTION} characters.");
        return Err(Error::invalid("/description", "too_long", says));
    }
    Ok(description.to_owned())
}

fn checked_events(mut chosen: Vec<String>) -> Result<String> {
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() {
        return Err(Error::invalid("/events", "missing_value", "Choose at least one event, or `*` for all."));
    }
    let unknown = |kind: &&String| *kind != EVERYTHING && !event_types().any(|event| event.kind == *kind);
    if let Some(kind) = chosen.iter().find(unknown) {
        return Err(Error::invalid("/events", "unknown_value", format!("There is no event `{kind}` to send.")));
    }
    serde_json::to_string(&chosen).map_err(Error::internal)
}

fn new_secret() -> SecretString {
    let mut bytes = [0; SECRET_BYTES];
    for half in bytes.chunks_mut(12) {
        // Random but for the six bits of its version and variant, which stand in bytes that are not taken.
        let uuid = uuid::Uuid::new_v4().into_bytes();
        half[..6].copy_from_slice(&uuid[..6]);
        half[6..].copy_from_slice(&uuid[10..16]);
    }
    format!("{}{}", sign::PREFIX, BASE64_STANDARD.encode(bytes)).into()
}

/// For the audit log: addresses may have keys in them.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn secrets_differ_and_are_long_enough() {
        let (one, other) = (new_secret(), new_secret());
        assert_ne!(one.expose_secret(), other.expose_secret());
        let key = BASE64_STANDARD.decode(one.expose_secret().strip_prefix("whsec_").unwrap()).unwrap();
        assert_eq!(key.len(), 24, "Standard Webhooks asks for 24 to 64 bytes");
    }

    #[test]
    fn what_is_somebodys_own_is_not_sent() {
        let sent: Vec<&str> = event_types().map(|event| event.kind).collect();
        assert!(sent.contains(&"message.created") && sent.contains(&"contact.updated"));
        assert!(!sent.iter().any(|kind| kind.starts_with("notification.") || kind.starts_with("api_key.")));
        assert!(
            !sent.contains(&"webhook.updated"),
            "or a webhook that fails would cause its own next event"
        );
        checked_events(vec!["notification.created".to_owned()]).unwrap_err();
        checked_events(vec![]).unwrap_err();
        assert_eq!(checked_events(vec!["*".to_owned()]).unwrap(), r#"["*"]"#);
    }
}
