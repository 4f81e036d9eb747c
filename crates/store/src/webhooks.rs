//! Outgoing webhooks: where events of a workspace are sent.

use model::{Timestamp, WebhookId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::secrets::{Place, Sealed};
use crate::{Error, Result, Seq, WorkspaceTx};

mod deliveries;

pub use deliveries::{ClaimedDelivery, DeliveryEnd, NewDelivery, WebhookAddress, WebhookDeliveryRow};

/// Webhooks of a workspace.
pub const MAX_WEBHOOKS: i64 = 50;
/// Who reads the event log for them, in `event_cursors`.
pub const WEBHOOK_READER: &str = "webhooks";

row! {
    /// Where events are sent.
    pub struct WebhookRow {
        /// Its id.
        pub id: WebhookId,
        /// The address.
        pub url: String,
        /// What it is for.
        pub description: String,
        /// Which events, a JSON list.
        pub events: String,
        /// `active`, `paused` (by us, after days of failures) or `off` (by the team).
        pub state: String,
        /// Events after this one are sent.
        pub since_seq: Seq,
        /// Since when nothing arrived.
        pub failing_since: Option<Timestamp>,
        /// What went wrong then, or when it was stopped.
        pub problem: Option<String>,
        /// Until when the secret before the last one still signs too; zero for never.
        pub previous_until: Timestamp,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

impl WebhookRow {
    /// Where its secret is sealed.
    #[must_use]
    pub fn place(id: WebhookId) -> Place {
        Place {
            column: "webhooks.secret",
            row: id.uuid(),
        }
    }
}

macro_rules! select_webhook {
    ($rest:literal) => {
        concat!(
            "select id, url, description, events, state, since_seq, failing_since, problem, previous_until, created_at, updated_at from webhooks ",
            $rest
        )
    };
}

reads! {
    /// One webhook.
    fn get_webhook(id: WebhookId) -> WebhookRow = get;
    /// The webhooks, the oldest first: at most [`MAX_WEBHOOKS`].
    fn list_webhooks() -> Vec<WebhookRow> = list;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WebhookId) -> Result<WebhookRow> {
    fetch_optional!(
        connection,
        WebhookRow,
        select_webhook!("where workspace_id = $1 and id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("webhook"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<WebhookRow>> {
    fetch_all!(
        connection,
        WebhookRow,
        select_webhook!("where workspace_id = $1 order by id limit $2"),
        workspace_id,
        MAX_WEBHOOKS
    )
}

impl WorkspaceTx<'_> {
    /// Adds a webhook; it gets what happens from now on. Hold the workspace's lock, so that no event is between.
    pub async fn create_webhook(&mut self, id: WebhookId, url: &str, description: &str, events: &str, secret: &Sealed) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into webhooks (workspace_id, id, url, description, events, secret, state, since_seq, created_at, updated_at)
             select $1, $2, $3, $4, $5, $6, 'active', event_seq, $7, $7 from workspaces where id = $1",
            workspace_id,
            id,
            url,
            description,
            events,
            secret.as_bytes(),
            now
        )?;
        // Whoever writes events down for webhooks begins with the first one there is.
        execute!(
            self,
            "insert into event_cursors (workspace_id, reader, seq) select id, $2, event_seq from workspaces where id = $1
             on conflict (workspace_id, reader) do nothing",
            workspace_id,
            WEBHOOK_READER
        )?;
        Ok(())
    }

    /// Writes a webhook's settings. One that becomes active again gets what happens from now on, and its failures are forgotten. Hold the workspace's lock.
    pub async fn update_webhook(&mut self, row: &WebhookRow) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update webhooks
                set url = $3, description = $4, events = $5, updated_at = $7,
                    since_seq = case when $6 = 'active' and state <> 'active'
                                     then (select event_seq from workspaces where id = $1) else since_seq end,
                    failing_since = case when $6 = 'active' and state <> 'active' then null else failing_since end,
                    problem = case when $6 = 'active' and state <> 'active' then null else problem end,
                    state = $6
              where workspace_id = $1 and id = $2",
            workspace_id,
            row.id,
            row.url.as_str(),
            row.description.as_str(),
            row.events.as_str(),
            row.state.as_str(),
            now
        )?;
        Ok(())
    }

    /// Gives a webhook another secret; the one before signs too until then.
    pub async fn rotate_webhook_secret(&mut self, id: WebhookId, secret: &Sealed, previous_until: Timestamp) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update webhooks set previous_secret = secret, previous_until = $4, secret = $3, updated_at = $5 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            secret.as_bytes(),
            previous_until,
            now
        )?;
        Ok(())
    }

    /// How many webhooks there are.
    pub async fn count_webhooks(&mut self) -> Result<i64> {
        let workspace_id = self.id();
        let (count,): (i64,) = fetch_one!(self, (i64,), "select count(*) from webhooks where workspace_id = $1", workspace_id)?;
        Ok(count)
    }

    /// Removes a webhook with its deliveries.
    pub async fn delete_webhook(&mut self, id: WebhookId) -> Result<()> {
        let workspace_id = self.id();
        execute!(self, "delete from webhooks where workspace_id = $1 and id = $2", workspace_id, id)?;
        Ok(())
    }
}
