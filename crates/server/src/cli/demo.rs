//! `prismwa demo`: a server with made-up customers on a simulated WhatsApp. Starting it again goes on with the same data.

mod automation;
mod forms;
mod office;
mod stories;
mod team;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use app::App;
use app::channels::{AppRequest, ConnectRequest};
use app::views::ChannelKind;
use clap::Args;
use model::Role;

use self::stories::{Act, Stage};
use self::team::{Memory, TEAM, Team};
use super::output::say;
use crate::boot::key::{self, Missing};
use crate::boot::{self, Options, Running};
use crate::config::Config;

/// Run a demo with made-up customers. It listens on this machine only.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where its database and files lie; delete the folder to start afresh.
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    data_dir: PathBuf,
    /// Write the address and the accounts there, as JSON, once it answers.
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
}

impl Default for Demo {
    fn default() -> Self {
        Self {
            port: 8080,
            data_dir: PathBuf::from("data/demo"),
            ready_file: None,
        }
    }
}

impl Demo {
    pub(super) async fn run(self, mut config: Config) -> anyhow::Result<ExitCode> {
        config.server.listen = format!("127.0.0.1:{}", self.port);
        // With port 0 the start puts the real one into the default address.
        config.server.public_url = if self.port == 0 {
            Config::default().server.public_url
        } else {
            format!("http://127.0.0.1:{}", self.port)
        };
        config.database.url = format!("sqlite:{}", self.data_dir.join("prismwa.db").display()).as_str().into();
        config.media.dir = self.data_dir.join("media").display().to_string();
        config.simulator.enabled = true;
        "warn".clone_into(&mut config.log.level);
        config.log.start();
        let running = boot::start(
            config.clone(),
            Options {
                thumbnailer: super::thumbnail::elsewhere(),
                functions: super::function_worker::elsewhere(),
                ..Options::default()
            },
        )
        .await?;
        let (memory, team) = self.settle_in(&config, &running).await?;
        self.announce(&format!("http://{}", running.address()), &memory, &team)?;
        super::serve::until_stopped(running).await
    }

    /// Makes the team, connects the number and tells the story, each only as far as an earlier start did not.
    async fn settle_in(&self, config: &Config, running: &Running) -> anyhow::Result<(Memory, Team)> {
        let (app, path) = (&running.server().app, self.data_dir.join("demo.json"));
        let mut memory = Memory::recall(&path)?;
        // Before anyone is made with this password, so that it is never lost.
        remember(&path, &memory)?;
        let team = Team::gather(app, config, &memory.password).await?;
        connect(app, config, &team).await?;
        let simulator = running.simulator().context("the demo's simulator runs")?;
        let stage = Stage {
            app,
            simulator,
            admin: team.actor(Role::Admin),
            agent: team.actor(Role::Agent),
        };
        if memory.played.is_empty() {
            say("  Setting the scene: a dozen customers write to Lumen Home …");
        }
        for act in Act::ALL {
            if !memory.played.contains(&act) {
                stage.play(act).await?;
                memory.played.push(act);
                remember(&path, &memory)?;
            }
        }
        Ok((memory, team))
    }

    /// Says where it answers and who may sign in; the file is whole before the last line is said.
    fn announce(&self, url: &str, memory: &Memory, team: &Team) -> anyhow::Result<()> {
        if let Some(path) = &self.ready_file {
            let account = |&(role, email, _): &(Role, &str, &str)| serde_json::json!({ "role": role, "email": email, "password": memory.password });
            let accounts: Vec<_> = TEAM.iter().map(account).collect();
            let ready = serde_json::json!({ "url": url, "workspace": team.workspace, "sign_in": accounts });
            write_whole(path, &serde_json::to_vec_pretty(&ready)?)?;
        }
        say("");
        say(&format!("  PrismWA demo   {url}"));
        say("");
        for (role, email, _) in TEAM {
            say(&format!("  {:<9} {email:<27} {}", role.as_str(), memory.password));
        }
        say("");
        say("  Open it and sign in: a customer's phone stands beside the inbox. Write hola on it. Ctrl-C stops it.");
        Ok(())
    }
}

/// Connects the simulator's number where that is still to do. A start that finds it connected only needs the webhooks, which the start itself resumes.
async fn connect(app: &App, config: &Config, team: &Team) -> anyhow::Result<()> {
    let owner = team.actor(Role::Owner);
    if app.store().workspace(team.workspace).find_channel().await?.is_none() {
        app.channels().connect(&owner, connection(config)?).await?;
    }
    app.channels().subscribe(&owner).await?;
    Ok(())
}

/// How to connect the simulator's first number; its secrets come from the master key.
fn connection(config: &Config) -> anyhow::Result<ConnectRequest> {
    let secret = key::find(config, Missing::Refuse)?.derive("simulator");
    let business = simulator::Config::demo()
        .businesses
        .into_iter()
        .next()
        .context("the simulator has a business")?
        .with_secrets(&secret);
    let number = business.numbers.first().context("the business has a number")?;
    Ok(ConnectRequest {
        kind: ChannelKind::Simulator,
        phone_number_id: number.id.clone(),
        waba_id: business.waba_id.clone(),
        display_phone_number: None,
        access_token: business.access_token.clone().into(),
        app: AppRequest {
            app_id: business.app_id.clone(),
            app_secret: business.app_secret.clone().into(),
            verify_token: business.verify_token.clone().into(),
        },
    })
}

fn remember(path: &Path, memory: &Memory) -> anyhow::Result<()> {
    write_whole(path, &serde_json::to_vec_pretty(memory)?)
}

/// A reader sees the whole file or none.
fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let unfinished = path.with_extension("unfinished");
    std::fs::write(&unfinished, bytes)
        .and_then(|()| std::fs::rename(&unfinished, path))
        .with_context(|| format!("cannot write {}", path.display()))
}
