//! Is the process alive, and can it do its work? For load balancers and supervisors.

use crate::prelude::*;

/// Below this much free space the server says that it is not ready: SQLite and media need room to finish what they began.
const LOWEST_FREE_BYTES: u64 = 64 * 1024 * 1024;

pub(crate) fn routes() -> Routes {
    Routes::new().routes(routes!(healthz)).routes(routes!(readyz))
}

/// What was looked at, and how it is.
#[derive(Debug, Serialize, ToSchema)]
struct Readiness {
    /// Everything is well.
    ready: bool,
    /// The database answers.
    database: bool,
    /// The workers run.
    workers: bool,
    /// There is room on the disk.
    disk: bool,
}

/// Is the process alive?
///
/// Always 200 while it can answer at all. Public, for supervisors; tells nothing else.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = OK, body = String, content_type = "text/plain")))]
async fn healthz(State(_app): State<App>, _guard: Public) -> &'static str {
    "ok"
}

/// Can the process do its work?
///
/// 200 when database, workers and disk are well, else 503. Public, for load balancers; tells nothing about what is inside.
#[utoipa::path(get, path = "/readyz", tag = "health",
    responses((status = OK, body = Readiness), (status = SERVICE_UNAVAILABLE, body = Readiness)))]
async fn readyz(State(app): State<App>, _guard: Public, State(settings): State<Settings>) -> (StatusCode, Json<Readiness>) {
    let database = tokio::time::timeout(std::time::Duration::from_secs(5), app.store().system().ping()).await;
    let database = matches!(database, Ok(Ok(())));
    let workers = !app.is_stopping();
    // No answer about the disk is no reason to take a server out of service.
    let disk = crate::disk::free_bytes(settings.media.dir.as_ref()).is_none_or(|free| free >= LOWEST_FREE_BYTES);
    let ready = database && workers && disk;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (
        status,
        Json(Readiness {
            ready,
            database,
            workers,
            disk,
        }),
    )
}
