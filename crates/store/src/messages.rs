//! Messages, read: bubbles with files, reactions and what they answer; pages of a thread; where each came from and what happened to it.

use std::collections::{BTreeSet, HashMap};

use model::{ChannelId, ConversationId, MediaId, MessageId, Timestamp, WebhookEventId, WorkspaceId};
use uuid::Uuid;

use crate::db::{Connection, Rows as _, build_all, pairs, row};
use crate::flow_runs::{self, FlowMessage};
use crate::media::{self, MediaRow};
use crate::reads::reads;
use crate::submissions::{self, MessageForm};
use crate::{Error, Result, WorkspaceTx};

mod history;
mod thread;

pub use history::{AttemptRow, EditRow, History, StatusRow};
pub use thread::{MessagePage, ThreadPosition};

row! {
    /// A message's own columns, with its author's name when a member wrote it.
    pub struct MessageRow {
        /// Its id.
        pub id: MessageId,
        /// The number it came or goes over.
        pub channel_id: ChannelId,
        /// The thread it belongs to.
        pub conversation_id: ConversationId,
        /// Meta's id of it.
        pub wamid: Option<String>,
        /// `inbound` or `outbound`.
        pub direction: String,
        /// `contact`, `agent`, `flow`, `api`, `phone_app` or `system`.
        pub author_kind: String,
        /// Whose id, by `author_kind`.
        pub author_id: Option<Uuid>,
        /// The member's name.
        pub author_name: Option<String>,
        /// WhatsApp's word for its kind.
        pub kind: String,
        /// The kind's object as on the wire, JSON.
        pub content: String,
        /// One line.
        pub preview: String,
        /// Meta's id of what it answers.
        pub reply_to_wamid: Option<String>,
        /// The context object as on the wire, JSON.
        pub context: Option<String>,
        /// The referral object as on the wire, JSON.
        pub referral: Option<String>,
        /// Its file.
        pub media_id: Option<MediaId>,
        /// A word of `MessageStatus`.
        pub status: String,
        /// Since when.
        pub status_at: Option<Timestamp>,
        /// Why it failed, JSON.
        pub error: Option<String>,
        /// Meta's pricing object, JSON.
        pub pricing: Option<String>,
        /// The delivery that brought it.
        pub webhook_event_id: Option<WebhookEventId>,
        /// When it was sent; the thread is sorted by it.
        pub sent_at: Timestamp,
        /// When its author changed it.
        pub edited_at: Option<Timestamp>,
        /// When its author took it back.
        pub revoked_at: Option<Timestamp>,
        /// Until when it can be taken back.
        pub undo_until: Option<Timestamp>,
        /// When Meta confirmed a second attempt of it, too: the contact has it twice.
        pub duplicated_at: Option<Timestamp>,
        /// When we first saw it.
        pub created_at: Timestamp,
    }
}

row! {
    /// One emoji on a message.
    pub struct ReactionRow {
        /// The number it was seen on.
        pub channel_id: ChannelId,
        /// Meta's id of the message.
        pub target_wamid: String,
        /// `contact` or `business`.
        pub actor: String,
        /// The emoji.
        pub emoji: String,
        /// Since when.
        pub at: Timestamp,
    }
}

row! {
    /// What a message answers, in one line.
    pub struct ReplyRow {
        /// Its id.
        pub id: MessageId,
        /// The number it was seen on.
        pub channel_id: ChannelId,
        /// Meta's id of it.
        pub wamid: String,
        /// One line.
        pub preview: String,
        /// `inbound` or `outbound`.
        pub direction: String,
    }
}

/// A message with what is drawn with it.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its own columns.
    pub row: MessageRow,
    /// Its file.
    pub media: Option<MediaRow>,
    /// Reactions on it, oldest first.
    pub reactions: Vec<ReactionRow>,
    /// What it answers, when we know that message.
    pub reply_to: Option<ReplyRow>,
    /// The run that sent it.
    pub flow: Option<FlowMessage>,
    /// The submission that it brought.
    pub form: Option<MessageForm>,
}

macro_rules! select_message {
    () => {
        "select message.id, message.channel_id, message.conversation_id, message.wamid, message.direction, message.author_kind, message.author_id,
                author.name as author_name, message.kind, message.content, message.preview, message.reply_to_wamid, message.context, message.referral,
                message.media_id, message.status, message.status_at, message.error, message.pricing, message.webhook_event_id, message.sent_at,
                message.edited_at, message.revoked_at, message.undo_until, message.duplicated_at, message.created_at
           from messages message
           left join users author on message.author_kind = 'agent' and author.id = message.author_id
          where message.workspace_id = "
    };
}
use select_message;

reads! {
    /// One message with what is drawn with it.
    fn get_message(id: MessageId) -> Message = get;
    /// Some messages with what is drawn with them, in no particular order; ids that are not of this workspace are left out.
    fn messages_by_ids(ids: &[MessageId]) -> Vec<Message> = by_ids;
}

