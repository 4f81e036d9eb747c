//! Reports about messages we sent: they only move a message forward, in whatever order they come, and wait for a message we do not know yet.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{ChannelId, MessageId, MessageStatus, Timestamp};
use store::{Error, KnownMessage, NewStatus, Sighting, StatusChange, WorkspaceTx};

use super::super::work::{Report, Work};
use super::{Batch, Effect};
use crate::views::{ErrorCode, MessageError};

type Known = HashMap<(ChannelId, String), KnownMessage>;

/// A report that takes effect.
struct Heard {
    word: String,
    at: Timestamp,
    error: Option<String>,
    pricing: Option<String>,
}

/// Writes the reports of a batch down and moves messages forward.
pub(super) async fn apply(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
    let mut known = lock(batch, workspace).await?;
    settle_unanswered(batch, workspace, &mut known).await?;
    let mut heard: BTreeMap<MessageId, Vec<Heard>> = BTreeMap::new();
    insert(batch, workspace, &known, &mut heard).await?;
    adopt_early(batch, workspace, &mut known, &mut heard).await?;
    let messages: HashMap<MessageId, &KnownMessage> = known.values().map(|message| (message.id, message)).collect();
    let mut changes = Vec::new();
    for (id, heard) in heard {
        let Some(message) = messages.get(&id) else { continue };
        let Some(change) = advance(message, heard) else { continue };
        if change.status.as_str() != message.status {
            let effect = Effect::Status(id, change.status.as_str());
            batch.effects.entry(message.conversation_id).or_default().push(effect);
        }
        changes.push(change);
    }
    batch.news.updated.extend(changes.iter().map(|change| change.id));
    super::opt_outs::note_refusals(batch, workspace, &changes).await?;
    if batch.has_flows {
        let news: Vec<(MessageId, &str, Option<i64>)> = changes.iter().filter_map(news_for_flows).collect();
        workspace.add_flow_statuses(&news).await?;
    }
    workspace.advance_statuses(&changes).await
}

/// What a flow may wait for of a message; the other steps on its way are nobody's news.
fn news_for_flows(change: &StatusChange) -> Option<(MessageId, &'static str, Option<i64>)> {
    let word = match change.status {
        MessageStatus::Delivered => "delivered",
        MessageStatus::Read | MessageStatus::Played => "read",
        MessageStatus::Failed => "failed",
        _ => return None,
    };
    let code = change.error.as_deref().map(MessageError::from_stored).and_then(|error| match error.code {
        ErrorCode::Meta(code) => Some(code),
        ErrorCode::Ours(_) => None,
    });
    Some((change.id, word, code))
}

/// Lets answers to sends that are being written go first: a report that does not name the attempt finds its message by the wamid only. Called before anything
/// is locked.
pub(super) async fn meet_answers(work: &Work, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
    let nameless = work.reports.iter().filter(|report| report.status.opaque.is_none());
    let wamids: BTreeSet<_> = nameless.map(|report| (report.status.channel_id, report.status.wamid.as_str())).collect();
    workspace.meet_answers(&wamids.into_iter().collect::<Vec<_>>()).await
}

/// The messages that reports name.
async fn lock(batch: &Batch, workspace: &mut WorkspaceTx<'_>) -> Result<Known, Error> {
    let wamids: BTreeSet<(ChannelId, &str)> = batch
        .work
        .reports
        .iter()
        .map(|report| (report.status.channel_id, report.status.wamid.as_str()))
        .collect();
    find(workspace, wamids).await
}

async fn find(workspace: &mut WorkspaceTx<'_>, wamids: BTreeSet<(ChannelId, &str)>) -> Result<Known, Error> {
    let found = workspace.lock_messages(&wamids.into_iter().collect::<Vec<_>>()).await?;
    Ok(found
        .into_iter()
        .map(|message| ((message.channel_id, message.wamid.clone()), message))
        .collect())
}

/// Messages of ours whose answer is missing are recognised by what we sent along: Meta has them after all.
async fn settle_unanswered(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>, known: &mut Known) -> Result<(), Error> {
    let mut asked = BTreeSet::new();
    for report in &batch.work.reports {
        let status = &report.status;
        let Some(opaque) = status.opaque.as_deref() else { continue };
        // An echo of our own message may have come before Meta's answer: what we sent along tells whose it is.
        let unknown = known
            .get(&(status.channel_id, status.wamid.clone()))
            .is_none_or(|message| message.is_echo);
        if unknown
            && asked.insert((status.channel_id, status.wamid.as_str()))
            && let Some(id) = workspace.accept_by_opaque(status.channel_id, opaque, &status.wamid).await?
        {
            batch.news.updated.push(id);
        }
    }
    // Also those that were not settled here: asking may have waited for the sender, whose answer has just given the message its wamid. Without this second
    // look such a report would lie there as an early one that nobody adopts any more (found by the simulation, `Mutation::LookOnce`).
    known.extend(find(workspace, asked).await?);
    Ok(())
}

