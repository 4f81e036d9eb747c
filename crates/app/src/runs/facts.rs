//! What a run may know: a conversation, its contact, its workspace, in the words of the engine.

use std::collections::BTreeMap;
use std::time::Duration;

use flow_engine::Facts;
use flow_engine::host::Owner;
use flow_engine::hours::Calendar;
use model::{ContactId, ConversationId, RunId, Timestamp};
use serde_json::{Value, json};
use store::{FlowFacts, WorkspaceTx};

/// Automated messages to one contact in one hour. A loop with another robot ends here.
pub(super) const SENDS_AN_HOUR: u32 = 60;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// What is known, as the store gives it and as the engine takes it.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) row: FlowFacts,
    pub(super) facts: Facts,
}

/// Reads what is known about a conversation; `None` when it is no more.
pub(super) async fn read(workspace: &mut WorkspaceTx<'_>, id: ConversationId, run: Option<RunId>) -> store::Result<Option<Known>> {
    let since = Timestamp::from_millis(workspace.now().millis() - i64::try_from(HOUR.as_millis()).unwrap_or(0));
    let Some(row) = workspace.find_flow_facts(id, since, i64::from(SENDS_AN_HOUR)).await? else {
        return Ok(None);
    };
    let tags = workspace
        .tags_of_contacts(&[row.contact_id])
        .await?
        .remove(&row.contact_id)
        .unwrap_or_default();
    let tags: Vec<String> = tags.into_iter().map(|tag| tag.name).collect();
    let facts = engine_facts(workspace, &row, &tags, run);
    Ok(Some(Known { row, facts }))
}

fn engine_facts(workspace: &WorkspaceTx<'_>, row: &FlowFacts, tags: &[String], run: Option<RunId>) -> Facts {
    let person = Person {
        id: row.contact_id,
        name: row.name.as_deref(),
        profile_name: &row.profile_name,
        phone: row.phone.as_deref(),
        username: row.username.as_deref(),
        email: row.email.as_deref(),
        locale: row.locale.as_deref(),
        attributes: &row.attributes,
    };
    let names: Vec<&str> = tags.iter().map(String::as_str).collect();
    let calendars: BTreeMap<String, Calendar> = serde_json::from_str(&row.calendars).unwrap_or_default();
    Facts {
        contact: person.scope(&names),
        conversation: json!({
            "id": row.conversation_id, "status": row.status, "assignee": row.assignee_id, "priority": priority(row.priority), "tags": tags,
        }),
        workspace: json!({ "id": workspace.id(), "name": row.workspace_name, "time_zone": row.time_zone, "language": "" }),
        globals: object(&row.globals),
        owner: match (row.holder.as_str(), run) {
            ("human", _) => Owner::Human(row.assignee_id.map(|user| user.to_string()).unwrap_or_default()),
            ("phone_app", _) => Owner::PhoneApp,
            ("bot", Some(run)) => Owner::Bot(run.to_string()),
            _ => Owner::None,
        },
        epoch: u64::try_from(row.holder_epoch).unwrap_or_default(),
        window_expires_at: row.window_expires_at,
        last_inbound_at: row.last_inbound_at,
        opted_out_at: row.opted_out_at,
        marketing_opted_out_at: row.marketing_opted_out_at,
        blocked_at: row.blocked_at,
        has_address: row.phone.is_some() || row.has_user_id,
        channel_ready: row.has_access_token,
        sends_left: Some(SENDS_AN_HOUR.saturating_sub(u32::try_from(row.sent_in_hour).unwrap_or(u32::MAX))),
        calendars,
    }
}

/// A contact as the database has them.
pub(super) struct Person<'r> {
    pub(super) id: ContactId,
    pub(super) name: Option<&'r str>,
    pub(super) profile_name: &'r str,
    pub(super) phone: Option<&'r str>,
    pub(super) username: Option<&'r str>,
    pub(super) email: Option<&'r str>,
    pub(super) locale: Option<&'r str>,
    pub(super) attributes: &'r str,
}

impl Person<'_> {
    /// Scope `contact`.
    pub(super) fn scope(&self, tags: &[&str]) -> Value {
        let name = self.name.filter(|name| !name.is_empty()).unwrap_or(self.profile_name);
        json!({
            "id": self.id, "name": name, "first_name": name.split_whitespace().next().unwrap_or_default(),
            "phone": self.phone.unwrap_or_default(), "username": self.username.unwrap_or_default(),
            "email": self.email.unwrap_or_default(), "language": self.locale.unwrap_or_default(),
            "fields": object(self.attributes), "tags": tags,
        })
    }
}

fn object(text: &str) -> Value {
    serde_json::from_str::<Value>(text)
        .ok()
        .filter(Value::is_object)
        .unwrap_or_else(|| json!({}))
}

fn priority(number: i64) -> &'static str {
    match number {
        ..=-1 => "low",
        0 => "normal",
        1 => "high",
        _ => "urgent",
    }
}

/// People hold the pen: automation is silent.
pub(super) fn held_by_people(row: &FlowFacts) -> bool {
    matches!(row.holder.as_str(), "human" | "phone_app")
}
