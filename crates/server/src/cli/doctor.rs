//! `prismwa doctor`: looks at everything the server needs; a line each, green or red, the red ones with the way out.

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use app::bus::redis::{self, RedisConfig};
use app::views::{ChannelCheck, CheckLevel};
use clap::Args;
use model::{Clock as _, SystemClock};
use store::Store;

use super::output::say;
use crate::boot::key::{self, Missing};
use crate::boot::lock::Lock;
use crate::boot::{self, Error};
use crate::config::{self, Config};
use crate::disk;

/// Check everything the server needs.
#[derive(Debug, Args)]
pub(super) struct Doctor {}

/// How long the media store may take over a little file.
const LONGEST_PROBE: std::time::Duration = std::time::Duration::from_secs(20);

enum Finding {
    /// As it should be.
    Good(String),
    /// Works, but somebody should know.
    Note(String),
    /// Does not work; says what to do.
    Bad(String),
}

use Finding::{Bad, Good, Note};

impl Doctor {
    pub(super) async fn run(self, config: Result<Config, config::Error>) -> anyhow::Result<ExitCode> {
        let mut findings = Vec::new();
        match config {
            Ok(config) => {
                findings.push(("configuration", Good("read and possible".to_owned())));
                examine(&config, &mut findings).await;
            }
            Err(error) => findings.push(("configuration", Bad(error.to_string()))),
        }
        let colours = std::io::stdout().is_terminal();
        for (subject, finding) in &findings {
            say(&line(subject, finding, colours));
        }
        let bad = findings.iter().filter(|(_, finding)| matches!(finding, Bad(_))).count();
        if bad == 0 {
            return Ok(ExitCode::SUCCESS);
        }
        say(&format!("{bad} of {} checks found something to mend.", findings.len()));
        Ok(ExitCode::FAILURE)
    }
}

fn line(subject: &str, finding: &Finding, colours: bool) -> String {
    let (mark, colour, words) = match finding {
        Good(words) => ("ok  ", "32", words),
        Note(words) => ("note", "33", words),
        Bad(words) => ("BAD ", "31", words),
    };
    if colours {
        format!("\x1b[{colour}m{mark}\x1b[0m {subject}: {words}")
    } else {
        format!("{mark} {subject}: {words}")
    }
}

async fn examine(config: &Config, findings: &mut Vec<(&'static str, Finding)>) {
    let master_key = key::find(config, Missing::Refuse);
    findings.push(("master key", key_finding(config, &master_key)));
    let is_running = config
        .database
        .sqlite_path()
        .filter(|path| path.exists())
        .is_some_and(|path| matches!(Lock::take(&path), Err(Error::InUse(_))));
    let store = match (boot::require_database(config), master_key) {
        (Ok(()), Ok(master_key)) => Some(Store::open(&boot::store_config(config, master_key), Arc::new(SystemClock)).await),
        _ => None,
    };
    findings.push(("database", database_finding(config, store.as_ref()).await));
    if let Some(Ok(store)) = &store {
        findings.push(("clock", clock_finding(store).await));
        findings.push(("owner", owner_finding(store).await));
        number_findings(config, store, findings).await;
        store.close().await;
    }
    if let Some(redis) = config.bus.redis() {
        findings.push(("redis", redis_finding(config, &redis).await));
    }
    findings.push(("media", media_finding(config).await));
    findings.push(("disk", disk_finding(config)));
    findings.push(("port", port_finding(config, is_running).await));
    findings.push(("public address", address_finding(config)));
}

fn key_finding(config: &Config, key: &Result<store::secrets::MasterKey, Error>) -> Finding {
    match key {
        Ok(_) if config.secrets.master_key.is_some() => Good("from the settings".to_owned()),
        Ok(_) => {
            let path = config.database.sqlite_path().map(|path| key::path_beside(&path)).unwrap_or_default();
            match is_private(&path) {
                true => Good(format!("{}, readable by its owner only", path.display())),
                false => Bad(format!("{} can be read by others: `chmod 600 {0}`", path.display())),
            }
        }
        Err(Error::KeyFileMissing { database, .. }) if !database.exists() => {
            Note("none yet; the first start makes one beside the database".to_owned())
        }
        Err(error) => Bad(error.to_string()),
    }
}

fn is_private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|facts| facts.permissions().mode() & 0o077 == 0)
}

async fn database_finding(config: &Config, store: Option<&Result<Store, store::Error>>) -> Finding {
    match store {
        None => match boot::require_database(config) {
            Err(error) => Note(error.to_string()),
            Ok(()) => Bad("cannot be opened without the master key".to_owned()),
        },
        Some(Err(store::Error::NotMigrated { found, known })) if config.database.sqlite_path().is_some() => {
            Note(format!("has schema {found}; the next start brings it to {known}, after a backup"))
        }
        Some(Err(error)) => Bad(Error::from_store(error).to_string()),
        Some(Ok(store)) => match store.system().database_facts().await {
            Ok((kind, version, size)) => Good(format!(
                "{kind} {version} at {}, {} MiB, schema and key fit",
                config.database.shown(),
                size / 1_048_576
            )),
            Err(error) => Bad(Error::from_store(&error).to_string()),
        },
    }
}

