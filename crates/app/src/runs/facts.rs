//! What a run may know: a conversation, its contact, its workspace, in the words of the engine.

use std::collections::BTreeMap;
use std::time::Duration;

use flow_engine::Facts;
use flow_engine::host::Owner;
use flow_engine::hours::Calendar;
use model::{ConversationId, RunId, Timestamp};
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
    let name = row
        .name
        .clone()
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| row.profile_name.clone());
    let object = |text: &str| {
        serde_json::from_str::<Value>(text)
            .ok()
            .filter(Value::is_object)
            .unwrap_or_else(|| json!({}))
    };
    let calendars: BTreeMap<String, Calendar> = serde_json::from_str(&row.calendars).unwrap_or_default();
    Facts {
        contact: json!({
            "id": row.contact_id, "name": name, "first_name": name.split_whitespace().next().unwrap_or_default(),
            "phone": row.phone.clone().unwrap_or_default(), "username": row.username.clone().unwrap_or_default(),
            "email": row.email.clone().unwrap_or_default(), "language": row.locale.clone().unwrap_or_default(),
            "fields": object(&row.attributes), "tags": tags,
        }),
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
