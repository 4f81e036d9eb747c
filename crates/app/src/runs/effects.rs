//! Does what a run wants done: messages into the outbox, and changes of the conversation and the contact, all in the run's own transaction.

use cloud_api::outbound::OutboundContent;
use flow_engine::Effect;
use flow_engine::effect::{Action, Consent, ContactChange, HandOffTo, Priority};
use model::{MediaId, MessageId, TeamId, UserId};
use serde_json::{Value, json};
use store::{AuditActor, FlowMessage, NewAudit, NewOptOut, RunRow};
use uuid::Uuid;

use super::turn::Turn;
use crate::outbound::AutomatedMessage;
use crate::{conversations, custom_fields, notes, tags};

/// Carries the effects out, in their order.
pub(super) async fn carry_out(turn: &mut Turn<'_, '_>, run: &RunRow, effects: Vec<Effect>) -> crate::Result<()> {
    for effect in effects {
        let id = run.conversation_id;
        match effect.action {
            Action::Send { content, quote } => {
                let sent = Sent {
                    key: effect.key,
                    step: i64::from(effect.step),
                    epoch: i64::try_from(effect.epoch).unwrap_or(i64::MAX),
                    content: *content,
                    quote,
                };
                send(turn, run, sent).await?;
            }
            Action::Typing { message, .. } => turn.told.typing.push((turn.workspace.id(), id, message)),
            Action::Assign { user } => assign(turn, run, &user).await?,
            Action::HandOff { to, note, priority, .. } => {
                turn.workspace.hand_to_people(id).await?;
                match to {
                    HandOffTo::Anyone => {}
                    HandOffTo::User(user) => assign(turn, run, &user).await?,
                    HandOffTo::Team(team) => to_team(turn, run, &team).await?,
                }
                if let Some(priority) = priority {
                    turn.workspace.set_priority(id, number(priority)).await?;
                }
                if !note.trim().is_empty() {
                    remark(turn, run, &note, &[]).await?;
                }
            }
            Action::Note { text, mentions } => remark(turn, run, &text, &mentions).await?,
            Action::Open => status(turn, run, "open", None).await?,
            Action::Close { reason } => {
                status(turn, run, "closed", None).await?;
                audit(turn, run, "conversation.closed", json!({ "reason": reason })).await?;
            }
            Action::Snooze { until } => {
                status(turn, run, "snoozed", Some(until)).await?;
                conversations::schedule_wake(turn.workspace, id, until).await?;
            }
            Action::Prioritize { priority } => turn.workspace.set_priority(id, number(priority)).await?,
            Action::TagConversation { add, remove } => label(turn, run, &add, &remove).await?,
            Action::UpdateContact(change) => update_contact(turn, run, change).await?,
        }
        turn.told.news.conversations.push(id);
    }
    Ok(())
}

struct Sent {
    key: String,
    step: i64,
    epoch: i64,
    content: OutboundContent,
    quote: Option<String>,
}

/// Queues a message under the effect's key: the same effect is never sent twice.
async fn send(turn: &mut Turn<'_, '_>, run: &RunRow, sent: Sent) -> crate::Result<()> {
    let (content, media_id, token) = made_ready(sent.content, &sent.key);
    let message = AutomatedMessage {
        id: MessageId::new(),
        content,
        media_id,
        reply_to_wamid: sent.quote,
        holder_epoch: sent.epoch,
    };
    let id = message.id;
    turn.app.outbound().queue_automated(turn.workspace, run.conversation_id, message).await?;
    let kept = FlowMessage {
        message_id: id,
        run_id: run.id,
        flow_id: run.flow_id,
        flow_name: None,
        step: sent.step,
        key: sent.key,
    };
    if !turn.workspace.note_flow_message(&kept, token.as_deref()).await? {
        return Err(crate::Error::internal("an effect of a run was stored before"));
    }
    turn.told.news.created.push(id);
    Ok(())
}

/// A file of ours is named beside the content, and a form gets a random token in place of the effect's key.
fn made_ready(content: OutboundContent, key: &str) -> (OutboundContent, Option<MediaId>, Option<String>) {
    let kind = content.kind();
    let mut json = content.content_json();
    let mut media = None;
    if content.media_kind().is_some()
        && let Some(id) = json["id"].as_str().and_then(|id| id.parse::<MediaId>().ok())
    {
        media = Some(id);
        if let Some(members) = json.as_object_mut() {
            members.remove("id");
        }
    }
    let mut token = None;
    if let Some(place) = json.pointer_mut("/action/parameters/flow_token")
        && place.as_str() == Some(key)
    {
        let random = Uuid::new_v4().simple().to_string();
        *place = Value::String(random.clone());
        token = Some(random);
    }
    if media.is_none() && token.is_none() {
        return (content, None, None);
    }
    match OutboundContent::from_content_json(kind, json) {
        Ok(changed) => (changed, media, token),
        Err(_) => (content, None, None),
    }
}

/// Gives the conversation to a member, if they may answer; else it stays where it is.
async fn assign(turn: &mut Turn<'_, '_>, run: &RunRow, user: &str) -> crate::Result<()> {
    let Ok(user) = user.parse::<UserId>() else { return Ok(()) };
    if conversations::may_answer(turn.workspace, user).await.is_err() {
        return Ok(());
    }
    turn.workspace.set_assignee(run.conversation_id, Some(user)).await?;
    audit(turn, run, "conversation.assigned", json!({ "to": user })).await?;
    let told = conversations::tell_assigned(turn.workspace, run.conversation_id, user).await?;
    turn.told.events.extend(told);
    Ok(())
}

