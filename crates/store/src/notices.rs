//! Notices between the nodes that share a database: ids only. PostgreSQL carries them with `NOTIFY`; another carrier writes and reads them the same way.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use model::{ConversationId, UserId, WorkspaceId};
use sqlx::postgres::PgListener;

use crate::Store;
use crate::db::Db;
use crate::{Error, Result};

const CHANNEL: &str = "prismwa";
/// PostgreSQL takes less than 8,000 bytes a payload.
const PAYLOAD_BYTES: usize = 7_500;
const RECONNECT_AFTER: Duration = Duration::from_secs(1);

/// Something other nodes should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notice {
    /// A workspace has new events.
    Events(WorkspaceId),
    /// There are webhook events to process.
    Ingest,
    /// There is something to send.
    Outbox,
    /// There is a job to run.
    Jobs,
    /// Secrets or routes changed.
    Channels,
    /// Something about the people at that node's consoles.
    Whisper(Whisper),
}

/// What a node tells of the people at its consoles. It is kept nowhere and nothing depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whisper {
    /// The node has just begun to hear the others: they tell it everything.
    Hello,
    /// The node ends: what it told counts no longer.
    Bye,
    /// A member has the console open there.
    Online(WorkspaceId, UserId),
    /// A member's last console there is closed.
    Offline(WorkspaceId, UserId),
    /// What a member does in a conversation.
    Look(WorkspaceId, ConversationId, UserId, Gaze),
    /// A member began to write there.
    Typing(WorkspaceId, ConversationId, UserId),
    /// A member stopped writing there.
    Paused(WorkspaceId, ConversationId, UserId),
}

/// What a member does in a conversation, on one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gaze {
    /// Has it in front of them.
    Looking,
    /// Is writing an answer.
    Writing,
    /// Neither.
    Away,
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Events(workspace) => write!(formatter, "{workspace}"),
            Self::Ingest => formatter.write_str("ingest"),
            Self::Outbox => formatter.write_str("outbox"),
            Self::Jobs => formatter.write_str("jobs"),
            Self::Channels => formatter.write_str("channels"),
            Self::Whisper(whisper) => write!(formatter, "{whisper}"),
        }
    }
}

impl fmt::Display for Whisper {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hello => formatter.write_str("hello"),
            Self::Bye => formatter.write_str("bye"),
            Self::Online(workspace, user) => write!(formatter, "online:{workspace}:{user}"),
            Self::Offline(workspace, user) => write!(formatter, "offline:{workspace}:{user}"),
            Self::Look(workspace, conversation, user, gaze) => {
                let word = match gaze {
                    Gaze::Looking => "looking",
                    Gaze::Writing => "writing",
                    Gaze::Away => "away",
                };
                write!(formatter, "{word}:{workspace}:{conversation}:{user}")
            }
            Self::Typing(workspace, conversation, user) => write!(formatter, "typing:{workspace}:{conversation}:{user}"),
            Self::Paused(workspace, conversation, user) => write!(formatter, "paused:{workspace}:{conversation}:{user}"),
        }
    }
}

/// A word of another node that this version does not understand. It comes from a later version, and is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownNotice;

impl FromStr for Notice {
    type Err = UnknownNotice;

    fn from_str(word: &str) -> Result<Self, UnknownNotice> {
        match word {
            "ingest" => Ok(Self::Ingest),
            "outbox" => Ok(Self::Outbox),
            "jobs" => Ok(Self::Jobs),
            "channels" => Ok(Self::Channels),
            "hello" => Ok(Self::Whisper(Whisper::Hello)),
            "bye" => Ok(Self::Whisper(Whisper::Bye)),
            other if other.contains(':') => whisper(other).map(Self::Whisper).ok_or(UnknownNotice),
            other => other.parse().map(Self::Events).map_err(|_| UnknownNotice),
        }
    }
}

