//! Reactions, edits and revocations, and files of the past that come after their message. What came before its message waits for it.

use std::collections::{BTreeSet, HashMap};

use cloud_api::Content;
use flow_engine::triggers::Event;
use model::{ChannelId, MessageId, Timestamp};
use serde_json::Value;
use store::{ContentChange, Error, KnownMessage, NewMark, PendingMark, WorkspaceTx};

use super::super::work::Origin;
use super::{Batch, Effect};
use crate::flow_events;
use crate::media::download_job;

type ByWamid<'m> = HashMap<(ChannelId, &'m str), &'m KnownMessage>;

/// Writes the marks of a batch down and lets those take effect whose message is known.
pub(super) async fn apply(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
    let fresh = insert(batch, workspace).await?;
    let reactions: Vec<&NewMark> = latest_reactions(&fresh);
    workspace.put_reactions(&reactions).await?;
    let pending = pending(batch, workspace, &fresh).await?;
    let late_files = late_files(batch);
    let mut wanted: BTreeSet<(ChannelId, String)> = pending.iter().map(|mark| (mark.channel_id, mark.target_wamid.clone())).collect();
    wanted.extend(reactions.iter().map(|mark| (mark.channel_id, mark.target_wamid.clone())));
    wanted.extend(late_files.iter().map(|&at| key_of(batch, at)));
    if wanted.is_empty() {
        return Ok(());
    }
    let wanted: Vec<(ChannelId, &str)> = wanted.iter().map(|(channel, wamid)| (*channel, wamid.as_str())).collect();
    let messages = workspace.lock_messages(&wanted).await?;
    let by_wamid: ByWamid<'_> = messages
        .iter()
        .map(|message| ((message.channel_id, message.wamid.as_str()), message))
        .collect();
    let reacted = reactions
        .iter()
        .filter_map(|mark| by_wamid.get(&(mark.channel_id, mark.target_wamid.as_str())));
    batch.news.updated.extend(reacted.map(|message| message.id));
    if batch.has_flows {
        tell_flows(workspace, &reactions, &by_wamid).await?;
    }
    let mut changes = fill_files(batch, workspace, &by_wamid, &late_files).await?;
    let revoked = settle_pending(workspace, &by_wamid, &pending, &mut changes).await?;
    workspace.revoke_messages(&revoked).await?;
    for change in &changes {
        if let Some(message) = messages.iter().find(|message| message.id == change.id) {
            let effect = Effect::Content(change.id, change.kind.clone(), change.preview.clone());
            batch.effects.entry(message.conversation_id).or_default().push(effect);
        }
    }
    batch.news.updated.extend(changes.iter().map(|change| change.id));
    batch.news.updated.extend(revoked.iter().map(|(id, _)| *id));
    workspace.change_contents(&changes).await
}

/// Reactions of contacts, which may start a flow.
async fn tell_flows(workspace: &mut WorkspaceTx<'_>, reactions: &[&NewMark], known: &ByWamid<'_>) -> Result<(), Error> {
    for mark in reactions.iter().filter(|mark| mark.actor == "contact") {
        let Some(message) = known.get(&(mark.channel_id, mark.target_wamid.as_str())) else {
            continue;
        };
        let event = Event::Reaction {
            emoji: mark.content.clone().unwrap_or_default(),
            message: mark.target_wamid.clone(),
        };
        flow_events::tell(workspace, Some(message.conversation_id), &event).await?;
    }
    Ok(())
}

/// Marks that are new; each counts as a new item of its event.
async fn insert(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>) -> Result<Vec<NewMark>, Error> {
    let mut marks = std::mem::take(&mut batch.work.marks);
    let mut seen = BTreeSet::new();
    marks.retain(|(_, mark)| seen.insert((mark.channel_id, mark.wamid.clone())));
    let rows: Vec<NewMark> = marks.iter().map(|(_, mark)| mark.clone()).collect();
    let new = workspace.insert_marks(&rows).await?;
    let mut fresh = Vec::new();
    for (event, mark) in marks {
        if new.contains(&(mark.channel_id, mark.wamid.clone())) {
            batch.work.count_new(event);
            fresh.push(mark);
        }
    }
    Ok(fresh)
}

/// One a message and side: the latest, and of two at the same time the one that was told later.
fn latest_reactions(marks: &[NewMark]) -> Vec<&NewMark> {
    let mut latest: HashMap<(ChannelId, &str, &str), &NewMark> = HashMap::new();
    for mark in marks.iter().filter(|mark| mark.kind == "reaction") {
        let current = latest.entry((mark.channel_id, mark.target_wamid.as_str(), mark.actor)).or_insert(mark);
        if mark.at >= current.at {
            *current = mark;
        }
    }
    let mut latest: Vec<_> = latest.into_values().collect();
    latest.sort_unstable_by_key(|mark| (mark.channel_id, mark.target_wamid.as_str(), mark.actor));
    latest
}

