//! `kill -9` at random moments under load. The driver plays Meta: what was not answered 200 it sends again, often regrouped with others.
//!
//! In the end every message that was ever sent is stored once and took effect once; what was acknowledged was never missing after a restart.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::task::JoinSet;

use super::{Dice, Options, differences};
use crate::bodies::{Message, Sender};
use crate::database::{Kind, Oracle};
use crate::figures;
use crate::http::Connection;
use crate::rig::Rig;

const CONNECTIONS: usize = 16;
const CUSTOMERS: u32 = 40;
/// The latest moment of a kill after the load has begun.
const LONGEST_LIFE_MS: u64 = 400;
/// How often the whole ledger is compared.
const COMPARE_EVERY: u32 = 50;

/// Both databases.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    for kind in options.databases() {
        let started = Instant::now();
        let outcome = kills(kind, options).await.with_context(|| format!("on {}", kind.name()))?;
        println!(
            "{}: {} kills, {} messages sent, {} of them acknowledged and {} sent again after a kill: 0 missing, 0 doubled; slowest restart {:.0} ms; {:.0} s",
            kind.name(),
            options.kills(),
            outcome.sent,
            outcome.acknowledged,
            outcome.again,
            outcome.slowest_restart.as_secs_f64() * 1000.0,
            started.elapsed().as_secs_f64()
        );
        let kept = serde_json::json!({ "database": kind.name(), "kills": options.kills(), "messages": outcome.sent, "acknowledged_at_kill": outcome.acknowledged,
            "sent_again": outcome.again, "slowest_restart_ms": outcome.slowest_restart.as_millis() as u64, "seed": options.seed });
        figures::keep(&format!("kills-{}", kind.name().to_lowercase()), &kept)?;
    }
    Ok(())
}

struct Outcome {
    sent: usize,
    acknowledged: usize,
    again: usize,
    slowest_restart: Duration,
}

async fn kills(kind: Kind, options: &Options) -> Result<Outcome> {
    let mut rig = Rig::new(kind).await?;
    let mut dice = Dice::new(options.seed);
    let ledger = Arc::new(Ledger::default());
    let mut slowest_restart = Duration::ZERO;
    let mut again = 0;
    for kill in 1..=options.kills() {
        let life = Duration::from_millis(dice.below(LONGEST_LIFE_MS));
        let load = Load::start(&rig.sender, &ledger, dice.below(u64::MAX));
        tokio::time::sleep(life).await;
        slowest_restart = slowest_restart.max(rig.kill_and_restart().await?);
        again += load.stop().await?;
        let acknowledged = ledger.acknowledged();
        let oracle = rig.oracle().await?;
        if kill % COMPARE_EVERY == 0 || kill == options.kills() {
            none_missing(&acknowledged, &oracle)
                .await
                .with_context(|| format!("after kill {kill}, seed {}", options.seed))?;
        }
    }
    let acknowledged = ledger.acknowledged().len();
    finish(&rig, &ledger).await?;
    let all = ledger.all();
    let wrong = differences(&all, &rig.oracle().await?).await?;
    ensure!(wrong.is_empty(), "seed {}: {}", options.seed, wrong.join("; "));
    Ok(Outcome {
        sent: all.len(),
        acknowledged,
        again,
        slowest_restart,
    })
}

/// Every message that was acknowledged must be stored once its delivery is processed.
async fn none_missing(acknowledged: &HashSet<String>, oracle: &Oracle) -> Result<()> {
    oracle.drained(Duration::from_secs(120)).await?;
    let stored: HashSet<String> = oracle.wamids().await?.into_iter().collect();
    let missing = acknowledged.difference(&stored).count();
    ensure!(missing == 0, "{missing} acknowledged messages are missing");
    Ok(())
}

/// Sends what is still unanswered until it is answered.
async fn finish(rig: &Rig, ledger: &Ledger) -> Result<()> {
    let mut connection = Connection::open(&rig.recipe.host).await?;
    while let Some(messages) = ledger.take_unanswered() {
        let answer = connection.call(&rig.sender.request(&messages)).await?;
        ensure!(matches!(answer.status, 200 | 503), "a webhook was answered {}", answer.status);
        ledger.answered(messages, answer.status == 200);
    }
    Ok(())
}

/// What was sent, what was acknowledged, and what must be sent again.
#[derive(Debug, Default)]
struct Ledger(Mutex<Books>);

#[derive(Debug, Default)]
struct Books {
    next: u32,
    all: HashSet<String>,
    acknowledged: HashSet<String>,
    unanswered: VecDeque<Vec<Message>>,
}

impl Ledger {
    fn books(&self) -> std::sync::MutexGuard<'_, Books> {
        self.0.lock().expect("nobody panics over the books")
    }

    fn new_messages(&self, count: u64) -> Vec<Message> {
        let mut books = self.books();
        let messages: Vec<_> = (0..count)
            .map(|offset| Message::new(9, books.next + u32::try_from(offset).unwrap_or(0), CUSTOMERS))
            .collect();
        books.next += u32::try_from(count).unwrap_or(0);
        books.all.extend(messages.iter().map(|message| message.wamid.clone()));
        messages
    }

    fn answered(&self, messages: Vec<Message>, ok: bool) {
        let mut books = self.books();
        if ok {
            books.acknowledged.extend(messages.into_iter().map(|message| message.wamid));
        } else {
            books.unanswered.push_back(messages);
        }
    }

    fn take_unanswered(&self) -> Option<Vec<Message>> {
        self.books().unanswered.pop_front()
    }

    fn acknowledged(&self) -> HashSet<String> {
        self.books().acknowledged.clone()
    }

    fn all(&self) -> HashSet<String> {
        self.books().all.clone()
    }
}

/// Connections that send until the server dies under them.
struct Load(JoinSet<Result<usize>>);

impl Load {
    fn start(sender: &Sender, ledger: &Arc<Ledger>, seed: u64) -> Self {
        let mut tasks = JoinSet::new();
        for connection in 0..CONNECTIONS as u64 {
            tasks.spawn(send(sender.clone(), Arc::clone(ledger), Dice::new(seed ^ connection)));
        }
        Self(tasks)
    }

    /// Waits until all of them have noticed; how many deliveries were sent again.
    async fn stop(mut self) -> Result<usize> {
        let mut again = 0;
        while let Some(sent_again) = self.0.join_next().await {
            again += sent_again??;
        }
        Ok(again)
    }
}

async fn send(sender: Sender, ledger: Arc<Ledger>, mut dice: Dice) -> Result<usize> {
    let mut again = 0;
    let Ok(mut connection) = Connection::open(&sender.host).await else {
        return Ok(0);
    };
    loop {
        let mut messages = ledger.new_messages(1 + dice.below(3));
        // Every other delivery carries something that was lost before, as Meta regroups what it sends again.
        if dice.below(2) == 0
            && let Some(lost) = ledger.take_unanswered()
        {
            again += 1;
            messages.extend(lost);
            dice.shuffle(&mut messages);
        }
        let request = sender.request(&messages);
        match connection.call(&request).await {
            Ok(answer) => {
                ensure!(matches!(answer.status, 200 | 503), "a webhook was answered {}", answer.status);
                // Some are sent twice although they were answered.
                if answer.status == 200 && dice.below(5) == 0 && connection.call(&request).await.is_err() {
                    ledger.answered(messages, true);
                    return Ok(again);
                }
                ledger.answered(messages, answer.status == 200);
            }
            Err(_) => {
                ledger.answered(messages, false);
                return Ok(again);
            }
        }
    }
}
