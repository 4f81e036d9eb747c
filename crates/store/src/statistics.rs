//! What PostgreSQL believes about the size of our tables.

use crate::db::Db;
use crate::{Result, Store};

/// Tables that a storm of webhooks fills.
const FILLED_BY_WEBHOOKS: &str =
    "analyze webhook_events, webhook_event_workspaces, contacts, contact_identities, conversations, messages, message_statuses,
    message_sightings, reactions, message_edits, events, jobs";

impl Store {
    /// Looks at the tables that webhooks fill, so that statements are planned for the size they have now. PostgreSQL does so by itself, but only once a minute:
    /// until then a new database plans for empty tables, and a batch that reads its rows by key reads a whole table instead. Nothing to do on SQLite, which
    /// has no such plans.
    pub async fn refresh_statistics(&self) -> Result<()> {
        if let Db::Postgres { pool, .. } = self.db() {
            sqlx::query(FILLED_BY_WEBHOOKS).persistent(false).execute(pool).await?;
        }
        Ok(())
    }
}
