//! Writes what Meta says about our numbers: the log, then what is new in it: the channel's row and the conditions that stand.

use std::collections::BTreeSet;

use model::ChannelId;
use store::{ChannelNews, Error, NewActivity, NewEvent, WorkspaceTx};

use super::Batch;
use crate::ingest::number::{self, Said};
use crate::views::ChannelActivityView;
use crate::{templates, wa_flows};

/// What changed.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Channels that look different now.
    pub(super) channels: BTreeSet<ChannelId>,
    /// Channels whose templates are no longer what they were.
    pub(super) templates: BTreeSet<ChannelId>,
    /// To be told to open consoles, last in the transaction.
    pub(super) events: Vec<NewEvent>,
}

/// Writes a batch's news. What was said before, in another delivery or before a replay, changes nothing again.
pub(super) async fn apply(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>) -> Result<Changed, Error> {
    let mut changed = Changed::default();
    let mut said = Vec::new();
    for one in std::mem::take(&mut batch.work.numbers) {
        let shown = workspace.get_channel(one.entry.channel_id).await?.display_phone_number;
        if number::is_about(one.display_phone_number.as_deref(), &shown) {
            said.push(one);
        }
    }
    if !said.is_empty() {
        said.sort_by_key(|one| one.entry.at);
        let entries: Vec<NewActivity> = said.iter().map(|one| one.entry.clone()).collect();
        let new = workspace.insert_channel_activity(&entries).await?;
        for one in said.iter().filter(|one| new.contains(&one.entry.id)) {
            take_effect(workspace, one, &mut changed).await?;
            if let Some(event) = one.entry.webhook_event_id {
                batch.work.count_new(event);
            }
        }
    }
    for (channel, at) in &batch.work.heard {
        workspace.note_channel_heard(*channel, *at).await?;
    }
    Ok(changed)
}

async fn take_effect(workspace: &mut WorkspaceTx<'_>, said: &Said, changed: &mut Changed) -> Result<(), Error> {
    let (entry, channel) = (&said.entry, said.entry.channel_id);
    if said.about_templates {
        changed.templates.insert(channel);
    }
    let now = workspace.now();
    // What comes late is written down, and does not undo what came after it.
    let family = number::family(&entry.kind);
    if family.is_empty() || workspace.is_newest_activity(entry, family).await? {
        let news = workspace.get_channel(channel).await.map(|now| fitting(said, &now.status))?;
        if workspace.apply_channel_news(channel, &news).await? {
            changed.channels.insert(channel);
        }
        for (kind, subject) in &said.clears {
            workspace.clear_channel_alert(channel, kind, subject.as_deref()).await?;
        }
        for alert in &said.raises {
            workspace.raise_channel_alert(entry, alert).await?;
        }
        if said.about_templates {
            let events = templates::told(workspace, channel, &entry.kind, &entry.subject, &entry.data, now).await?;
            changed.events.extend(events);
        }
        if said.about_wa_flows {
            changed
                .events
                .extend(wa_flows::told(workspace, channel, &entry.kind, &entry.data, now).await?);
        }
    }
    let view = ChannelActivityView::of_new(entry);
    changed
        .events
        .push(NewEvent::new("channel.activity_added", None, &serde_json::json!({ "activity": view }))?);
    Ok(())
}

/// Quality says nothing about a number that is banned or restricted: it only moves one that is connected to flagged and back.
fn fitting(said: &Said, status: &str) -> ChannelNews {
    let mut news = said.news.clone();
    let from = match said.entry.kind.as_str() {
        "number.flagged" => "CONNECTED",
        "number.unflagged" => "FLAGGED",
        _ => return news,
    };
    if status != from {
        news.status = None;
    }
    news
}
