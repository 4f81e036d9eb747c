//! The installation itself: small settings, the setup token of the first start, what waits in its queues, and what a restore must stop.

use std::path::Path;

use model::Timestamp;

use crate::db::{Backend, execute, fetch_one, fetch_optional, row};
use crate::{Error, Result, Store, System, SystemTx};

/// The setting that says when this database was restored from a backup and not yet resumed.
pub(crate) const RESTORED_AT: &str = "restored_at";

row! {
    /// What waits, in all workspaces together.
    pub struct Backlog {
        /// Webhook events not yet processed.
        pub webhook_events: i64,
        /// When the oldest of them arrived.
        pub oldest_webhook_event: Option<Timestamp>,
        /// Webhook events that could not be processed.
        pub dead_letters: i64,
        /// Messages not yet accepted by Meta.
        pub outbox: i64,
        /// When the oldest of them was written.
        pub oldest_outbox: Option<Timestamp>,
        /// Messages that wait for a person's decision.
        pub outbox_unsettled: i64,
        /// Jobs to run.
        pub jobs: i64,
        /// When the oldest of them was due.
        pub oldest_job: Option<Timestamp>,
    }
}

row! {
    /// How much there is.
    pub struct Counts {
        /// Workspaces.
        pub workspaces: i64,
        /// Users.
        pub users: i64,
        /// Connected numbers.
        pub channels: i64,
    }
}

impl System<'_> {
    /// Does the database answer?
    pub async fn ping(&self) -> Result<()> {
        fetch_one!(self, (i64,), "select cast(1 as bigint)").map(|_: (i64,)| ())
    }

    /// The value of a setting.
    pub async fn find_setting(&self, key: &str) -> Result<Option<String>> {
        let found: Option<(String,)> = fetch_optional!(self, (String,), "select value from instance_settings where key = $1", key)?;
        Ok(found.map(|(value,)| value))
    }

    /// When this database was restored from a backup, until `restore --resume` says that sending may go on.
    pub async fn restored_at(&self) -> Result<Option<Timestamp>> {
        let value = self.find_setting(RESTORED_AT).await?;
        Ok(value.and_then(|value| value.parse().ok()).map(Timestamp::from_millis))
    }

    /// What waits.
    pub async fn backlog(&self) -> Result<Backlog> {
        fetch_one!(
            self,
            Backlog,
            "select (select count(*) from webhook_events where state = 'accepted') as webhook_events,
                    (select min(received_at) from webhook_events where state = 'accepted') as oldest_webhook_event,
                    (select count(*) from webhook_events where state = 'dead') as dead_letters,
                    (select count(*) from outbox where state in ('queued', 'dispatching')) as outbox,
                    (select min(created_at) from outbox where state in ('queued', 'dispatching')) as oldest_outbox,
                    (select count(*) from outbox where state in ('unknown', 'held')) as outbox_unsettled,
                    (select count(*) from jobs where state in ('queued', 'running')) as jobs,
                    (select min(run_at) from jobs where state in ('queued', 'running')) as oldest_job"
        )
    }

    /// How much there is.
    pub async fn counts(&self) -> Result<Counts> {
        fetch_one!(
            self,
            Counts,
            "select (select count(*) from workspaces where deleted_at is null) as workspaces,
                    (select count(*) from users) as users,
                    (select count(*) from channels) as channels"
        )
    }

    /// The latest moment any row knows of, to notice a clock that runs behind.
    pub async fn newest_moment(&self) -> Result<Option<Timestamp>> {
        let (newest,): (Option<Timestamp>,) = fetch_one!(
            self,
            (Option<Timestamp>,),
            "select max(at) from (select max(last_seen_at) as at from sessions
                                   union all select max(received_at) from webhook_events
                                   union all select max(created_at) from events) moments"
        )?;
        Ok(newest)
    }

    /// `sqlite` or `postgresql`, its version, and its size in bytes.
    pub async fn database_facts(&self) -> Result<(&'static str, String, i64)> {
        let mut connection = self.connection().await?;
        let kind = match connection.backend() {
            Backend::Sqlite(_) => "sqlite",
            Backend::Postgres(_) => "postgresql",
        };
        let (version, size): (String, i64) = if kind == "sqlite" {
            fetch_one!(
                connection,
                (String, i64),
                "select sqlite_version(), (select page_count from pragma_page_count()) * (select page_size from pragma_page_size())"
            )?
        } else {
            fetch_one!(
                connection,
                (String, i64),
                "select current_setting('server_version'), pg_database_size(current_database())"
            )?
        };
        Ok((kind, version, size))
    }
}

