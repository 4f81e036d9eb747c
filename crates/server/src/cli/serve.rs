//! `prismwa serve`: runs the server until it is told to stop.

use std::process::ExitCode;

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use crate::boot::{self, Options, Running};
use crate::config::Config;

/// Run the server.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Bring a PostgreSQL database up to this version first (an embedded one always is).
    #[arg(long)]
    migrate: bool,
    /// The same as `prismwa demo`.
    #[arg(long)]
    demo: bool,
}

impl Serve {
    pub(super) async fn run(self, config: Config) -> anyhow::Result<ExitCode> {
        if self.demo {
            return super::demo::Demo::default().run(config).await;
        }
        config.log.start();
        let running = boot::start(
            config,
            Options {
                migrate: self.migrate,
                thumbnailer: super::thumbnail::elsewhere(),
                functions: super::function_worker::elsewhere(),
                ..Options::default()
            },
        )
        .await?;
        announce(&running).await?;
        until_stopped(running).await
    }
}

async fn announce(running: &Running) -> anyhow::Result<()> {
    let server = running.server();
    super::function_worker::warm_up(&server.app);
    tracing::info!(
        "PrismWA {} answers at {} (listening on {})",
        crate::VERSION,
        server.settings.server.public_url,
        running.address()
    );
    if let Some(link) = running.setup_link() {
        tracing::warn!(
            "nobody can sign in yet: create the first owner at {link} (works once, for {} hours)",
            server.settings.auth.setup_token_hours
        );
    }
    if server.app.store().system().restored_at().await?.is_some() {
        tracing::warn!("this database was restored from a backup: timers wait until `prismwa restore --resume`, unsent messages wait for a person");
    }
    Ok(())
}

/// Waits for SIGTERM or ctrl-c, then stops. When the disk fails it ends at once and with an error: only a fresh start reads what is really there.
pub(super) async fn until_stopped(running: Running) -> anyhow::Result<ExitCode> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
        failure = running.server().app.store().failed() => {
            super::failed(&failure.into());
            // At once: closing the database would write to the disk that failed.
            std::process::exit(1);
        }
    }
    tracing::info!("stopping: no new requests, running ones may finish");
    if running.stop().await {
        tracing::info!("stopped");
    } else {
        tracing::warn!("stopped; some work did not finish in time and will be taken up again at the next start");
    }
    Ok(ExitCode::SUCCESS)
}
