//! The simulator alone, as a server: a test target for anybody's bot.

use std::io;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{config::Config, simulator::Simulator};

/// Serves a world until `shutdown`, then lets requests and webhooks in flight end.
///
/// Graph is at `/graph`, the control API at `/control`. Without a `public_base` in the configuration, addresses that are handed out start
/// with the listener's address.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, config: Config, shutdown: CancellationToken) -> io::Result<()> {
    let simulator = new_world(&listener, config)?;
    serve_world(listener, simulator, shutdown).await
}

/// A world that hands out addresses of this listener, unless its configuration has a `public_base`.
///
/// # Errors
/// When the listener has no address.
pub fn new_world(listener: &TcpListener, config: Config) -> io::Result<Simulator> {
    let unset = config.public_base == Config::default().public_base;
    let simulator = Simulator::new(config);
    if unset {
        simulator.set_public_base(&format!("http://{}", listener.local_addr()?));
    }
    Ok(simulator)
}

/// Serves a world that somebody else plays with, too.
///
/// # Errors
/// When the listener fails.
pub async fn serve_world(listener: TcpListener, simulator: Simulator, shutdown: CancellationToken) -> io::Result<()> {
    let stopping = simulator.clone();
    let stop = async move {
        shutdown.cancelled().await;
        // Ends event streams, so that the server does not wait for pages that stay open.
        stopping.shutdown().await;
    };
    let served = axum::serve(listener, simulator.router()).with_graceful_shutdown(stop).await;
    simulator.shutdown().await;
    served
}
