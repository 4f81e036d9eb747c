//! Tells the workspace's screens what changed: reads the shapes inside the transaction that changed them and appends the events.
//!
//! Call it last in a transaction: the workspace's counter stays locked from here to the commit.

use std::collections::{BTreeSet, HashMap};

use model::{ChannelId, ContactId, ConversationId, MessageId};
use serde::Serialize;
use store::{MessageRow, NewEvent, WorkspaceTx};

use crate::Result;
use crate::views::{ChannelView, ContactView, ConversationView, MessageView};

/// What changed in one transaction. Each thing is told once, whatever happened to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct News {
    /// Messages that are new.
    pub(crate) created: Vec<MessageId>,
    /// Those of the new messages whose columns are known already, so that they need not be read again.
    pub(crate) known: Vec<MessageRow>,
    /// Messages that changed.
    pub(crate) updated: Vec<MessageId>,
    /// Conversations that changed, besides those of new messages.
    pub(crate) conversations: Vec<ConversationId>,
    /// Contacts that changed.
    pub(crate) contacts: Vec<ContactId>,
}

#[derive(Serialize)]
struct MessageCreated<'a> {
    message: &'a MessageView,
    conversation: &'a ConversationView,
}

#[derive(Serialize)]
struct MessageUpdated<'a> {
    message: &'a MessageView,
}

#[derive(Serialize)]
struct ConversationUpdated<'a> {
    conversation: &'a ConversationView,
}

#[derive(Serialize)]
struct ContactUpdated<'a> {
    contact: &'a ContactView,
}

/// Appends `message.created` and `message.updated`.
pub(crate) async fn messages(workspace: &mut WorkspaceTx<'_>, created: &[MessageId], updated: &[MessageId]) -> Result<()> {
    news(
        workspace,
        News {
            created: created.to_vec(),
            updated: updated.to_vec(),
            ..News::default()
        },
    )
    .await
}

/// Appends `conversation.updated`.
pub(crate) async fn conversation(workspace: &mut WorkspaceTx<'_>, id: ConversationId) -> Result<()> {
    news(
        workspace,
        News {
            conversations: vec![id],
            ..News::default()
        },
    )
    .await
}

/// Appends `contact.updated`.
pub(crate) async fn contact(workspace: &mut WorkspaceTx<'_>, id: ContactId) -> Result<()> {
    news(
        workspace,
        News {
            contacts: vec![id],
            ..News::default()
        },
    )
    .await
}

/// Appends everything that changed, in one go: contacts, then messages in the order of their ids, then conversations.
pub(crate) async fn news(workspace: &mut WorkspaceTx<'_>, news: News) -> Result<()> {
    let created: BTreeSet<MessageId> = news.created.into_iter().collect();
    let updated: BTreeSet<MessageId> = news.updated.into_iter().filter(|id| !created.contains(id)).collect();
    let mut known = news.known;
    known.retain(|row| created.contains(&row.id));
    let read: BTreeSet<MessageId> = known.iter().map(|row| row.id).collect();
    let missing = created.union(&updated).filter(|id| !read.contains(id)).copied().collect();
    let mut messages = message_views(workspace, missing).await?;
    let known = workspace.complete_messages(known).await?;
    messages.extend(known.into_iter().map(|message| (message.row.id, MessageView::from(message))));
    let mut told: BTreeSet<ConversationId> = created.iter().filter_map(|id| Some(messages.get(id)?.conversation_id)).collect();
    let others: BTreeSet<ConversationId> = news.conversations.into_iter().filter(|id| !told.contains(id)).collect();
    told.extend(&others);
    let conversations = conversation_views(workspace, told.into_iter().collect()).await?;
    let mut events = contact_events(workspace, news.contacts).await?;
    for message in created.iter().filter_map(|id| messages.get(id)) {
        let Some(conversation) = conversations.get(&message.conversation_id) else {
            continue;
        };
        events.push(NewEvent::new(
            "message.created",
            Some(conversation.id),
            &MessageCreated { message, conversation },
        )?);
    }
    for message in updated.iter().filter_map(|id| messages.get(id)) {
        events.push(NewEvent::new(
            "message.updated",
            Some(message.conversation_id),
            &MessageUpdated { message },
        )?);
    }
    for conversation in others.iter().filter_map(|id| conversations.get(id)) {
        events.push(NewEvent::new(
            "conversation.updated",
            Some(conversation.id),
            &ConversationUpdated { conversation },
        )?);
    }
    workspace.append_events(&events).await?;
    Ok(())
}

async fn message_views(workspace: &mut WorkspaceTx<'_>, ids: Vec<MessageId>) -> Result<HashMap<MessageId, MessageView>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let messages = workspace.messages_by_ids(&ids).await?;
    Ok(messages.into_iter().map(|message| (message.row.id, MessageView::from(message))).collect())
}

async fn conversation_views(workspace: &mut WorkspaceTx<'_>, ids: Vec<ConversationId>) -> Result<HashMap<ConversationId, ConversationView>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let now = workspace.now();
    let conversations = workspace.conversations_by_ids(&ids, None).await?;
    Ok(conversations
        .into_iter()
        .map(|conversation| (conversation.row.id, ConversationView::for_event(conversation, now)))
        .collect())
}

async fn contact_events(workspace: &mut WorkspaceTx<'_>, ids: Vec<ContactId>) -> Result<Vec<NewEvent>> {
    let ids: Vec<ContactId> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut contacts = workspace.contacts_by_ids(&ids).await?;
    contacts.sort_unstable_by_key(|contact| contact.row.id);
    let events = contacts.into_iter().map(|contact| {
        let conversation_id = contact.conversation_id;
        NewEvent::new(
            "contact.updated",
            conversation_id,
            &ContactUpdated {
                contact: &ContactView::from(contact),
            },
        )
    });
    Ok(events.collect::<Result<_, _>>()?)
}

/// Appends `channel.updated`, and gives the number as it looks now.
pub(crate) async fn channel(workspace: &mut WorkspaceTx<'_>, id: ChannelId, public_url: &str) -> Result<ChannelView> {
    let workspace_id = workspace.id();
    let channel = workspace.get_channel(id).await?;
    let meta_app = workspace.get_meta_app(channel.meta_app_id).await?;
    let view = ChannelView::of(channel, &meta_app, workspace_id, public_url);
    workspace
        .append_events(&[NewEvent::new("channel.updated", None, &serde_json::json!({ "channel": view }))?])
        .await?;
    Ok(view)
}
