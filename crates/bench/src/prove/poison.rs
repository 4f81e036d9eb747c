//! Deliveries that cannot be worked on, among good ones: the good ones go through, the bad ones end as dead letters, and a dead letter whose reason is gone can be
//! replayed.
//!
//! Poisoned are bytes that are no JSON, broken UTF-8, JSON nested a hundred thousand deep, and messages whose storing fails inside the database (a trigger that the
//! driver plants, and takes away again before the replay). A delivery of nearly 3 MB is no poison: it must go through. The waits between attempts are long, so the
//! driver lets them pass by writing when the next one is due, and sends one more good delivery, which wakes the server.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::{Dice, Options, differences};
use crate::bodies::{Message, Sender};
use crate::database::{Kind, Oracle};
use crate::figures;
use crate::http;
use crate::load;
use crate::rig::{Rig, text};

const CUSTOMERS: u32 = 50;
const CONNECTIONS: usize = 8;
/// Good deliveries for each bad one.
const GOOD: usize = 12;
const PATIENCE: Duration = Duration::from_secs(300);
/// Run of the messages that the planted trigger refuses.
const CURSED: u32 = 666;
/// Run of the messages that wake the server.
const WAKING: u32 = 5;

const PLANT_SQLITE: &str =
    "create trigger cursed before insert on messages when new.wamid like '%MjM00000029A%' begin select raise(abort, 'cursed'); end";
const PLANT_POSTGRES: &str = "create function cursed() returns trigger language plpgsql as $$ begin raise exception 'cursed'; end $$;
    create trigger cursed before insert on messages for each row when (new.wamid like '%MjM00000029A%') execute function cursed()";
const PULL_SQLITE: &str = "drop trigger cursed";
const PULL_POSTGRES: &str = "drop trigger cursed on messages";
const LET_WAITS_PASS_SQLITE: &str = "update webhook_events set next_attempt_at = 0 where state = 'accepted' and attempts > 0 and next_attempt_at > 0";
// The server writes several of these rows in one transaction, in an order of its own: waiting for one of them while holding others would be a deadlock.
const LET_WAITS_PASS_POSTGRES: &str = "update webhook_events set next_attempt_at = 0
    where id in (select id from webhook_events where state = 'accepted' and attempts > 0 and next_attempt_at > 0 for update skip locked)";

/// Both databases.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    for kind in options.databases() {
        let started = Instant::now();
        let poison = options.poison.unwrap_or(options.size(12, 10_000));
        let found = prove(kind, poison, options.seed)
            .await
            .with_context(|| format!("on {}, seed {}", kind.name(), options.seed))?;
        println!(
            "{}: {poison} poisoned deliveries among {}: every good one went through ({} s after it came at the latest), {} dead letters, {} of them replayed into \
             messages, the rest dead again; {:.0} s",
            kind.name(),
            found.good,
            found.slowest,
            found.dead,
            found.replayed,
            started.elapsed().as_secs_f64()
        );
        ensure!(options.ci || found.slowest <= 30, "a good delivery waited {} s", found.slowest);
        let kept = serde_json::json!({ "database": kind.name(), "poison": poison, "good": found.good, "slowest_good_s": found.slowest, "dead": found.dead,
            "replayed": found.replayed, "seed": options.seed });
        figures::keep(&format!("poison-{}", kind.name().to_lowercase()), &kept)?;
    }
    Ok(())
}

struct Found {
    good: usize,
    slowest: i64,
    dead: usize,
    replayed: usize,
}

async fn prove(kind: Kind, poison: usize, seed: u64) -> Result<Found> {
    let rig = Rig::new(kind).await?;
    let oracle = rig.oracle().await?;
    let (plant, pull) = match kind {
        Kind::Sqlite => (PLANT_SQLITE, PULL_SQLITE),
        Kind::Postgres => (PLANT_POSTGRES, PULL_POSTGRES),
    };
    oracle.execute(plant).await?;
    let load = Load::new(&rig.sender, poison, seed);
    let (good, cursed, count) = (load.good, load.cursed, load.requests.len());
    let requests = load.requests;
    load::until_taken(&rig.recipe.host, CONNECTIONS, count, Arc::new(move |at: usize| requests[at].clone())).await?;
    // Not one good delivery may wait for the bad ones.
    let untried = "select count(*) from webhook_events where state = 'accepted' and attempts = 0";
    oracle.until_none("deliveries were never tried", untried, PATIENCE).await?;
    let waiting = "select count(*) from webhook_events where state = 'accepted' and error_code is null";
    oracle.until_none("good deliveries wait", waiting, PATIENCE).await?;
    let slowest = oracle
        .number("select cast(coalesce(max(done_at - received_at), 0) / 1000 as bigint) from webhook_events where state = 'done'")
        .await?;
    let mut undertaker = Undertaker {
        rig: &rig,
        oracle: &oracle,
        sent: Vec::new(),
    };
    undertaker.bury().await?;
    let dead = usize::try_from(oracle.number("select count(*) from webhook_events where state = 'dead'").await?)?;
    ensure!(dead == poison, "{poison} deliveries were poisoned, {dead} are dead");

    oracle.execute(pull).await?;
    replay_all(&rig, dead).await?;
    undertaker.bury().await?;
    let still = usize::try_from(oracle.number("select count(*) from webhook_events where state = 'dead'").await?)?;
    ensure!(
        still == poison - cursed.len(),
        "{still} are dead after the replay, expected {}",
        poison - cursed.len()
    );
    let replayed = cursed.len();
    let expected: HashSet<String> = good.iter().chain(&cursed).chain(&undertaker.sent).cloned().collect();
    let wrong: Vec<_> = differences(&expected, &oracle)
        .await?
        .into_iter()
        .filter(|wrong| !wrong.ends_with("ended dead"))
        .collect();
    ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    Ok(Found {
        good: count - poison,
        slowest,
        dead,
        replayed,
    })
}