impl Store {
    /// Writes a consistent copy of an embedded database to `target`, while others go on working.
    pub async fn copy_to(&self, target: &Path) -> Result<()> {
        let failed = |source: Box<dyn std::error::Error + Send + Sync>| Error::Backup {
            path: target.to_owned(),
            source,
        };
        let path = target.to_str().ok_or_else(|| failed("the path is not UTF-8".into()))?.to_owned();
        let mut connection = self.db().reader().await?;
        match connection.backend() {
            Backend::Sqlite(connection) => {
                crate::db::sqlite::execute(connection, "vacuum into $1", &[&path]).map_err(|error| failed(error.into()))?;
                Ok(())
            }
            Backend::Postgres(_) => Err(failed("only an embedded database is copied as a file; use pg_dump".into())),
        }
    }
}

impl SystemTx<'_> {
    /// Sets a setting.
    pub async fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        execute!(
            self,
            "insert into instance_settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
            key,
            value
        )?;
        Ok(())
    }

    /// Removes a setting.
    pub async fn delete_setting(&mut self, key: &str) -> Result<()> {
        execute!(self, "delete from instance_settings where key = $1", key)?;
        Ok(())
    }

    /// Keeps the hash of a setup token; older tokens no longer work.
    pub async fn replace_setup_token(&mut self, token_hash: &[u8; 32], expires_at: Timestamp) -> Result<()> {
        let now = self.now();
        execute!(self, "delete from setup_tokens")?;
        execute!(
            self,
            "insert into setup_tokens (token_hash, created_at, expires_at) values ($1, $2, $3)",
            token_hash.as_slice(),
            now,
            expires_at
        )?;
        Ok(())
    }

    /// Uses a setup token up. False when it is wrong, used or too old.
    pub async fn use_setup_token(&mut self, token_hash: &[u8; 32]) -> Result<bool> {
        let now = self.now();
        let used = execute!(
            self,
            "update setup_tokens set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2",
            token_hash.as_slice(),
            now
        )?;
        Ok(used == 1)
    }

    /// Makes a restored database safe to open: messages wait for a person, sessions and invitations are over, and it is marked as restored. Says how many
    /// messages are held.
    pub async fn mark_restored(&mut self) -> Result<u64> {
        let now = self.now();
        let held = execute!(
            self,
            "update outbox set state = 'held', last_error = $1, lease_until = 0 where state in ('queued', 'dispatching')",
            "restored"
        )?;
        // What was due since the backup may have gone before the restore.
        execute!(
            self,
            "update scheduled_messages set state = 'held', updated_at = $1 where state = 'scheduled' and send_at <= $1",
            now
        )?;
        self.revoke_all_sessions("restored").await?;
        execute!(
            self,
            "update invitations set revoked_at = $1 where accepted_at is null and revoked_at is null",
            now
        )?;
        execute!(self, "delete from setup_tokens")?;
        self.set_setting(RESTORED_AT, &now.millis().to_string()).await?;
        Ok(held)
    }

    /// The operator looked at what a restore held back: timers may run again. Held messages stay held until somebody decides on each.
    pub async fn resume_after_restore(&mut self) -> Result<()> {
        self.delete_setting(RESTORED_AT).await
    }
}