impl WorkspaceTx<'_> {
    /// Completes rows that are known already with what is drawn with them.
    pub async fn complete_messages(&mut self, rows: Vec<MessageRow>) -> Result<Vec<Message>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let workspace_id = self.id();
        let mut connection = self.connection().await?;
        complete(&mut connection, workspace_id, rows).await
    }
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: MessageId) -> Result<Message> {
    by_ids(connection, workspace_id, &[id]).await?.pop().ok_or(Error::NotFound("message"))
}

async fn by_ids(connection: &mut Connection<'_>, workspace_id: WorkspaceId, ids: &[MessageId]) -> Result<Vec<Message>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(500) {
        found.extend(build_all!(
            connection,
            MessageRow,
            fixed | query | {
                query.push(select_message!()).push_bind(workspace_id).push(" and message.id");
                query.push_ids(ids.iter().map(|id| id.uuid()));
            }
        )?);
    }
    complete(connection, workspace_id, found).await
}

/// Adds files, reactions, what is answered and what was filled in: at most seven queries, however many messages, and none for what no message has.
async fn complete(connection: &mut Connection<'_>, workspace_id: WorkspaceId, rows: Vec<MessageRow>) -> Result<Vec<Message>> {
    let media_ids: Vec<MediaId> = rows.iter().filter_map(|row| row.media_id).collect();
    let wamids: BTreeSet<(ChannelId, &str)> = rows.iter().filter_map(|row| Some((row.channel_id, row.wamid.as_deref()?))).collect();
    let answered: BTreeSet<(ChannelId, &str)> = rows
        .iter()
        .filter_map(|row| Some((row.channel_id, row.reply_to_wamid.as_deref()?)))
        .collect();
    let files: HashMap<MediaId, MediaRow> = media::by_ids(connection, workspace_id, &media_ids)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut reactions = reactions_on(connection, workspace_id, &wamids).await?;
    let replies = by_wamids(connection, workspace_id, &answered).await?;
    let automated: Vec<MessageId> = rows.iter().filter(|row| row.author_kind == "flow").map(|row| row.id).collect();
    let mut flows = flow_runs::of_messages(connection, workspace_id, &automated).await?;
    let completed: Vec<MessageId> = rows.iter().filter(|row| is_completed_form(row)).map(|row| row.id).collect();
    let mut forms = submissions::of_messages(connection, workspace_id, &completed).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let key = |wamid: &Option<String>| wamid.as_ref().map(|wamid| (row.channel_id, wamid.clone()));
            Message {
                media: row.media_id.and_then(|id| files.get(&id).cloned()),
                reactions: key(&row.wamid).and_then(|key| reactions.remove(&key)).unwrap_or_default(),
                reply_to: key(&row.reply_to_wamid).and_then(|key| replies.get(&key).cloned()),
                flow: flows.remove(&row.id),
                form: forms.remove(&row.id),
                row,
            }
        })
        .collect())
}

/// Only these can have brought a submission; nothing is asked for the others.
fn is_completed_form(row: &MessageRow) -> bool {
    row.kind == "interactive" && row.direction == "inbound" && row.content.contains("nfm_reply")
}

type ByWamid<T> = HashMap<(ChannelId, String), T>;

async fn reactions_on(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    wamids: &BTreeSet<(ChannelId, &str)>,
) -> Result<ByWamid<Vec<ReactionRow>>> {
    let mut found: ByWamid<Vec<ReactionRow>> = HashMap::new();
    for wamids in wamids.iter().collect::<Vec<_>>().chunks(500) {
        let rows: Vec<ReactionRow> = build_all!(
            connection,
            ReactionRow,
            fixed | query | {
                query
                    .push("select channel_id, target_wamid, actor, emoji, at from reactions where workspace_id = ")
                    .push_bind(workspace_id);
                query.push(" and emoji <> '' and (channel_id, target_wamid) in (");
                query.push_table(pairs(wamids.iter().map(|pair| **pair)));
                query.push(") order by at, actor");
            }
        )?;
        for reaction in rows {
            found
                .entry((reaction.channel_id, reaction.target_wamid.clone()))
                .or_default()
                .push(reaction);
        }
    }
    Ok(found)
}

async fn by_wamids(connection: &mut Connection<'_>, workspace_id: WorkspaceId, wamids: &BTreeSet<(ChannelId, &str)>) -> Result<ByWamid<ReplyRow>> {
    let mut found = HashMap::new();
    for wamids in wamids.iter().collect::<Vec<_>>().chunks(500) {
        let rows: Vec<ReplyRow> = build_all!(
            connection,
            ReplyRow,
            fixed | query | {
                query
                    .push("select id, channel_id, wamid, preview, direction from messages where workspace_id = ")
                    .push_bind(workspace_id);
                query.push(" and (channel_id, wamid) in (");
                query.push_table(pairs(wamids.iter().map(|pair| **pair)));
                query.push(")");
            }
        )?;
        found.extend(rows.into_iter().map(|row| ((row.channel_id, row.wamid.clone()), row)));
    }
    Ok(found)
}