/// Brings every delivery to its end.
struct Undertaker<'r> {
    rig: &'r Rig,
    oracle: &'r Oracle,
    /// Good deliveries that woke the server.
    sent: Vec<String>,
}

impl Undertaker<'_> {
    /// Lets every wait pass until each delivery is done or dead.
    async fn bury(&mut self) -> Result<()> {
        let let_waits_pass = match self.oracle {
            Oracle::Sqlite(_) => LET_WAITS_PASS_SQLITE,
            Oracle::Postgres(_) => LET_WAITS_PASS_POSTGRES,
        };
        let started = Instant::now();
        loop {
            let open = self.oracle.number("select count(*) from webhook_events where state = 'accepted'").await?;
            if open == 0 {
                return Ok(());
            }
            ensure!(
                started.elapsed() < PATIENCE,
                "{open} deliveries are neither done nor dead after {PATIENCE:?}"
            );
            if self.oracle.execute(let_waits_pass).await? > 0 {
                self.wake().await?;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The server looks for what is due when something comes, and every few seconds besides.
    async fn wake(&mut self) -> Result<()> {
        let message = Message::new(WAKING, u32::try_from(self.sent.len())?, CUSTOMERS);
        let request = self.rig.sender.request(std::slice::from_ref(&message));
        load::until_taken(&self.rig.recipe.host, 1, 1, Arc::new(move |_| request.clone())).await?;
        self.sent.push(message.wamid);
        Ok(())
    }
}

/// Replays every dead letter through the console's own route.
async fn replay_all(rig: &Rig, count: usize) -> Result<()> {
    let (host, token) = (&rig.recipe.host, rig.token().await?);
    let base = format!("/api/v1/workspaces/{}/webhook-events", rig.workspace);
    let (mut dead, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = http::json(host, "GET", &format!("{base}?state=dead&limit=100{cursor}"), Some(&token), None).await?;
        let rows = page["data"].as_array().context("a page has data")?;
        dead.extend(rows.iter().map(|event| text(event, "/id")).collect::<Result<Vec<_>>>()?);
        match page.pointer("/page/next_cursor").and_then(Value::as_str) {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    ensure!(dead.len() == count, "the console shows {} of {count} dead letters", dead.len());
    for id in dead {
        let (status, answer) = http::call(host, "POST", &format!("{base}/{id}/replay"), Some(&token), None).await?;
        ensure!(status == 202, "a replay was answered {status}: {answer}");
    }
    Ok(())
}

/// Good and bad deliveries, shuffled.
struct Load {
    requests: Vec<Vec<u8>>,
    good: Vec<String>,
    /// Messages that only the database refuses.
    cursed: Vec<String>,
}

impl Load {
    fn new(sender: &Sender, poison: usize, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let (mut requests, mut good, mut cursed) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..u32::try_from(poison * GOOD).unwrap_or(u32::MAX) {
            let message = Message::new(3, number, CUSTOMERS);
            requests.push(sender.request(std::slice::from_ref(&message)));
            good.push(message.wamid);
        }
        let large = Message::new(4, 0, CUSTOMERS);
        requests.push(sender.post(&with_text(sender, &large, &"ñ".repeat(1_400_000))));
        good.push(large.wamid);
        for number in 0..poison {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            requests.push(match number % 4 {
                0 => sender.post(format!("this is no JSON {number}").as_bytes()),
                1 => sender.post(&[b"{\"object\":\"".as_slice(), &number.to_be_bytes(), &[0xff, 0xfe], b"\"}"].concat()),
                2 => sender.post(format!("{}{number}{}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes()),
                _ => {
                    let message = Message::new(CURSED, number, CUSTOMERS);
                    let request = sender.request(std::slice::from_ref(&message));
                    cursed.push(message.wamid);
                    request
                }
            });
        }
        dice.shuffle(&mut requests);
        Self { requests, good, cursed }
    }
}

fn with_text(sender: &Sender, message: &Message, text: &str) -> Vec<u8> {
    let mut body: Value = serde_json::from_slice(&sender.body(std::slice::from_ref(message))).expect("it was just made");
    body["entry"][0]["changes"][0]["value"]["messages"][0]["text"]["body"] = text.into();
    serde_json::to_vec(&body).expect("JSON values serialize")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cursed_messages_are_refused_by_the_trigger() {
        assert!(Message::new(CURSED, 3, CUSTOMERS).wamid.contains("MjM00000029A"));
        assert!((0..10_000).all(|number| !Message::new(3, number, CUSTOMERS).wamid.contains("MjM00000029A")));
    }
}
