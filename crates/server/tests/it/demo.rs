//! The demo: a first start tells the story, the next goes on with it, and a stop ends it cleanly.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use serde_json::{Value, json};

use crate::support::Client;

/// A running demo, ended with the test whatever happens.
struct Demo {
    child: Child,
    ready: Value,
}

impl Demo {
    fn start(folder: &Path) -> Self {
        let ready = folder.join("ready.json");
        let _ = std::fs::remove_file(&ready);
        let mut child = Command::new(env!("CARGO_BIN_EXE_prismwa"))
            .args(["demo", "--port", "0", "--data-dir"])
            .arg(folder.join("data"))
            .arg("--ready-file")
            .arg(&ready)
            .env_clear()
            .env("PRISMWA_AUTH__ARGON2_MEMORY_KIB", "64")
            .env("PRISMWA_SIMULATOR__PACE", "instant")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the binary runs");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        // The pipe ends when the demo does, so a failed start ends the wait.
        let said: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.contains("Ctrl-C stops it")).collect();
        let text = std::fs::read_to_string(&ready).unwrap_or_default();
        let Ok(ready) = serde_json::from_str(&text) else {
            let _ = child.wait();
            panic!("the demo did not start: {said:?}");
        };
        Self { child, ready }
    }

    /// The agent, signed in with the printed password.
    async fn agent(&self) -> Client {
        let base = self.ready["url"].as_str().expect("an address").to_owned();
        let accounts = self.ready["sign_in"].as_array().expect("accounts");
        let agent = accounts.iter().find(|account| account["role"] == "AGENT").expect("an agent");
        let anyone = Client::new(crate::support::http(), base.clone(), None);
        let login = json!({ "email": agent["email"], "password": agent["password"] });
        let token = anyone.post("/auth/login", login).await.ok()["access_token"]
            .as_str()
            .expect("a token")
            .to_owned();
        let workspace = self.ready["workspace"].as_str().expect("an id").parse().expect("an id");
        Client::new(crate::support::http(), base, Some(token)).at(workspace)
    }

    fn stop(mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs").success());
        self.child.wait().expect("our child")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn conversations(agent: &Client) -> Vec<Value> {
    agent.get("/conversations?view=all&limit=100").await.ok()["data"]
        .as_array()
        .expect("a list")
        .clone()
}

#[tokio::test]
async fn a_demo_tells_its_story_once_and_goes_on_with_it() {
    let folder = tempfile::Builder::new().prefix("prismwa-demo-").tempdir().unwrap();
    let demo = Demo::start(folder.path());
    let first = demo.ready.clone();
    let agent = demo.agent().await;
    let told = conversations(&agent).await;
    assert_eq!(told.len(), 12);
    let statuses = |status: &str| told.iter().filter(|each| each["status"] == status).count();
    assert_eq!((statuses("open"), statuses("closed"), statuses("snoozed")), (9, 2, 1));
    let kinds: std::collections::BTreeSet<&str> = told.iter().filter_map(|each| each["last_message"]["kind"].as_str()).collect();
    assert!(kinds.len() >= 6, "many kinds: {kinds:?}");
    assert_eq!(agent.get("~/me").await.ok()["memberships"][0]["workspace"]["name"], "Lumen Home");
    assert_eq!(agent.get("/tags").await.ok()["data"].as_array().unwrap().len(), 4);
    assert!(demo.stop().success());

    let demo = Demo::start(folder.path());
    assert_eq!(
        (&demo.ready["sign_in"], &demo.ready["workspace"]),
        (&first["sign_in"], &first["workspace"])
    );
    let agent = demo.agent().await;
    let again = conversations(&agent).await;
    let ids = |list: &[Value]| {
        list.iter()
            .map(|each| (each["id"].clone(), each["inbound_count"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&again), ids(&told), "nothing is told twice");
    assert!(demo.stop().success());
}