/// Edits and revocations to look at: of messages named by new ones, and of messages that are new themselves.
async fn pending(batch: &Batch, workspace: &mut WorkspaceTx<'_>, fresh: &[NewMark]) -> Result<Vec<PendingMark>, Error> {
    let named = fresh
        .iter()
        .filter(|mark| mark.kind != "reaction")
        .map(|mark| (mark.channel_id, mark.target_wamid.as_str()));
    let bubbles = batch.work.bubbles.iter().filter(|bubble| batch.new.contains(&bubble.message.id));
    let arrived = bubbles.map(|bubble| (bubble.message.channel_id, bubble.message.wamid.as_str()));
    let targets: BTreeSet<(ChannelId, &str)> = named.chain(arrived).collect();
    workspace.pending_marks(&targets.into_iter().collect::<Vec<_>>()).await
}

/// Bubbles that are not new but bring a file: they may fill a placeholder.
fn late_files(batch: &Batch) -> Vec<usize> {
    let brings_file = |at: &usize| {
        let bubble = &batch.work.bubbles[*at];
        bubble.origin == Origin::HistoryFile && bubble.message.media.is_some() && !batch.new.contains(&bubble.message.id)
    };
    (0..batch.work.bubbles.len()).filter(brings_file).collect()
}

fn key_of(batch: &Batch, at: usize) -> (ChannelId, String) {
    let message = &batch.work.bubbles[at].message;
    (message.channel_id, message.wamid.clone())
}

async fn fill_files(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>, known: &ByWamid<'_>, places: &[usize]) -> Result<Vec<ContentChange>, Error> {
    let mut changes = Vec::new();
    let mut filled = BTreeSet::new();
    for &at in places {
        let row = &batch.work.bubbles[at].message;
        let placeholder = known
            .get(&(row.channel_id, row.wamid.as_str()))
            .filter(|message| message.kind == "media_placeholder");
        let (Some(message), Some(media)) = (placeholder, &row.media) else {
            continue;
        };
        if !filled.insert(message.id) {
            continue;
        }
        workspace.insert_media(row.channel_id, &[media]).await?;
        workspace.enqueue_jobs(&[download_job(media.id, workspace.now())]).await?;
        changes.push(ContentChange {
            id: message.id,
            kind: row.kind.clone(),
            content: row.content.clone(),
            preview: row.preview.clone(),
            media_id: Some(media.id),
            edited_at: None,
        });
        let (event, told) = (row.webhook_event_id, row.id);
        batch.work.count_new(event);
        batch.filled.insert(told);
    }
    Ok(changes)
}

/// Lets edits and revocations take effect, in the order they were made; whoever did not write a message cannot change it.
async fn settle_pending(
    workspace: &mut WorkspaceTx<'_>,
    known: &ByWamid<'_>,
    pending: &[PendingMark],
    changes: &mut Vec<ContentChange>,
) -> Result<Vec<(MessageId, Timestamp)>, Error> {
    let mut revoked: Vec<(MessageId, Timestamp)> = Vec::new();
    let mut settled = Vec::new();
    for mark in pending {
        let Some(message) = known.get(&(mark.channel_id, mark.target_wamid.as_str())) else {
            continue;
        };
        settled.push((mark.channel_id, mark.wamid.as_str()));
        let by_author = (message.direction == "inbound") == (mark.actor == "contact");
        if !by_author {
            continue;
        }
        match mark.kind.as_str() {
            "revoke" => revoked.push((message.id, mark.at)),
            _ => {
                if let Some(change) = edited(message, mark) {
                    changes.retain(|earlier| earlier.id != change.id);
                    changes.push(change);
                }
            }
        }
    }
    workspace.settle_marks(&settled).await?;
    Ok(revoked)
}

/// The new words of a message; an edit that is older than what is shown changes nothing.
fn edited(message: &KnownMessage, mark: &PendingMark) -> Option<ContentChange> {
    if message.edited_at.is_some_and(|edited_at| edited_at > mark.at) {
        return None;
    }
    let wire: Value = serde_json::from_str(mark.content.as_deref()?).ok()?;
    let content = Content::of_message(wire.as_object()?);
    Some(ContentChange {
        id: message.id,
        kind: content.kind().to_owned(),
        content: content.content_json().to_string(),
        preview: content.preview(),
        media_id: None,
        edited_at: Some(mark.at),
    })
}
