//! What is known about the request being answered: its id and who asks. Set once by the router, readable anywhere in the request's task.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::Extensions;

tokio::task_local! {
    static CURRENT: Info;
}

/// What is known about one request before anyone signs in.
#[derive(Debug, Clone)]
pub struct Info {
    /// Finds it in the log; also in the answer's `x-request-id`.
    pub id: String,
    /// Who asks, behind trusted proxies.
    pub client: IpAddr,
    /// How much of its rate the asking key has left; set by the guard.
    pub rate: Arc<OnceLock<Rate>>,
}

/// How many requests a key has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// At once, and in each minute.
    pub limit: u32,
    /// Left now.
    pub left: u32,
    /// Until all are there again.
    pub full_in: Duration,
}

/// Runs `work` as the request `info`.
pub(crate) async fn scope<T>(info: Info, work: impl Future<Output = T>) -> T {
    CURRENT.scope(info, work).await
}

/// The id of the request being answered; empty outside of one.
#[must_use]
pub fn id() -> String {
    CURRENT.try_with(|info| info.id.clone()).unwrap_or_default()
}

/// The address of who asks; unspecified outside of a request.
#[must_use]
pub fn client() -> IpAddr {
    CURRENT.try_with(|info| info.client).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// Notes what the answer says about the rate of who asks.
pub(crate) fn note_rate(rate: Rate) {
    let _ = CURRENT.try_with(|info| info.rate.set(rate));
}

/// Somebody not yet signed in, for `app`.
#[must_use]
pub fn anyone() -> app::Person {
    app::Person {
        user_id: None,
        session_id: None,
        ip: client().to_string(),
        request_id: id(),
    }
}

/// Marks that the guard let the request through to its handler; the router shows it to tests.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reached(std::sync::Arc<std::sync::atomic::AtomicBool>);

impl Reached {
    /// The guard of the request with `extensions` let it through.
    pub(crate) fn mark(extensions: &Extensions) {
        if let Some(reached) = extensions.get::<Self>() {
            reached.0.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    }

    pub(crate) fn is_marked(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Relaxed)
    }
}
