//! The clock of triggers: schedules are handed out to their audience a page at a time, conversations that rest and messages nobody read are looked for.
//!
//! What is handed out and how far that has come are one commit, so that a crash neither skips nor repeats a contact.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use flow_engine::triggers::{ConversationNews, Event, Schedule, Trigger, next_fire};
use flow_engine::{Facts, hours};
use futures::FutureExt as _;
use model::{ContactId, ConversationId, FlowId, MessageId, RunId, Timestamp};
use serde_json::{Value, json};
use store::{AudienceRow, AuditActor, FlowWatch, NewAudit, NewFlowInput, WorkspaceTx};
use uuid::Uuid;

use super::facts;
use super::turn::KeptEvent;
use super::watches::{self, pace};
use crate::announce::{self, News};
use crate::{App, Error, Result};

/// Watches looked at before messages have their turn again.
const AT_ONCE: i64 = 16;
/// Contacts, conversations or messages of one transaction.
const PAGE: i64 = 100;
/// Things flows have still to look at; with more, a schedule waits, so that nobody who writes waits behind its audience.
const MOST_WAITING: i64 = 64;
/// How long a schedule waits then.
const BREATH: Duration = Duration::from_millis(200);
/// A moment that was missed by more, since nothing ran, is passed over.
const LATEST: Duration = Duration::from_secs(60 * 60);
/// A watch that could not be worked on is looked at again then.
const AGAIN: Duration = Duration::from_secs(60);

/// Looks at what is due. Gives how much there was.
pub(super) async fn work(app: &App) -> Result<usize> {
    let due = app.store().system().list_due_watches(AT_ONCE).await?;
    for watch in &due {
        let worked = AssertUnwindSafe(one(app, watch)).catch_unwind().await;
        let error = match worked {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error,
            Err(_) => Error::internal("a trigger made the program panic"),
        };
        tracing::error!(flow.id = %watch.flow_id, kind = watch.kind, %error, "a trigger could not be looked at; trying again in a minute");
        let mut tx = app.store().begin().await?;
        let later = tx.now() + AGAIN;
        let mut workspace = tx.workspace(watch.workspace_id);
        if let Some(mut watch) = workspace.take_flow_watch(watch.flow_id, &watch.kind, &watch.name).await? {
            // The moment a schedule is for is its due time until it is being handed out.
            if watch.kind == "schedule" && watch.mark_at.is_none() {
                watch.mark_at = watch.due_at;
            }
            watch.due_at = Some(later);
            workspace.move_flow_watch(&watch).await?;
        }
        tx.commit().await?;
    }
    Ok(due.len())
}

async fn one(app: &App, due: &FlowWatch) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(due.workspace_id);
    let Some(watch) = workspace.take_flow_watch(due.flow_id, &due.kind, &due.name).await? else {
        return Ok(());
    };
    match watch.kind.as_str() {
        "renew" => watches::renew(app, &mut workspace, watch.flow_id).await?,
        "schedule" => schedule(app, &mut workspace, watch).await?,
        "idle" => rested(&mut workspace, watch).await?,
        "unread" => unread(&mut workspace, watch).await?,
        // Of a later version, which may run beside this one.
        _ => {}
    }
    Ok(tx.commit().await?)
}

fn input(conversation_id: ConversationId, event: Event, only: Option<FlowId>, key: String) -> NewFlowInput {
    let kept = KeptEvent { event, only, run: None };
    NewFlowInput {
        conversation_id,
        kind: "event",
        payload: json!(kept).to_string(),
        key: Some(key),
    }
}