/// Writes reports down. Those that are new take effect.
async fn insert(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>, known: &Known, heard: &mut BTreeMap<MessageId, Vec<Heard>>) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    let mut reports = std::mem::take(&mut batch.work.reports);
    let (first, doubled): (Vec<Report>, Vec<Report>) = reports.into_iter().partition(|report| seen.insert(report.status.key()));
    reports = first;
    for report in &mut reports {
        report.status.message_id = known
            .get(&(report.status.channel_id, report.status.wamid.clone()))
            .map(|message| message.id);
    }
    let rows: Vec<NewStatus> = reports.iter().map(|report| report.status.clone()).collect();
    let new = workspace.insert_statuses(&rows).await?;
    let repeats = rows
        .iter()
        .filter(|status| !new.contains(&status.key()))
        .chain(doubled.iter().map(|report| &report.status));
    workspace.note_sightings(&repeats.map(Sighting::of_status).collect::<Vec<_>>()).await?;
    for report in reports.into_iter().filter(|report| new.contains(&report.status.key())) {
        let status = report.status;
        batch.work.count_new(status.webhook_event_id);
        let Some(message) = known.get(&(status.channel_id, status.wamid.clone())) else {
            continue;
        };
        if let Some(until) = report.free_until {
            batch.effects.entry(message.conversation_id).or_default().push(Effect::FreeUntil(until));
        }
        let report = Heard {
            word: status.status,
            at: status.at,
            error: status.error,
            pricing: status.pricing,
        };
        heard.entry(message.id).or_default().push(report);
    }
    Ok(())
}

/// Reports that waited for messages which an echo or the history brings now.
async fn adopt_early(
    batch: &Batch,
    workspace: &mut WorkspaceTx<'_>,
    known: &mut Known,
    heard: &mut BTreeMap<MessageId, Vec<Heard>>,
) -> Result<(), Error> {
    let ours = |bubble: &&super::super::work::Bubble| bubble.message.direction == "outbound" && batch.new.contains(&bubble.message.id);
    let arrived: Vec<(ChannelId, &str, MessageId)> = batch
        .work
        .bubbles
        .iter()
        .filter(ours)
        .map(|bubble| (bubble.message.channel_id, bubble.message.wamid.as_str(), bubble.message.id))
        .collect();
    let early = workspace.adopt_early_statuses(&arrived).await?;
    if early.is_empty() {
        return Ok(());
    }
    let adopted: BTreeSet<MessageId> = early.iter().map(|status| status.message_id).collect();
    let wamids = arrived
        .iter()
        .filter(|(.., id)| adopted.contains(id))
        .map(|(channel, wamid, _)| (*channel, *wamid));
    known.extend(find(workspace, wamids.collect()).await?);
    for status in early {
        let report = Heard {
            word: status.status,
            at: status.at,
            error: status.error,
            pricing: status.pricing,
        };
        heard.entry(status.message_id).or_default().push(report);
    }
    Ok(())
}

/// How far a message has come with these reports; nothing when they change nothing.
fn advance(message: &KnownMessage, heard: Vec<Heard>) -> Option<StatusChange> {
    let before = MessageStatus::parse(&message.status)?;
    let mut change = StatusChange {
        id: message.id,
        status: before,
        at: None,
        error: None,
        pricing: None,
    };
    for report in heard {
        let news = MessageStatus::parse(&report.word).filter(|news| is_report(*news));
        if let Some(news) = news
            && change.status.advance(news) != change.status
        {
            change.status = news;
            change.at = Some(report.at);
            change.error = report.error;
        }
        if !message.has_pricing {
            change.pricing = change.pricing.or(report.pricing);
        }
    }
    (change.status != before || change.pricing.is_some()).then_some(change)
}

/// Meta's words; the others are only ours.
fn is_report(status: MessageStatus) -> bool {
    match status {
        MessageStatus::Sent | MessageStatus::Delivered | MessageStatus::Read | MessageStatus::Played | MessageStatus::Failed => true,
        MessageStatus::Received | MessageStatus::Queued | MessageStatus::Sending | MessageStatus::Unknown | MessageStatus::Accepted => false,
    }
}
