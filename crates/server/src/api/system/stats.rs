//! How the installation fares.

use crate::prelude::*;

/// The installation, as its administrators see it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SystemStats {
    /// PrismWA's version.
    version: &'static str,
    /// The database.
    database: DatabaseStats,
    /// Workspaces, users, connected numbers.
    workspaces: i64,
    /// Users.
    users: i64,
    /// Connected numbers.
    channels: i64,
    /// Webhook events not yet processed.
    events_waiting: i64,
    /// When the oldest of them arrived.
    oldest_event_at: Option<Timestamp>,
    /// Webhook events that could not be processed.
    dead_letters: i64,
    /// Messages not yet accepted by Meta.
    outbox_waiting: i64,
    /// When the oldest of them was written.
    oldest_outbox_at: Option<Timestamp>,
    /// Messages that wait for a person's decision.
    outbox_unsettled: i64,
    /// Background jobs not yet done.
    jobs_waiting: i64,
    /// When the oldest of them was due.
    oldest_job_at: Option<Timestamp>,
    /// When the database was restored from a backup and nobody said yet that timers may run (`prismwa restore --resume`).
    restored_at: Option<Timestamp>,
}

/// The database.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DatabaseStats {
    /// `sqlite` or `postgresql`.
    kind: &'static str,
    /// Its version.
    version: String,
    /// Its size.
    size_bytes: i64,
}

/// Read what waits in the queues and how big the database is.
///
/// For instance administrators, since it concerns every workspace together.
#[utoipa::path(get, path = "/system/stats", tag = "system", responses((status = OK, body = SystemStats)))]
pub(super) async fn get_system_stats(State(app): State<App>, _admin: InstanceAdmin) -> Result<Json<SystemStats>, ApiError> {
    let system = app.store().system();
    let (kind, version, size_bytes) = system.database_facts().await?;
    let backlog = system.backlog().await?;
    let counts = system.counts().await?;
    Ok(Json(SystemStats {
        version: crate::VERSION,
        database: DatabaseStats { kind, version, size_bytes },
        workspaces: counts.workspaces,
        users: counts.users,
        channels: counts.channels,
        events_waiting: backlog.webhook_events,
        oldest_event_at: backlog.oldest_webhook_event,
        dead_letters: backlog.dead_letters,
        outbox_waiting: backlog.outbox,
        oldest_outbox_at: backlog.oldest_outbox,
        outbox_unsettled: backlog.outbox_unsettled,
        jobs_waiting: backlog.jobs,
        oldest_job_at: backlog.oldest_job,
        restored_at: system.restored_at().await?,
    }))
}
