//! `prismwa demo`: a server with made-up customers on a simulated WhatsApp.

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use app::channels::{AppRequest, ConnectRequest};
use app::views::ChannelKind;
use app::{Actor, Person};
use clap::Args;
use model::{Role, SessionId, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use simulator::Simulator;
use store::NewUser;

use super::output::say;
use super::user::make_up;
use crate::auth::hasher::Hasher;
use crate::boot::key::{self, Missing};
use crate::boot::{self, Options, Running};
use crate::config::Config;

const WORKSPACE: &str = "Prisma Coffee";
/// Who works there.
const TEAM: [(Role, &str, &str); 4] = [
    (Role::Owner, "owner@demo.example", "Olivia Reyes"),
    (Role::Admin, "admin@demo.example", "Adam Okafor"),
    (Role::Agent, "agent@demo.example", "Asha Nair"),
    (Role::Analyst, "analyst@demo.example", "Noor Haddad"),
];
/// What the first customers write at the first start, so that the inbox is not empty.
const GREETINGS: [&str; 4] = [
    "Hola, ¿tienen café de olla en bolsas de un kilo?",
    "Hi! Is my order on its way?",
    "Bom dia! Vocês abrem no domingo?",
    "Thanks, the beans are wonderful ☕",
];

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

/// What a demo remembers between starts.
#[derive(Debug, Serialize, Deserialize)]
struct Memory {
    password: String,
    workspace: WorkspaceId,
    owner: UserId,
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
        let running = boot::start(config.clone(), Options::default()).await?;
        let memory = self.settle_in(&config, &running).await?;
        let url = format!("http://{}", running.address());
        self.announce(&url, &memory)?;
        super::serve::until_stopped(running).await
    }

    /// The first start makes the team and connects the number; every start tells the simulator where to deliver.
    async fn settle_in(&self, config: &Config, running: &Running) -> anyhow::Result<Memory> {
        let app = &running.server().app;
        let path = self.data_dir.join("demo.json");
        let is_first = !path.exists();
        let memory = if is_first {
            make_team(config, running).await?
        } else {
            serde_json::from_slice(&std::fs::read(&path)?)
                .with_context(|| format!("{} cannot be read; delete {} to start afresh", path.display(), self.data_dir.display()))?
        };
        let actor = Actor {
            user_id: memory.owner,
            workspace_id: memory.workspace,
            role: Role::Owner,
            session_id: SessionId::new(),
            ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            request_id: "demo".to_owned(),
        };
        if is_first {
            app.channels().connect(&actor, connection(config)?).await?;
        }
        app.channels().subscribe(&actor).await?;
        if is_first {
            let simulator = running.simulator().context("the demo's simulator runs")?;
            greet(simulator).await;
            write_whole(&path, &serde_json::to_vec_pretty(&memory)?)?;
        }
        Ok(memory)
    }

    fn announce(&self, url: &str, memory: &Memory) -> anyhow::Result<()> {
        say("");
        say(&format!("  PrismWA demo   {url}"));
        say("");
        for (role, email, _) in TEAM {
            say(&format!("  {:<9} {email:<22} {}", role.as_str(), memory.password));
        }
        say("");
        say("  Open it twice: the inbox in one window, the Simulator (a customer's phone) in the other. Ctrl-C stops it.");
        let Some(path) = &self.ready_file else { return Ok(()) };
        let accounts: Vec<_> = TEAM
            .iter()
            .map(|(role, email, _)| serde_json::json!({ "role": role, "email": email, "password": memory.password }))
            .collect();
        write_whole(
            path,
            &serde_json::to_vec_pretty(&serde_json::json!({ "url": url, "workspace": memory.workspace, "sign_in": accounts }))?,
        )
    }
}

async fn make_team(config: &Config, running: &Running) -> anyhow::Result<Memory> {
    let app = &running.server().app;
    let password = make_up();
    let password_hash = Hasher::new(&config.auth).hash(password.clone().into()).await?;
    let operator = Person::operator();
    let mut founded: Option<(UserId, WorkspaceId)> = None;
    for (role, email, name) in TEAM {
        let user = NewUser {
            email: email.to_owned(),
            name: name.to_owned(),
            password_hash: password_hash.clone(),
            is_instance_admin: role == Role::Owner,
        };
        let user = app.users().create(user).await?;
        match founded {
            None => founded = Some((user.id, app.workspaces().create(&operator, user.id, WORKSPACE, None).await?.id)),
            Some((_, workspace)) => {
                app.members().add(&operator, workspace, user.id, role).await?;
            }
        }
    }
    let (owner, workspace) = founded.context("the team has an owner")?;
    Ok(Memory { password, workspace, owner })
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

async fn greet(simulator: &Simulator) {
    for (phone, words) in simulator.phones().iter().zip(GREETINGS) {
        phone.says(words).await;
    }
}

/// A reader sees the whole file or none.
fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let unfinished = path.with_extension("unfinished");
    std::fs::write(&unfinished, bytes)
        .and_then(|()| std::fs::rename(&unfinished, path))
        .with_context(|| format!("cannot write {}", path.display()))
}
