//! Pages of a thread, in both directions, and around a message.

use model::{ConversationId, MessageId, Timestamp, WorkspaceId};

use super::{Message, MessageRow, complete, select_message};
use crate::db::{Connection, build_all, fetch_optional};
use crate::page::Limit;
use crate::{Error, Result, Workspace};

/// Where in the thread a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreadPosition<'p> {
    /// The newest messages.
    End,
    /// Before this cursor.
    Older(&'p str),
    /// After this cursor.
    Newer(&'p str),
    /// This message in the middle.
    Around(MessageId),
}

/// A stretch of a thread, oldest first.
#[derive(Debug, Clone)]
pub struct MessagePage {
    /// The messages.
    pub data: Vec<Message>,
    /// For the stretch before.
    pub older_cursor: Option<String>,
    /// For the stretch after.
    pub newer_cursor: Option<String>,
}

type Key = (Timestamp, MessageId);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// Up to, without, the key.
    Before,
    /// From, without, the key.
    After,
    /// From the key itself.
    From,
}

impl Workspace<'_> {
    /// A page of a thread of this workspace; `messages_thread` gives rows in order from any place, so every page costs the same.
    pub async fn list_messages(&self, conversation_id: ConversationId, position: ThreadPosition<'_>, limit: Limit) -> Result<MessagePage> {
        let tag = format!("messages|{conversation_id}");
        let decode = |cursor: &str| -> Result<Key> {
            let (at, id): (i64, MessageId) = self.decode_cursor(&tag, cursor)?;
            Ok((Timestamp::from_millis(at), id))
        };
        let id = self.id();
        let mut connection = self.connection().await?;
        let (rows, older, newer) = match position {
            ThreadPosition::End => {
                let (rows, more) = stretch(&mut connection, id, conversation_id, None, Direction::Before, limit.rows()).await?;
                (rows, more, false)
            }
            ThreadPosition::Older(cursor) => {
                let (rows, more) = stretch(
                    &mut connection,
                    id,
                    conversation_id,
                    Some(decode(cursor)?),
                    Direction::Before,
                    limit.rows(),
                )
                .await?;
                (rows, more, true)
            }
            ThreadPosition::Newer(cursor) => {
                let (rows, more) = stretch(
                    &mut connection,
                    id,
                    conversation_id,
                    Some(decode(cursor)?),
                    Direction::After,
                    limit.rows(),
                )
                .await?;
                (rows, true, more)
            }
            ThreadPosition::Around(message) => {
                let key = key_of(&mut connection, id, conversation_id, message).await?;
                let half = limit.rows() / 2;
                let (mut rows, older) = stretch(&mut connection, id, conversation_id, Some(key), Direction::Before, half).await?;
                let (after, newer) = stretch(&mut connection, id, conversation_id, Some(key), Direction::From, limit.rows() - half).await?;
                rows.extend(after);
                (rows, older, newer)
            }
        };
        let encode = |row: &MessageRow| self.encode_cursor(&tag, &(row.sent_at.millis(), row.id));
        let older_cursor = if older { rows.first().map(encode) } else { None };
        let newer_cursor = if newer { rows.last().map(encode) } else { None };
        Ok(MessagePage {
            data: complete(&mut connection, id, rows).await?,
            older_cursor,
            newer_cursor,
        })
    }
}

/// Up to `count` rows next to `key`, oldest first, and whether there are more beyond.
async fn stretch(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    key: Option<Key>,
    direction: Direction,
    count: usize,
) -> Result<(Vec<MessageRow>, bool)> {
    let fetch = i64::try_from(count + 1).expect("a page is small");
    let (comparison, order) = match direction {
        Direction::Before => ("<", " desc"),
        Direction::After => (">", ""),
        Direction::From => (">=", ""),
    };
    let mut rows: Vec<MessageRow> = build_all!(connection, MessageRow, |query| {
        query
            .push(select_message!())
            .push_bind(workspace_id)
            .push(" and message.conversation_id = ")
            .push_bind(conversation_id);
        // Our reactions are messages of their own only for the outbox; the thread draws them on their targets.
        query.push(" and message.kind <> 'reaction'");
        if let Some((at, id)) = key {
            query
                .push(" and (message.sent_at, message.id) ")
                .push(comparison)
                .push(" (")
                .push_bind(at)
                .push(", ")
                .push_bind(id)
                .push(")");
        }
        query
            .push(" order by message.sent_at")
            .push(order)
            .push(", message.id")
            .push(order)
            .push(" limit ")
            .push_bind(fetch);
    })?;
    let more = rows.len() > count;
    rows.truncate(count);
    if direction == Direction::Before {
        rows.reverse();
    }
    Ok((rows, more))
}

async fn key_of(connection: &mut Connection<'_>, workspace_id: WorkspaceId, conversation_id: ConversationId, message: MessageId) -> Result<Key> {
    fetch_optional!(
        connection,
        Key,
        "select sent_at, id from messages where workspace_id = $1 and conversation_id = $2 and id = $3",
        workspace_id,
        conversation_id,
        message
    )?
    .ok_or(Error::NotFound("message"))
}
