//! Raw deliveries from Meta, as a workspace may see and treat them: its part of each body, replay, discard.

use model::WebhookEventId;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use store::WebhookEventFilter;

use crate::views::{WebhookEventDetail, WebhookEventState, WebhookEventView};
use crate::{Actor, App, Error, Result};

/// Dead deliveries that are replayed by one request: a batch the writer is through with in a moment.
pub const MOST_REPLAYED: i64 = 200;

/// What deliveries can be asked for.
pub struct WebhookEvents<'a>(&'a App);

impl App {
    /// Raw deliveries from Meta.
    #[must_use]
    pub fn webhook_events(&self) -> WebhookEvents<'_> {
        WebhookEvents(self)
    }
}

impl WebhookEvents<'_> {
    /// A delivery with the part of its body that is for this workspace.
    pub async fn get(&self, actor: &Actor, id: WebhookEventId) -> Result<WebhookEventDetail> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        let row = workspace.get_webhook_event(id).await?;
        let body = workspace.get_webhook_event_body(id).await?;
        let channel = workspace.find_channel().await?;
        let body = match (serde_json::from_slice::<Value>(&body), channel) {
            (Ok(whole), Some(channel)) => part_of(whole, &channel.phone_number_id, &channel.waba_id),
            (Ok(_), None) => Value::Null,
            // Nobody can say whose it is, except that the app is theirs alone.
            (Err(_), _) => Value::String(String::from_utf8_lossy(&body).into_owned()),
        };
        let body = to_raw_value(&body).unwrap_or_else(|_| RawValue::NULL.to_owned());
        let (attempts, next_attempt_at) = (row.attempts, row.next_attempt_at.max(row.received_at));
        let event = WebhookEventView::from(row);
        let waits = event.state == WebhookEventState::Accepted;
        Ok(WebhookEventDetail {
            event,
            attempts,
            next_attempt_at: waits.then_some(next_attempt_at),
            body,
        })
    }

    /// Processes a delivery again from the beginning. Safe to ask twice: what it did before is recognised.
    pub async fn replay(&self, actor: &Actor, id: WebhookEventId) -> Result<()> {
        let was = self.0.store().workspace(actor.workspace_id).get_webhook_event(id).await?.state;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.replay_webhook_event(id).await?;
        workspace
            .append_audit(&actor.audit("webhook_event.replayed", "webhook_event", id, state_change(&was, "accepted")))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Processes dead deliveries again, the oldest first, at most [`MOST_REPLAYED`] of them. Gives how many; as many as that means there may be more.
    pub async fn replay_dead(&self, actor: &Actor, filter: &WebhookEventFilter) -> Result<usize> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let replayed = workspace.replay_dead_webhook_events(filter, MOST_REPLAYED).await?;
        if let (Some(first), Some(last)) = (replayed.first(), replayed.last()) {
            let mut detail = state_change("dead", "accepted");
            detail["count"] = json!(replayed.len());
            detail["first"] = json!(first);
            detail["last"] = json!(last);
            detail["field"] = json!(filter.field);
            workspace
                .append_audit(&actor.audit("webhook_event.replayed_dead", "workspace", actor.workspace_id, detail))
                .await?;
        }
        tx.commit().await?;
        Ok(replayed.len())
    }

    /// Puts a dead delivery aside for good.
    pub async fn discard(&self, actor: &Actor, id: WebhookEventId) -> Result<()> {
        let row = self.0.store().workspace(actor.workspace_id).get_webhook_event(id).await?;
        if WebhookEventState::parse(&row.state) != WebhookEventState::Dead {
            return Err(Error::conflict(
                "webhook_event.not_dead",
                format!("This delivery is {}; only dead ones can be discarded.", row.state),
            ));
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.discard_webhook_event(id).await?;
        workspace
            .append_audit(&actor.audit("webhook_event.discarded", "webhook_event", id, state_change(&row.state, "discarded")))
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

fn state_change(before: &str, after: &str) -> Value {
    json!({ "before": { "state": before }, "after": { "state": after } })
}

/// The body with only the changes of this number, and those of its account that name no number.
fn part_of(mut body: Value, phone_number_id: &str, waba_id: &str) -> Value {
    let Some(entries) = body.get_mut("entry").and_then(Value::as_array_mut) else {
        return Value::Null;
    };
    for entry in entries.iter_mut() {
        let of_account = entry.get("id").and_then(Value::as_str) == Some(waba_id);
        let Some(changes) = entry.get_mut("changes").and_then(Value::as_array_mut) else {
            continue;
        };
        changes.retain(|change| match change.pointer("/value/metadata/phone_number_id").and_then(Value::as_str) {
            Some(number) => number == phone_number_id,
            None => of_account,
        });
    }
    entries.retain(|entry| entry.get("changes").and_then(Value::as_array).is_some_and(|changes| !changes.is_empty()));
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_sees_only_its_own_part() {
        let change = |number: Option<&str>, text: &str| match number {
            Some(number) => json!({ "field": "messages", "value": { "metadata": { "phone_number_id": number }, "text": text } }),
            None => json!({ "field": "account_update", "value": { "text": text } }),
        };
        let body = json!({ "object": "whatsapp_business_account", "entry": [
            { "id": "waba-a", "changes": [change(Some("a"), "ours"), change(Some("b"), "theirs"), change(None, "account")] },
            { "id": "waba-b", "changes": [change(Some("b"), "theirs"), change(None, "their account")] },
        ] });
        let part = part_of(body, "a", "waba-a").to_string();
        assert!(part.contains("ours") && part.contains("account_update"));
        assert!(!part.contains("their"), "{part}");
        assert_eq!(part_of(json!([1]), "a", "waba-a"), Value::Null);
    }
}