/// Hands a schedule out to the next page of its audience.
async fn schedule(app: &App, workspace: &mut WorkspaceTx<'_>, mut watch: FlowWatch) -> Result<()> {
    let now = workspace.now();
    let Some(found) = find_schedule(app, workspace, &watch).await? else {
        return Ok(workspace.drop_flow_watch(watch.flow_id, &watch.kind, &watch.name).await?);
    };
    let row = workspace.get_workspace().await?;
    let zone = hours::zone(&row.time_zone).unwrap_or(chrono_tz::UTC);
    let moment = watch.mark_at.or(watch.due_at).unwrap_or(now);
    let begins = watch.mark_id.is_none();
    let channel = workspace.find_channel().await?;
    let Some(channel) = channel.filter(|_| !begins || now.since(moment) <= LATEST) else {
        missed(workspace, &watch, moment).await?;
        return over(workspace, watch, next_fire(&found, now.max(moment), zone)).await;
    };
    if workspace.count_flow_backlog(MOST_WAITING).await? >= MOST_WAITING {
        (watch.mark_at, watch.due_at) = (Some(moment), Some(now + BREATH));
        return Ok(workspace.move_flow_watch(&watch).await?);
    }
    let after = watch.mark_id.map(ContactId::from_uuid);
    let audience = &found.audience;
    let page = workspace
        .list_flow_audience(channel.id, &audience.any_tag, &audience.no_tag, after, PAGE)
        .await?;
    let ids: Vec<ContactId> = page.iter().map(|row| row.contact_id).collect();
    let tags = workspace.tags_of_contacts(&ids).await?;
    let settings = workspace.flow_settings().await?;
    let mut shared = Facts {
        workspace: json!({ "id": workspace.id(), "name": row.name, "time_zone": row.time_zone, "language": "" }),
        globals: serde_json::from_str(&settings.globals).unwrap_or_default(),
        ..Facts::default()
    };
    let mut inputs = Vec::new();
    let mut begun = Vec::new();
    for row in &page {
        let tags: Vec<&str> = tags.get(&row.contact_id).into_iter().flatten().map(|tag| tag.name.as_str()).collect();
        describe(&mut shared, row, &tags);
        match audience.is_for(&shared, now, zone) {
            Ok(true) => {}
            Ok(false) => continue,
            Err(problem) => {
                tracing::debug!(flow.id = %watch.flow_id, contact.id = %row.contact_id, problem, "whom a schedule is for cannot be judged");
                continue;
            }
        }
        let conversation = match row.conversation_id {
            Some(id) => id,
            None => {
                let (id, created) = workspace.find_or_create_conversation(channel.id, row.contact_id).await?;
                begun.extend(created.then_some(id));
                id
            }
        };
        let event = Event::Schedule { name: found.name.clone() };
        let key = format!("schedule:{}:{}:{}:{}", watch.flow_id, found.name, moment.millis(), row.contact_id);
        inputs.push(input(conversation, event, Some(watch.flow_id), key));
    }
    if !inputs.is_empty() {
        workspace.add_flow_inputs(&inputs).await?;
    }
    match page.last() {
        Some(last) if i64::try_from(page.len()).unwrap_or(PAGE) == PAGE => {
            (watch.mark_at, watch.mark_id, watch.due_at) = (Some(moment), Some(last.contact_id.uuid()), Some(now));
            workspace.move_flow_watch(&watch).await?;
        }
        _ => over(workspace, watch, next_fire(&found, now.max(moment), zone)).await?,
    }
    let news = News {
        conversations: begun,
        ..News::default()
    };
    announce::news(workspace, news).await
}

/// A moment is handed out; on to the next, if there is one.
async fn over(workspace: &mut WorkspaceTx<'_>, mut watch: FlowWatch, next: Option<Timestamp>) -> Result<()> {
    (watch.mark_at, watch.mark_id, watch.due_at) = (None, None, next);
    Ok(workspace.move_flow_watch(&watch).await?)
}

/// Nothing ran when it was time, or there was no number to write from: people find that in the log.
async fn missed(workspace: &mut WorkspaceTx<'_>, watch: &FlowWatch, moment: Timestamp) -> Result<()> {
    let entry = NewAudit {
        actor: AuditActor::System,
        action: "flow.schedule_missed",
        target_kind: "flow",
        target_id: watch.flow_id.to_string(),
        detail: json!({ "schedule": watch.name, "at": moment }),
        ip: String::new(),
        request_id: String::new(),
    };
    workspace.append_audit(&entry).await?;
    Ok(())
}

async fn find_schedule(app: &App, workspace: &mut WorkspaceTx<'_>, watch: &FlowWatch) -> Result<Option<Schedule>> {
    let live = workspace.list_live_flows().await?.into_iter().find(|live| live.flow_id == watch.flow_id);
    let Some(live) = live else { return Ok(None) };
    let flow = app.flow_cache().version(workspace, watch.flow_id, live.version).await?;
    let found = flow.iter().flat_map(|flow| watches::triggers(flow)).find_map(|trigger| match trigger {
        Trigger::Schedule(schedule) if schedule.name == watch.name => Some(schedule.clone()),
        _ => None,
    });
    Ok(found)
}