async fn to_team(turn: &mut Turn<'_, '_>, run: &RunRow, team: &str) -> crate::Result<()> {
    let Ok(team) = team.parse::<TeamId>() else { return Ok(()) };
    if turn.workspace.get_team(team).await.is_err() {
        return Ok(());
    }
    turn.workspace.set_team(run.conversation_id, Some(team)).await?;
    turn.workspace.set_assignee(run.conversation_id, None).await?;
    audit(turn, run, "conversation.assigned", json!({ "team_id": team })).await
}

async fn remark(turn: &mut Turn<'_, '_>, run: &RunRow, text: &str, mentions: &[String]) -> crate::Result<()> {
    let mentions: Vec<UserId> = mentions.iter().filter_map(|user| user.parse().ok()).collect();
    let events = notes::by_automation(turn.workspace, run.conversation_id, text, &mentions).await?;
    turn.told.events.extend(events);
    Ok(())
}

async fn status(turn: &mut Turn<'_, '_>, run: &RunRow, status: &str, until: Option<model::Timestamp>) -> crate::Result<()> {
    Ok(turn.workspace.set_conversation_status(run.conversation_id, status, until).await?)
}

fn number(priority: Priority) -> i64 {
    match priority {
        Priority::Low => -1,
        Priority::Normal => 0,
        Priority::High => 1,
        Priority::Urgent => 2,
    }
}

/// Labels belong to contacts; those that are new to the workspace are made.
async fn label(turn: &mut Turn<'_, '_>, run: &RunRow, add: &[String], remove: &[String]) -> crate::Result<()> {
    if add.is_empty() && remove.is_empty() {
        return Ok(());
    }
    let contact = contact_of(turn, run).await?;
    tags::by_automation(turn.workspace, contact, add, remove).await?;
    turn.told.news.contacts.push(contact);
    Ok(())
}

async fn contact_of(turn: &mut Turn<'_, '_>, run: &RunRow) -> crate::Result<model::ContactId> {
    let found = turn.workspace.contact_of_conversation(run.conversation_id).await?;
    found.ok_or_else(|| crate::Error::not_found("conversation.not_found", "There is no such conversation here."))
}

async fn update_contact(turn: &mut Turn<'_, '_>, run: &RunRow, change: ContactChange) -> crate::Result<()> {
    let contact = contact_of(turn, run).await?;
    let before = turn.workspace.get_contact(contact).await?;
    let fields = turn.workspace.list_custom_fields().await?;
    let mut attributes: serde_json::Map<String, Value> = serde_json::from_str(&before.row.attributes).unwrap_or_default();
    for (key, value) in change.fields {
        // A field with a type keeps only what fits it; the customer's words may be anything.
        let kept = match fields.iter().find(|field| field.key == key) {
            Some(field) => custom_fields::value_of(&field.clone().into(), &value).unwrap_or_default(),
            None => Some(value).filter(|value| !value.is_null()),
        };
        match kept {
            Some(value) => attributes.insert(key, value),
            None => attributes.remove(&key),
        };
    }
    let now = turn.workspace.now();
    let row = &before.row;
    let opted_out_at = match change.consent {
        Some(Consent::OptedOut) => Some(row.opted_out_at.unwrap_or(now)),
        _ => row.opted_out_at,
    };
    let after = store::ContactChange {
        name: change.name.filter(|name| !name.trim().is_empty()).or_else(|| row.name.clone()),
        email: row.email.clone(),
        locale: change
            .language
            .filter(|language| !language.is_empty() && language.len() <= 35)
            .or_else(|| row.locale.clone()),
        attributes: Value::Object(attributes).to_string(),
        opted_out_at,
        blocked_at: row.blocked_at,
    };
    turn.workspace.update_contact(&before, &after).await?;
    if let Some(consent) = change.consent {
        let (action, scope) = match consent {
            Consent::MarketingYes => ("opt_in", "marketing"),
            Consent::MarketingNo => ("opt_out", "marketing"),
            Consent::OptedOut => ("opt_out", "all"),
        };
        turn.workspace
            .append_opt_out(&NewOptOut {
                contact_id: contact,
                action,
                scope,
                source: "member",
                message_id: None,
                wamid: None,
                actor_id: None,
                detail: "By a flow.".to_owned(),
                dedupe_key: None,
                at: now,
            })
            .await?;
    }
    tags::by_automation(turn.workspace, contact, &change.add_tags, &change.remove_tags).await?;
    turn.told.news.contacts.push(contact);
    Ok(())
}

/// What automation did, for the audit log.
pub(super) async fn audit(turn: &mut Turn<'_, '_>, run: &RunRow, action: &'static str, mut detail: Value) -> crate::Result<()> {
    detail["run_id"] = json!(run.id);
    let entry = NewAudit {
        actor: AuditActor::System,
        action,
        target_kind: "conversation",
        target_id: run.conversation_id.to_string(),
        detail,
        ip: String::new(),
        request_id: String::new(),
    };
    turn.workspace.append_audit(&entry).await?;
    Ok(())
}
