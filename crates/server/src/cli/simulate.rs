//! `prismwa simulate`: only the simulator, for trying out any bot against a pretend Meta.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use simulator::{Crowd, Scenario, Simulator};
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
    /// Play this story against the callback, say how it went, and end: with success only when every expectation was met.
    #[arg(long, value_name = "FILE", requires = "callback")]
    scenario: Option<PathBuf>,
    /// Let a crowd write at this rate (messages a second, like 200/s), say what became of it, and end.
    #[arg(long, value_name = "RATE", requires = "callback", conflicts_with = "scenario")]
    crowd: Option<String>,
    /// For how many seconds the crowd writes.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, requires = "crowd")]
    seconds: u64,
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
        let world = simulator::new_world(&listener, config)?;
        let served = simulator::serve_world(listener, world.clone(), stop);
        tokio::pin!(served);
        let code = tokio::select! {
            ended = &mut served => return ended.map(|()| ExitCode::SUCCESS).map_err(Into::into),
            _ = tokio::signal::ctrl_c() => ExitCode::SUCCESS,
            outcome = self.perform(&world), if self.scenario.is_some() || self.crowd.is_some() => outcome?,
        };
        stopper.cancel();
        served.await?;
        Ok(code)
    }

    /// The story or the crowd that was asked for.
    async fn perform(&self, world: &Simulator) -> anyhow::Result<ExitCode> {
        match (&self.scenario, &self.crowd) {
            (Some(file), _) => play(world, file).await,
            (None, Some(rate)) => gather(world, &Crowd::at_rate(rate, self.seconds)?).await,
            (None, None) => Ok(ExitCode::SUCCESS),
        }
    }
}

async fn play(world: &Simulator, file: &Path) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let scenario = Scenario::parse(&text).with_context(|| file.display().to_string())?;
    say(&scenario.title);
    match scenario.play(world, |step| say(&format!("  {step}"))).await {
        Ok(()) => {
            say("It went as it should.");
            Ok(ExitCode::SUCCESS)
        }
        Err(failed) => {
            say(&format!("It went wrong: {failed}"));
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn gather(world: &Simulator, crowd: &Crowd) -> anyhow::Result<ExitCode> {
    say(&format!(
        "{} customers write {} messages, {} a second",
        crowd.customers, crowd.messages, crowd.per_second
    ));
    let report = world.crowd(crowd).await?;
    // What is still on its way belongs to the figures.
    let settled = tokio::time::timeout(Duration::from_secs(60), world.settle()).await.is_ok();
    let ledger = world.ledger();
    say(&format!(
        "{} texts and {} taps; webhooks: {} answered 200, {} attempts, {} still waiting; sends: {} accepted, {} refused, {} posted twice",
        report.said,
        report.tapped,
        ledger.webhooks.answered,
        ledger.webhooks.attempts,
        ledger.webhooks.waiting,
        ledger.accepted,
        ledger.refused,
        ledger.double_posts().len()
    ));
    Ok(if settled { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
