//! `prismwa simulate`: only the simulator, for trying out any bot against a pretend Meta.

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Args;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::output::say;
use crate::boot;

/// Run only the simulator.
#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// Address and port to listen on. Whoever reaches it can do everything: keep it on loopback.
    #[arg(long, default_value = "127.0.0.1:4100")]
    listen: SocketAddr,
    /// Send webhooks here, signed with the demo business's app secret.
    #[arg(long, value_name = "URL")]
    callback: Option<String>,
}

impl Simulate {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        crate::config::log::Log::default().start();
        let listener = TcpListener::bind(self.listen)
            .await
            .map_err(|error| anyhow::anyhow!("cannot listen on {}: {}", self.listen, boot::words(&error)))?;
        let address = listener.local_addr()?;
        let config = simulator::Config::demo();
        let config = match &self.callback {
            Some(url) => config.callback(url),
            None => config,
        };
        let business = simulator::Seed::business();
        say(&format!("The simulator answers at http://{address}"));
        say(&format!("  Graph API    http://{address}/graph (any version, for example v25.0)"));
        say(&format!("  Control API  http://{address}/control"));
        say(&format!("  WABA         {}", business.waba_id));
        say("  Everything a client needs: GET /control/businesses/<WABA>/credentials");
        let stop = CancellationToken::new();
        let stopper = stop.clone();
        let served = simulator::serve(listener, config, stop);
        tokio::pin!(served);
        tokio::select! {
            ended = &mut served => ended?,
            _ = tokio::signal::ctrl_c() => { stopper.cancel(); served.await?; }
        }
        Ok(ExitCode::SUCCESS)
    }
}