async fn clock_finding(store: &Store) -> Finding {
    let now = SystemClock.now();
    match store.system().newest_moment().await {
        Ok(Some(newest)) if newest.since(now) > std::time::Duration::from_secs(60) => Bad(format!(
            "it is {now}, but the database knows of {newest}: set the machine's clock (NTP), or tokens and windows will be wrong"
        )),
        Ok(_) => Good(format!("{now}")),
        Err(error) => Bad(Error::from_store(&error).to_string()),
    }
}

async fn owner_finding(store: &Store) -> Finding {
    match store.system().has_users().await {
        Ok(true) => Good("somebody can sign in".to_owned()),
        Ok(false) => Note("nobody can sign in yet: start the server and open the setup link from its log".to_owned()),
        Err(error) => Bad(Error::from_store(&error).to_string()),
    }
}

/// Every connected number of Meta's, examined as the console does it; of those in order one line says so.
async fn number_findings(config: &Config, store: &Store, findings: &mut Vec<(&'static str, Finding)>) {
    let (graphs, routes) = match (boot::graphs(config), store.system().list_channel_routes().await) {
        (Ok(graphs), Ok(routes)) => (graphs, routes),
        (Err(error), _) => return findings.push(("numbers", Bad(error.to_string()))),
        (_, Err(error)) => return findings.push(("numbers", Bad(Error::from_store(&error).to_string()))),
    };
    for route in routes {
        let public_url = config.server.public_url.trim_end_matches('/');
        match app::channels::examine(store, &graphs, public_url, route.workspace_id).await {
            Ok(Some(examined)) => findings.extend(of_number(&route.phone_number_id, examined.checks)),
            // Without a token there is nothing to ask with, and a simulated number is the running server's own.
            Ok(None) => {}
            Err(error) if error.code == "simulator.off" => {}
            Err(error) => findings.push(("number", Bad(format!("{}: {error}", route.phone_number_id)))),
        }
    }
}

fn of_number(number: &str, checks: Vec<ChannelCheck>) -> Vec<(&'static str, Finding)> {
    let wrong: Vec<_> = checks.iter().filter(|check| !check.ok).collect();
    if wrong.is_empty() {
        return vec![("number", Good(format!("{number}: all {} checks are in order", checks.len())))];
    }
    let words = |check: &ChannelCheck| {
        let remedy = check.remedy.as_deref().unwrap_or_default();
        format!("{number}: {}: {} {remedy}", check.title, check.detail)
    };
    let finding = |check: &&ChannelCheck| match check.level {
        CheckLevel::Ok | CheckLevel::Warning => ("number", Note(words(check))),
        CheckLevel::Error => ("number", Bad(words(check))),
    };
    wrong.iter().map(finding).collect()
}

/// Writes, reads and deletes a little file, wherever files are.
async fn media_finding(config: &Config) -> Finding {
    let shown = config.media.shown();
    if !config.media.is_bucket() && !Path::new(&config.media.dir).exists() {
        return Note(format!("{shown} is missing; the next start makes it"));
    }
    let probed = match config.media.open() {
        Ok(files) => tokio::time::timeout(LONGEST_PROBE, files.probe()).await,
        Err(error) => return Bad(format!("{shown} cannot be opened: {error}")),
    };
    match probed {
        Ok(Ok(())) => Good(format!("{shown} can be written, read and cleaned")),
        Ok(Err(error)) => Bad(format!("{shown} cannot be used: {}", one_line(&error.to_string()))),
        Err(_) => Bad(format!("{shown} does not answer: look at media.s3_endpoint and the network between")),
    }
}

async fn redis_finding(config: &Config, redis: &RedisConfig) -> Finding {
    match redis::probe(redis).await {
        Ok(version) => Good(format!("{version}, carries channel {}", config.bus.redis_channel)),
        Err(why) => Bad(format!(
            "bus.redis_url: {why}; without it nodes hear each other only by looking, every few seconds"
        )),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn disk_finding(config: &Config) -> Finding {
    let path = config.database.sqlite_path().unwrap_or_else(|| config.media.dir.clone().into());
    match disk::free_bytes(&path) {
        Some(free) if free < 256 * 1024 * 1024 => Bad(format!(
            "only {} MiB free at {}: make room before it fills up",
            free / 1_048_576,
            path.display()
        )),
        Some(free) => Good(format!("{} MiB free", free / 1_048_576)),
        None => Note("the system does not say how much is free".to_owned()),
    }
}

async fn port_finding(config: &Config, is_running: bool) -> Finding {
    match boot::listen(&config.server.listen, "server.listen").await {
        Ok(_) => Good(format!("{} is free", config.server.listen)),
        Err(_) if is_running => Good(format!("{} is taken by the running server", config.server.listen)),
        Err(error) => Bad(error.to_string()),
    }
}

fn address_finding(config: &Config) -> Finding {
    let url = &config.server.public_url;
    let host = url.split("://").nth(1).unwrap_or_default();
    let is_local = ["localhost", "127.", "[::1]", "0.0.0.0", "10.", "192.168."]
        .iter()
        .any(|local| host.starts_with(local));
    if is_local {
        Note(format!(
            "{url} is only reachable from here: fine with the simulator, but Meta needs a public https address in server.public_url"
        ))
    } else if !config.server.is_https() {
        Bad(format!(
            "{url} is not https: Meta calls nothing else, and cookies are not safe; put a TLS proxy in front and set server.public_url"
        ))
    } else {
        Good(url.clone())
    }
}
