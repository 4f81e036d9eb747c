//! A fresh installation to measure: an empty database, a running server, an owner, a workspace, and a number connected to the simulator inside.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bodies::Sender;
use crate::child::{Recipe, Server};
use crate::database::{Kind, Oracle};
use crate::http;

const EMAIL: &str = "owner@bench.example";
const PASSWORD: &str = "a long password for measurements";
/// The simulator's business and number.
const WABA: &str = "102290129340398";
const NUMBER: &str = "106540352242922";
const APP_SECRET: &str = "bench-app-secret";

/// The installation; everything of it goes when it is dropped.
#[derive(Debug)]
pub(crate) struct Rig {
    /// How to start it again.
    pub(crate) recipe: Recipe,
    /// The running process.
    pub(crate) server: Option<Server>,
    /// Whose webhooks it takes.
    pub(crate) sender: Sender,
    /// The workspace's id.
    pub(crate) workspace: String,
    _folder: TempDir,
}

impl Rig {
    /// Sets it up through the same routes that the console uses.
    pub(crate) async fn new(kind: Kind) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("prismwa-bench-").tempdir()?;
        let recipe = Recipe::new(folder.path(), kind.create(folder.path()).await?)?;
        let (server, _) = recipe.start().await?;
        let host = recipe.host.clone();

        let setup = json!({ "token": setup_token(&recipe)?, "email": EMAIL, "name": "Bench", "password": PASSWORD, "workspace_name": "Bench" });
        let signed_in = http::json(&host, "POST", "/api/v1/setup", None, Some(&setup)).await?;
        let token = text(&signed_in, "/access_token")?;
        let me = http::json(&host, "GET", "/api/v1/me", Some(&token), None).await?;
        let workspace = text(&me, "/memberships/0/workspace/id")?;
        let credentials = http::json(
            &host,
            "GET",
            &format!("/simulator/control/businesses/{WABA}/credentials"),
            Some(&token),
            None,
        )
        .await?;
        let connect = json!({ "kind": "simulator", "phone_number_id": NUMBER, "waba_id": WABA, "access_token": text(&credentials, "/access_token")?,
            "app": { "app_id": text(&credentials, "/app_id")?, "app_secret": APP_SECRET, "verify_token": "bench-verify-token" } });
        let channel = http::json(
            &host,
            "PUT",
            &format!("/api/v1/workspaces/{workspace}/channel"),
            Some(&token),
            Some(&connect),
        )
        .await?;
        let webhook = text(&channel, "/webhook_url")?;
        let path = webhook.split_once(&host).map_or(webhook.as_str(), |(_, path)| path).to_owned();

        let sender = Sender {
            app_secret: APP_SECRET.into(),
            waba_id: WABA.into(),
            phone_number_id: NUMBER.into(),
            path,
            host,
        };
        Ok(Self {
            recipe,
            server: Some(server),
            sender,
            workspace,
            _folder: folder,
        })
    }

    /// A fresh access token.
    pub(crate) async fn token(&self) -> Result<String> {
        let answer = http::json(
            &self.recipe.host,
            "POST",
            "/api/v1/auth/login",
            None,
            Some(&json!({ "email": EMAIL, "password": PASSWORD })),
        )
        .await?;
        text(&answer, "/access_token")
    }

    /// A look into its database.
    pub(crate) async fn oracle(&self) -> Result<Oracle> {
        Oracle::open(&self.recipe.database_url).await
    }

    /// SIGKILL now, then start again.
    pub(crate) async fn kill_and_restart(&mut self) -> Result<Duration> {
        if let Some(server) = self.server.take() {
            server.kill()?;
        }
        let (server, took) = self.recipe.start().await?;
        self.server = Some(server);
        Ok(took)
    }
}

/// The one-time token for the first owner, from the log.
fn setup_token(recipe: &Recipe) -> Result<String> {
    let log = std::fs::read_to_string(recipe.log())?;
    let (_, rest) = log.rsplit_once("token=").context("no set-up link in the server's log")?;
    Ok(rest
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        .collect())
}

fn text(value: &Value, pointer: &str) -> Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.map(ToOwned::to_owned).with_context(|| format!("no {pointer} in {value}"))
}
