//! How far the history of a number has come: counted with the messages it brought, told once a batch.

use std::collections::BTreeMap;

use model::ChannelId;
use store::{Error, NewEvent, WorkspaceTx};

use super::super::work::Origin;
use super::Batch;
use crate::views::HistoryView;

/// Writes down what the pieces of a batch say and brought; gives the channels they were about.
pub(super) async fn apply(batch: &Batch, workspace: &mut WorkspaceTx<'_>) -> Result<Vec<ChannelId>, Error> {
    let mut brought: BTreeMap<ChannelId, (i64, i64)> = BTreeMap::new();
    for bubble in batch
        .work
        .bubbles
        .iter()
        .filter(|bubble| matches!(bubble.origin, Origin::History | Origin::HistoryFile))
    {
        let (messages, files) = brought.entry(bubble.message.channel_id).or_default();
        let new = batch.new.contains(&bubble.message.id);
        *messages += i64::from(new);
        *files += i64::from(bubble.message.media.is_some() && (new || batch.filled.contains(&bubble.message.id)));
    }
    for (channel, news) in &batch.work.history {
        brought.entry(*channel).or_default();
        workspace.note_history(*channel, *news).await?;
    }
    for (channel, (messages, files)) in &brought {
        workspace.count_history(*channel, *messages, *files).await?;
    }
    Ok(brought.into_keys().collect())
}

/// Appends `channel.history`.
pub(super) async fn tell(workspace: &mut WorkspaceTx<'_>, channels: &[ChannelId]) -> Result<(), Error> {
    for channel in channels {
        if let Some(history) = workspace.channel_history(*channel).await? {
            let data = serde_json::json!({ "history": HistoryView::from(history) });
            workspace.append_events(&[NewEvent::new("channel.history", None, &data)?]).await?;
        }
    }
    Ok(())
}