fn whisper(word: &str) -> Option<Whisper> {
    let mut parts = word.split(':');
    let (what, workspace) = (parts.next()?, parts.next()?.parse().ok()?);
    let rest = [parts.next(), parts.next()];
    if parts.next().is_some() {
        return None;
    }
    match (what, rest) {
        ("online", [Some(user), None]) => Some(Whisper::Online(workspace, user.parse().ok()?)),
        ("offline", [Some(user), None]) => Some(Whisper::Offline(workspace, user.parse().ok()?)),
        (what, [Some(conversation), Some(user)]) => {
            let (conversation, user) = (conversation.parse().ok()?, user.parse().ok()?);
            match what {
                "looking" => Some(Whisper::Look(workspace, conversation, user, Gaze::Looking)),
                "writing" => Some(Whisper::Look(workspace, conversation, user, Gaze::Writing)),
                "away" => Some(Whisper::Look(workspace, conversation, user, Gaze::Away)),
                "typing" => Some(Whisper::Typing(workspace, conversation, user)),
                "paused" => Some(Whisper::Paused(workspace, conversation, user)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Notices as they travel, in their order: the node that tells, then its words, in payloads that every carrier takes.
#[must_use]
pub fn write_notices(node: &str, notices: &[Notice]) -> Vec<String> {
    let mut payloads: Vec<String> = Vec::new();
    for notice in notices {
        let word = notice.to_string();
        match payloads.last_mut().filter(|payload| payload.len() + word.len() < PAYLOAD_BYTES) {
            Some(payload) => {
                payload.push(' ');
                payload.push_str(&word);
            }
            None => payloads.push(format!("{node} {word}")),
        }
    }
    payloads
}

/// The node that tells, and what it tells as far as this version understands it. Nothing when it is not one of our payloads.
#[must_use]
pub fn read_notices(payload: &str) -> Option<(&str, Vec<Notice>)> {
    let (node, words) = payload.split_once(' ')?;
    Some((node, words.split(' ').filter_map(|word| word.parse().ok()).collect()))
}

/// What comes to ears on the line between the nodes.
#[derive(Debug, Clone, Copy)]
pub enum Heard<'a> {
    /// The line is there, for the first time or again: what was said before is lost.
    Connected,
    /// The line is broken, for this reason; it is tried again.
    Lost(&'a dyn std::error::Error),
    /// A payload of some node.
    Payload(&'a str),
}

impl Store {
    /// Tells the other nodes, on PostgreSQL.
    pub async fn send_notices(&self, node: &str, notices: &[Notice]) -> Result<()> {
        let Db::Postgres { pool, .. } = self.db() else { return Ok(()) };
        sqlx::query("select pg_notify($1, payload) from unnest($2::text[]) payload")
            .bind(CHANNEL)
            .bind(write_notices(node, notices))
            .execute(pool)
            .await?;
        Ok(())
    }

    /// Calls `heard` with what comes from the other nodes, for ever.
    pub async fn hear_notices(&self, heard: impl Fn(Heard<'_>)) {
        let Db::Postgres { pool, .. } = self.db() else {
            return std::future::pending().await;
        };
        loop {
            if let Err(error) = hear(pool, &heard).await {
                heard(Heard::Lost(&error));
            }
            wait(RECONNECT_AFTER).await;
        }
    }
}

async fn hear(pool: &sqlx::PgPool, heard: &impl Fn(Heard<'_>)) -> Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    heard(Heard::Connected);
    loop {
        // `None` tells that the connection was lost and made again.
        match listener.try_recv().await.map_err(Error::from)? {
            Some(notification) => heard(Heard::Payload(notification.payload())),
            None => heard(Heard::Connected),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a pause before connecting again to a database that is away")]
async fn wait(duration: Duration) {
    tokio::time::sleep(duration).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind() -> Vec<Notice> {
        let (workspace, conversation, user) = (WorkspaceId::new(), ConversationId::new(), UserId::new());
        let look = |gaze| Whisper::Look(workspace, conversation, user, gaze);
        let whispers = [
            Whisper::Hello,
            Whisper::Bye,
            Whisper::Online(workspace, user),
            Whisper::Offline(workspace, user),
            look(Gaze::Looking),
            look(Gaze::Writing),
            look(Gaze::Away),
            Whisper::Typing(workspace, conversation, user),
            Whisper::Paused(workspace, conversation, user),
        ];
        let hints = [Notice::Events(workspace), Notice::Ingest, Notice::Outbox, Notice::Jobs, Notice::Channels];
        hints.into_iter().chain(whispers.map(Notice::Whisper)).collect()
    }

    #[test]
    fn what_is_written_reads_back_in_order_in_payloads_that_fit() {
        let notices: Vec<Notice> = std::iter::repeat_with(every_kind).take(60).flatten().collect();
        let payloads = write_notices("node-1", &notices);
        assert!(payloads.len() > 1 && payloads.iter().all(|payload| payload.len() < 8_000));
        let read: Vec<Notice> = payloads
            .iter()
            .flat_map(|payload| {
                let (node, notices) = read_notices(payload).unwrap();
                assert_eq!(node, "node-1");
                notices
            })
            .collect();
        assert_eq!(read, notices);
    }

    #[test]
    fn r06_forged_and_unknown_words_are_left_out() {
        let (workspace, user) = (WorkspaceId::new(), UserId::new());
        let payload = format!(
            "node-2 ws_nonsense online:{workspace} online:{workspace}:{user}:{user}:more online:{user}:{workspace} looking:{workspace}:{user}:{user} \
             <script> later:{workspace}:{user} hello"
        );
        let (_, notices) = read_notices(&payload).unwrap();
        assert_eq!(notices, [Notice::Whisper(Whisper::Hello)]);
        assert!(read_notices("").is_none() && read_notices("oneword").is_none());
    }
}