fn describe(facts: &mut Facts, row: &AudienceRow, tags: &[&str]) {
    let person = facts::Person {
        id: row.contact_id,
        name: row.name.as_deref(),
        profile_name: &row.profile_name,
        phone: row.phone.as_deref(),
        username: row.username.as_deref(),
        email: row.email.as_deref(),
        locale: row.locale.as_deref(),
        attributes: &row.attributes,
    };
    facts.contact = person.scope(tags);
    facts.conversation = row
        .conversation_id
        .map_or(Value::Null, |id| json!({ "id": id, "status": row.status, "tags": tags }));
}

/// Conversations in which nobody wrote for so long: once after each message of the customer, so that what a flow says then does not start it again.
async fn rested(workspace: &mut WorkspaceTx<'_>, mut watch: FlowWatch) -> Result<()> {
    let now = workspace.now();
    let minutes = u32::try_from(watch.amount).unwrap_or(u32::MAX);
    let until = now - Duration::from_secs(u64::from(minutes) * 60);
    let mark = (
        watch.mark_at.unwrap_or(until),
        ConversationId::from_uuid(watch.mark_id.unwrap_or(Uuid::max())),
    );
    let page = workspace.list_rested(mark, until, PAGE).await?;
    let mut inputs = Vec::new();
    for row in &page {
        let Some(wrote) = row.last_inbound_at else { continue };
        let key = format!("idle:{minutes}:{}:{}", row.conversation_id, wrote.millis());
        if workspace.take_flow_key(&key, RunId::new()).await?.is_none() {
            let event = Event::Conversation(ConversationNews::Idle { minutes });
            inputs.push(input(row.conversation_id, event, None, key));
        }
    }
    if !inputs.is_empty() {
        workspace.add_flow_inputs(&inputs).await?;
    }
    let last = page.last().map(|row| (row.last_message_at, row.conversation_id.uuid()));
    go_on(workspace, &mut watch, page.len(), last, until).await
}

/// Messages that lie on the phone unread for so long.
async fn unread(workspace: &mut WorkspaceTx<'_>, mut watch: FlowWatch) -> Result<()> {
    let now = workspace.now();
    let hours = u32::try_from(watch.amount).unwrap_or(u32::MAX);
    let until = now - Duration::from_secs(u64::from(hours) * 60 * 60);
    let mark = (watch.mark_at.unwrap_or(until), MessageId::from_uuid(watch.mark_id.unwrap_or(Uuid::max())));
    let page = workspace.list_unread_messages(mark, until, PAGE).await?;
    let mut inputs = Vec::new();
    for row in &page {
        let key = format!("unread:{hours}:{}", row.message_id);
        if workspace.take_flow_key(&key, RunId::new()).await?.is_none() {
            let event = Event::Status {
                message: row.message_id.to_string(),
                status: flow_engine::run::SentStatus::Delivered,
                unread_hours: Some(hours),
            };
            inputs.push(input(row.conversation_id, event, None, key));
        }
    }
    if !inputs.is_empty() {
        workspace.add_flow_inputs(&inputs).await?;
    }
    let last = page.last().map(|row| (row.sent_at, row.message_id.uuid()));
    go_on(workspace, &mut watch, page.len(), last, until).await
}

/// After a full page at once, else when it is time again.
async fn go_on(
    workspace: &mut WorkspaceTx<'_>,
    watch: &mut FlowWatch,
    found: usize,
    last: Option<(Timestamp, Uuid)>,
    until: Timestamp,
) -> Result<()> {
    let now = workspace.now();
    let full = i64::try_from(found).unwrap_or(PAGE) >= PAGE;
    match last.filter(|_| full) {
        Some((at, id)) => (watch.mark_at, watch.mark_id, watch.due_at) = (Some(at), Some(id), Some(now)),
        None => {
            let due = now + pace(&watch.kind, watch.amount);
            (watch.mark_at, watch.mark_id, watch.due_at) = (Some(until), None, Some(due));
        }
    }
    Ok(workspace.move_flow_watch(watch).await?)
}
