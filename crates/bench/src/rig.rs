//! A fresh installation to measure: an empty database, one or more running servers, an owner, a workspace, and a number connected to a simulator, either the
//! one inside the server or one that outlives it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bodies::Sender;
use crate::child::{Recipe, START_LIMIT, Server};
use crate::database::{self, Kind, Oracle};
use crate::http;
use crate::meta::Meta;

pub(crate) const EMAIL: &str = "owner@bench.example";
pub(crate) const PASSWORD: &str = "a long password for measurements";
/// The simulator's business and number.
const WABA: &str = "102290129340398";
const NUMBER: &str = "106540352242922";

/// The installation; everything of it goes when it is dropped.
#[derive(Debug)]
pub(crate) struct Rig {
    /// How to start it again.
    pub(crate) recipe: Recipe,
    /// The running process.
    pub(crate) server: Option<Server>,
    /// Further nodes on the same database.
    pub(crate) others: Vec<Node>,
    /// The Meta that outlives the servers, when there is one.
    pub(crate) meta: Option<Meta>,
    /// Whose webhooks it takes.
    pub(crate) sender: Sender,
    /// The workspace's id.
    pub(crate) workspace: String,
    _folder: TempDir,
}

/// Another node.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) recipe: Recipe,
    pub(crate) server: Option<Server>,
}

/// What kind of installation.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) kind: Kind,
    /// Servers on the same database; SQLite has one.
    pub(crate) nodes: usize,
    /// Meta runs in the driver: its ledger survives every kill.
    pub(crate) meta_outside: bool,
    /// A PostgreSQL server of its own, instead of the one for everybody.
    pub(crate) postgres: Option<String>,
    /// Further settings.
    pub(crate) settings: Vec<(&'static str, String)>,
    pub(crate) seed: u64,
}

impl Plan {
    /// One server with its own simulator.
    pub(crate) fn simple(kind: Kind) -> Self {
        Self {
            kind,
            nodes: 1,
            meta_outside: false,
            postgres: None,
            settings: Vec::new(),
            seed: 1,
        }
    }

    /// Meta in the driver, and two nodes where the database allows it.
    pub(crate) fn with_meta(kind: Kind, seed: u64) -> Self {
        let nodes = if kind == Kind::Postgres { 2 } else { 1 };
        Self {
            nodes,
            meta_outside: true,
            seed,
            ..Self::simple(kind)
        }
    }
}

impl Rig {
    /// One server with its own simulator.
    pub(crate) async fn new(kind: Kind) -> Result<Self> {
        Self::build(Plan::simple(kind)).await
    }

    /// Sets it up through the same routes that the console uses.
    pub(crate) async fn build(plan: Plan) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("prismwa-bench-").tempdir()?;
        let database = match &plan.postgres {
            Some(server) => database::create_on(server).await?,
            None => plan.kind.create(folder.path()).await?,
        };
        let meta = match plan.meta_outside {
            true => Some(Meta::start(plan.seed).await?),
            false => None,
        };
        let mut settings = plan.settings;
        settings.push(("PRISMWA_AUTH__ACCESS_TOKEN_SECONDS", "3600".to_owned()));
        settings.extend(meta.iter().map(|meta| ("PRISMWA_GRAPH__BASE_URL", meta.graph())));
        let recipe = Recipe {
            settings,
            ..Recipe::new(folder.path(), database)?
        };
        if plan.kind == Kind::Postgres {
            recipe.migrate()?;
        }
        let (server, _) = recipe.start().await?;
        let host = recipe.host.clone();

