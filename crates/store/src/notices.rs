//! Notices between the nodes that share a PostgreSQL: `NOTIFY` with ids only. On SQLite there is one node and nothing to send.

use std::collections::BTreeSet;
use std::time::Duration;

use model::WorkspaceId;
use sqlx::postgres::PgListener;

use crate::Store;
use crate::db::Db;
use crate::{Error, Result};

const CHANNEL: &str = "prismwa";
/// PostgreSQL takes 8,000 bytes a payload; a notice is under 40.
const NOTICES_A_PAYLOAD: usize = 150;
const RECONNECT_AFTER: Duration = Duration::from_secs(1);

/// Something other nodes should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
}

impl Notice {
    fn write(self) -> String {
        match self {
            Self::Events(workspace) => workspace.to_string(),
            Self::Ingest => "ingest".to_owned(),
            Self::Outbox => "outbox".to_owned(),
            Self::Jobs => "jobs".to_owned(),
            Self::Channels => "channels".to_owned(),
        }
    }

    /// A word this version does not know comes from a later one, and is left out.
    fn read(word: &str) -> Option<Self> {
        match word {
            "ingest" => Some(Self::Ingest),
            "outbox" => Some(Self::Outbox),
            "jobs" => Some(Self::Jobs),
            "channels" => Some(Self::Channels),
            other => other.parse().ok().map(Self::Events),
        }
    }
}

impl Store {
    /// Tells the other nodes; `node` is who tells.
    pub async fn send_notices(&self, node: &str, notices: &BTreeSet<Notice>) -> Result<()> {
        let Db::Postgres(pool) = self.db() else { return Ok(()) };
        let words: Vec<String> = notices.iter().map(|notice| notice.write()).collect();
        let payloads: Vec<String> = words
            .chunks(NOTICES_A_PAYLOAD)
            .map(|words| format!("{node} {}", words.join(" ")))
            .collect();
        sqlx::query("select pg_notify($1, payload) from unnest($2::text[]) payload")
            .bind(CHANNEL)
            .bind(payloads)
            .execute(pool)
            .await?;
        Ok(())
    }

    /// Calls `heard` with what other nodes tell, for ever. After a broken connection it says "look at everything", since notices may be lost.
    pub async fn hear_notices(&self, node: &str, heard: impl Fn(Notice)) {
        let Db::Postgres(pool) = self.db() else {
            return std::future::pending().await;
        };
        loop {
            if let Err(error) = hear(pool, node, &heard).await {
                tracing::warn!(%error, "notices of other nodes cannot be heard; trying again");
            }
            wait(RECONNECT_AFTER).await;
        }
    }
}

async fn hear(pool: &sqlx::PgPool, node: &str, heard: &impl Fn(Notice)) -> Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    let everything = || {
        [Notice::Channels, Notice::Ingest, Notice::Outbox, Notice::Jobs]
            .into_iter()
            .for_each(heard)
    };
    everything();
    loop {
        // `None` tells that the connection was lost and made again.
        let Some(notification) = listener.try_recv().await.map_err(Error::from)? else {
            everything();
            continue;
        };
        let Some((sender, words)) = notification.payload().split_once(' ') else {
            continue;
        };
        if sender != node {
            words.split(' ').filter_map(Notice::read).for_each(heard);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a pause before connecting again to a database that is away")]
async fn wait(duration: Duration) {
    tokio::time::sleep(duration).await;
}
