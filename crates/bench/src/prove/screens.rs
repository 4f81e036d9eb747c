//! Screens that lose their connection again and again, while messages come and go and nodes restart: each ends with exactly what the server has.
//!
//! A client asks for what came after its last number. Every event it gets must carry the next number, so a gap or a repetition fails at once; in the end its
//! messages and their statuses must be those of the database.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::inbound::Webhooks;
use super::sends::Sends;
use super::{Dice, Options};
use crate::database::Kind;
use crate::figures;
use crate::rig::{Plan, Rig};
use crate::socket::Client;

const CUSTOMERS: usize = 20;
/// A user may have twenty sockets on a node.
const SOCKETS_EACH: usize = 16;
/// Most events between two cuts.
const LONGEST_CALM: u64 = 40;
const PATIENCE: Duration = Duration::from_secs(120);

/// Both databases; two nodes on PostgreSQL.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    for kind in options.databases() {
        let started = Instant::now();
        let clients = options.clients.unwrap_or(options.size(24, 200));
        let cuts = options.cuts.unwrap_or(options.size(4, 50));
        let restarts = options.kills.unwrap_or(options.size(1, 10));
        let found = prove(kind, clients, cuts, restarts, options.seed)
            .await
            .with_context(|| format!("on {}, seed {}", kind.name(), options.seed))?;
        println!(
            "{}: {clients} clients, {} cuts, {restarts} restarts of a node, {} events, {} messages: 0 gaps, 0 doubled, every screen as the server's; {:.0} s",
            kind.name(),
            found.cuts,
            found.events,
            found.messages,
            started.elapsed().as_secs_f64()
        );
        let kept = serde_json::json!({ "database": kind.name(), "clients": clients, "cuts": found.cuts, "restarts": restarts, "events": found.events,
            "messages": found.messages, "seed": options.seed });
        figures::keep(&format!("screens-{}", kind.name().to_lowercase()), &kept)?;
    }
    Ok(())
}

struct Found {
    cuts: u64,
    events: u64,
    messages: usize,
}

async fn prove(kind: Kind, clients: usize, cuts: u32, restarts: u32, seed: u64) -> Result<Found> {
    let mut rig = Rig::build(Plan::with_meta(kind, seed)).await?;
    let oracle = rig.oracle().await?;
    rig.meta.as_ref().context("Meta is outside")?.open_windows(CUSTOMERS, &oracle).await?;
    let token = rig.token().await?;
    let conversations = rig.conversations(&token).await?;
    let hosts = rig.hosts();
    let mut tokens = Vec::new();
    for agent in 0..clients.div_ceil(SOCKETS_EACH) {
        tokens.push(rig.add_agent(&token, &format!("agent-{agent}@bench.example")).await?);
    }
    let (target, end) = watch::channel(None);
    let mut screens = JoinSet::new();
    for client in 0..clients {
        let screen = Screen {
            hosts: hosts.clone(),
            token: tokens[client / SOCKETS_EACH].clone(),
            workspace: rig.workspace.clone(),
            cuts_left: cuts,
            cuts: 0,
            last: 0,
            messages: HashMap::new(),
        };
        screens.spawn(screen.watch(Dice::new(seed ^ client as u64), end.clone()));
    }
    let webhooks = Webhooks::start(&rig);
    let sends = Sends::start(&rig, &token, &conversations, 60 + usize::try_from(cuts)? * 20, seed);
    let mut dice = Dice::new(seed);
    for _ in 0..restarts {
        tokio::time::sleep(Duration::from_millis(200 + dice.below(600))).await;
        let node = usize::try_from(dice.below(hosts.len() as u64))?;
        rig.kill(node)?;
        rig.start(node).await?;
    }
    sends.finish().await?;
    webhooks.finish().await?;
    rig.meta.as_ref().context("Meta is outside")?.settled(PATIENCE).await?;
    oracle.drained(PATIENCE).await?;
    target.send_replace(Some(quiet(&oracle).await?));
    let rows: Vec<(String, String)> = oracle.rows("select wamid, status from messages where wamid is not null").await?;
    let expected: HashSet<_> = rows.into_iter().collect();
    let (mut done, mut events) = (0, 0);
    while let Some(screen) = tokio::time::timeout(PATIENCE, screens.join_next())
        .await
        .context("a screen never caught up")?
    {
        let screen = screen??;
        let shown: HashSet<_> = screen
            .messages
            .into_values()
            .filter_map(|(wamid, status)| Some((wamid?, status)))
            .collect();
        ensure!(
            shown == expected,
            "a screen shows {} messages, the server has {}; {} differ",
            shown.len(),
            expected.len(),
            shown.symmetric_difference(&expected).count()
        );
        done += u64::from(screen.cuts);
        events = screen.last;
    }
    Ok(Found {
        cuts: done,
        events,
        messages: expected.len(),
    })
}

/// The number of the last event, once no more come.
async fn quiet(oracle: &crate::database::Oracle) -> Result<u64> {
    let started = Instant::now();
    let mut last = -1;
    loop {
        let now = oracle.number("select max(event_seq) from workspaces").await?;
        let open = oracle
            .number("select count(*) from outbox where state in ('queued', 'dispatching') and lease_until = 0")
            .await?;
        if now == last && open == 0 {
            return Ok(u64::try_from(now)?);
        }
        ensure!(started.elapsed() < PATIENCE, "events never stopped");
        last = now;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

/// A browser tab: its last number, and what it shows.
struct Screen {
    hosts: Vec<String>,
    token: String,
    workspace: String,
    cuts_left: u32,
    cuts: u32,
    last: u64,
    /// By our id: Meta's id and the status.
    messages: HashMap<String, (Option<String>, String)>,
}

impl Screen {
    /// Until everything up to the target was seen.
    async fn watch(mut self, mut dice: Dice, mut target: watch::Receiver<Option<u64>>) -> Result<Self> {
        loop {
            // A node that is away is asked again; the browser does so, too.
            let Ok(mut client) = Client::connect(dice.pick::<String>(&self.hosts), &self.token, &self.workspace, Some(self.last)).await else {
                tokio::time::sleep(Duration::from_millis(30 + dice.below(60))).await;
                continue;
            };
            let mut calm = 1 + dice.below(LONGEST_CALM);
            while calm > 0 || self.cuts_left == 0 {
                if target.borrow().is_some_and(|target| self.last >= target) {
                    return Ok(self);
                }
                let event = tokio::select! {
                    event = client.next() => event,
                    _ = target.changed() => continue,
                };
                let Ok(event) = event else { break };
                self.take(event)?;
                calm = calm.saturating_sub(1);
            }
            self.cuts += 1;
            self.cuts_left = self.cuts_left.saturating_sub(1);
        }
    }

    fn take(&mut self, event: crate::socket::Event) -> Result<()> {
        if event.seq != self.last + 1 {
            bail!("after event {} came event {}", self.last, event.seq);
        }
        self.last = event.seq;
        if let Some((id, status)) = event.message {
            self.messages.insert(id, (event.wamid, status));
        }
        Ok(())
    }
}