        let setup = json!({ "token": setup_token(&recipe).await?, "email": EMAIL, "name": "Bench", "password": PASSWORD, "workspace_name": "Bench" });
        let signed_in = http::json(&host, "POST", "/api/v1/setup", None, Some(&setup)).await?;
        let token = text(&signed_in, "/access_token")?;
        let me = http::json(&host, "GET", "/api/v1/me", Some(&token), None).await?;
        let workspace = text(&me, "/memberships/0/workspace/id")?;
        let (connect, app_secret) = match &meta {
            Some(meta) => meta.connect(),
            None => inside(&host, &token).await?,
        };
        let path = format!("/api/v1/workspaces/{workspace}/channel");
        let channel = http::json(&host, "PUT", &path, Some(&token), Some(&connect)).await?;
        let webhook = text(&channel, "/webhook_url")?;
        if let Some(meta) = &meta {
            meta.simulator.set_callback(&webhook);
        }
        // No typing bubbles before a message: they would only make a proof slow.
        let calm = json!({ "settings": { "typing_to_contact": false, "read_receipts": "never" } });
        http::json(&host, "PATCH", &format!("/api/v1/workspaces/{workspace}"), Some(&token), Some(&calm)).await?;
        let path = webhook.split_once(&host).map_or(webhook.as_str(), |(_, path)| path).to_owned();
        let sender = Sender {
            app_secret,
            waba_id: WABA.into(),
            phone_number_id: NUMBER.into(),
            path,
            host,
        };
        let mut rig = Self {
            recipe,
            server: Some(server),
            others: Vec::new(),
            meta,
            sender,
            workspace,
            _folder: folder,
        };
        for number in 1..plan.nodes {
            rig.add_node(number).await?;
        }
        Ok(rig)
    }

    async fn add_node(&mut self, number: usize) -> Result<()> {
        let folder = self.recipe.folder.join(format!("node-{number}"));
        std::fs::create_dir_all(&folder)?;
        let recipe = Recipe {
            settings: self.recipe.settings.clone(),
            ..Recipe::new(&folder, self.recipe.database_url.clone())?
        };
        let (server, _) = recipe.start().await?;
        self.others.push(Node {
            recipe,
            server: Some(server),
        });
        Ok(())
    }

    /// Host and port of every node.
    pub(crate) fn hosts(&self) -> Vec<String> {
        let others = self.others.iter().map(|node| node.recipe.host.clone());
        [self.recipe.host.clone()].into_iter().chain(others).collect()
    }

    /// The process of node `number`, and how to start it again.
    fn node(&mut self, number: usize) -> (&Recipe, &mut Option<Server>) {
        match number.checked_sub(1) {
            None => (&self.recipe, &mut self.server),
            Some(other) => {
                let node = &mut self.others[other];
                (&node.recipe, &mut node.server)
            }
        }
    }

    /// The process of node `number`.
    pub(crate) fn process(&mut self, number: usize) -> Result<&Server> {
        self.node(number).1.as_ref().context("the node runs")
    }

    /// SIGKILL for node `number`.
    pub(crate) fn kill(&mut self, number: usize) -> Result<()> {
        self.node(number).1.take().map_or(Ok(()), Server::kill)
    }

    /// Starts node `number` again.
    pub(crate) async fn start(&mut self, number: usize) -> Result<Duration> {
        let (recipe, server) = self.node(number);
        let (started, took) = recipe.start().await?;
        *server = Some(started);
        Ok(took)
    }

    /// A fresh access token.
    pub(crate) async fn token(&self) -> Result<String> {
        sign_in(&self.recipe.host, EMAIL).await
    }

    /// A look into its database.
    pub(crate) async fn oracle(&self) -> Result<Oracle> {
        Oracle::open(&self.recipe.database_url).await
    }

    /// SIGKILL now, then start again.
    pub(crate) async fn kill_and_restart(&mut self) -> Result<Duration> {
        self.kill(0)?;
        self.start(0).await
    }

    /// Ids of its conversations, at most a hundred.
    pub(crate) async fn conversations(&self, token: &str) -> Result<Vec<String>> {
        let path = format!("/api/v1/workspaces/{}/conversations?view=all&limit=100", self.workspace);
        let page = http::json(&self.recipe.host, "GET", &path, Some(token), None).await?;
        let ids = page["data"].as_array().context("a page has data")?;
        ids.iter().map(|conversation| text(conversation, "/id")).collect()
    }

    /// An agent of the workspace, through an invitation; gives an access token.
    pub(crate) async fn add_agent(&self, token: &str, email: &str) -> Result<String> {
        let host = &self.recipe.host;
        let path = format!("/api/v1/workspaces/{}/invitations", self.workspace);
        let invitation = http::json(host, "POST", &path, Some(token), Some(&json!({ "email": email, "role": "AGENT" }))).await?;
        let link = text(&invitation, "/accept_url")?;
        let secret = link.rsplit(['/', '=']).next().context("an invitation link ends with its token")?;
        let accept = json!({ "name": email, "password": PASSWORD });
        let signed_in = http::json(host, "POST", &format!("/api/v1/invitations/{secret}/accept"), None, Some(&accept)).await?;
        text(&signed_in, "/access_token")
    }
}

/// Signs in.
pub(crate) async fn sign_in(host: &str, email: &str) -> Result<String> {
    let who = json!({ "email": email, "password": PASSWORD });
    text(&http::json(host, "POST", "/api/v1/auth/login", None, Some(&who)).await?, "/access_token")
}

/// What connects the simulator inside the server, and the secret that signs its webhooks and its phones' exchanges.
async fn inside(host: &str, token: &str) -> Result<(Value, String)> {
    let path = format!("/simulator/control/businesses/{WABA}/credentials");
    let credentials = http::json(host, "GET", &path, Some(token), None).await?;
    let secret = text(&credentials, "/app_secret")?;
    let app = json!({ "app_id": text(&credentials, "/app_id")?, "app_secret": secret, "verify_token": "bench-verify-token" });
    let connect =
        json!({ "kind": "simulator", "phone_number_id": NUMBER, "waba_id": WABA, "access_token": text(&credentials, "/access_token")?, "app": app });
    Ok((connect, secret))
}

/// The one-time token for the first owner, from the log; the server says it a moment after it is ready.
async fn setup_token(recipe: &Recipe) -> Result<String> {
    let started = Instant::now();
    while started.elapsed() < START_LIMIT {
        let log = std::fs::read_to_string(recipe.log())?;
        if let Some((_, rest)) = log.rsplit_once("token=") {
            let token = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
            let token: String = rest.chars().take_while(token).collect();
            if rest.len() > token.len() {
                return Ok(token);
            }
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    bail!("no set-up link in the server's log")
}

pub(crate) fn text(value: &Value, pointer: &str) -> Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.map(ToOwned::to_owned).with_context(|| format!("no {pointer} in {value}"))
}
