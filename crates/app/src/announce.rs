//! Tells the workspace's event log what changed: loads the views of the changed things inside the transaction and appends their events.
//!
//! Call these last in a transaction: appending takes the workspace's counter, and what is loaded is what will be committed.

use std::collections::{BTreeSet, HashMap};

use model::{ChannelId, ConversationId, MessageId};
use serde::Serialize;
use store::{NewEvent, WorkspaceTx};

use crate::Result;
use crate::views::{ChannelView, ConversationView, MessageView};

#[derive(Serialize)]
struct MessageCreated<'a> {
    message: &'a MessageView,
    conversation: Option<&'a ConversationView>,
}

#[derive(Serialize)]
struct MessageUpdated<'a> {
    message: &'a MessageView,
}

#[derive(Serialize)]
struct ConversationUpdated<'a> {
    conversation: &'a ConversationView,
}

/// Events for new messages (with their conversation, for the list) and for changed ones. Unknown ids are passed over.
pub(crate) async fn messages(workspace: &mut WorkspaceTx<'_>, created: &[MessageId], updated: &[MessageId]) -> Result<()> {
    if created.is_empty() && updated.is_empty() {
        return Ok(());
    }
    let now = workspace.now();
    let asked: Vec<MessageId> = created.iter().chain(updated).copied().collect::<BTreeSet<_>>().into_iter().collect();
    let messages: HashMap<MessageId, MessageView> =
        workspace.messages_by_ids(&asked).await?.into_iter().map(|message| (message.row.id, MessageView::from(message))).collect();
    let threads: Vec<ConversationId> = messages.values().map(|message| message.conversation_id).collect::<BTreeSet<_>>().into_iter().collect();
    let conversations: HashMap<ConversationId, ConversationView> = workspace
        .conversations_by_ids(&threads, None)
        .await?
        .into_iter()
        .map(|conversation| (conversation.row.id, ConversationView::for_event(conversation, now)))
        .collect();
    let mut events = Vec::with_capacity(asked.len());
    for message in created.iter().filter_map(|id| messages.get(id)) {
        let conversation = conversations.get(&message.conversation_id);
        events.push(NewEvent::new("message.created", Some(message.conversation_id), &MessageCreated { message, conversation })?);
    }
    for message in updated.iter().filter_map(|id| messages.get(id)) {
        events.push(NewEvent::new("message.updated", Some(message.conversation_id), &MessageUpdated { message })?);
        // The list shows the newest message's status.
        let newest = conversations
            .get(&message.conversation_id)
            .filter(|conversation| conversation.last_message.as_ref().is_some_and(|last| last.id == message.id));
        if let Some(conversation) = newest {
            events.push(NewEvent::new("conversation.updated", Some(message.conversation_id), &ConversationUpdated { conversation })?);
        }
    }
    workspace.append_events(&events).await?;
    Ok(())
}

#[derive(Serialize)]
struct ChannelUpdated {
    channel_id: ChannelId,
}

/// The event for a changed channel: screens that show it ask for it again.
pub(crate) async fn channel(workspace: &mut WorkspaceTx<'_>, channel_id: ChannelId) -> Result<()> {
    workspace.append_events(&[NewEvent::new("channel.updated", None, &ChannelUpdated { channel_id })?]).await?;
    Ok(())
}
