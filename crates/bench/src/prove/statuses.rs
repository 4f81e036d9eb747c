//! Reports in every order: exhaustive for the rule itself, a sample through webhooks and both databases.
//!
//! The rule is compared with an independent one: the furthest of played, read, delivered, failed, sent. The sample sends messages, then reports on each in a
//! random order with repeats, spread over deliveries that are repeated and regrouped.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use model::MessageStatus::{self, Accepted, Delivered, Failed, Played, Read, Sent};
use model::{Clock as _, SystemClock};
use serde_json::{Value, json};
use simulator::Fault;

use super::sends::Sends;
use super::{Dice, Options};
use crate::bodies::Sender;
use crate::database::Kind;
use crate::figures;
use crate::load;
use crate::rig::{Plan, Rig};

const REPORTS: [MessageStatus; 5] = [Sent, Delivered, Read, Played, Failed];
const LONGEST: u32 = 7;
/// Each conversation goes in order, with a pause for typing before every answer: many of them let thousands of messages out in a minute.
const CUSTOMERS: usize = 80;
const CONNECTIONS: usize = 16;

/// The rule, then both databases.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    let orders = exhaustive()?;
    let random = options.size(100_000, 10_000_000);
    at_random(random, &mut Dice::new(options.seed))?;
    println!("the rule: all {orders} orders up to length {LONGEST} and {random} longer ones at random end where their reports say");
    for kind in options.databases() {
        let started = Instant::now();
        let messages = options.messages.unwrap_or(options.size(60, 5_000));
        let reports = sample(kind, messages, options.seed)
            .await
            .with_context(|| format!("on {}, seed {}", kind.name(), options.seed))?;
        println!(
            "{}: {reports} reports on {messages} messages, shuffled, repeated and regrouped: every message ended where its reports say; {:.0} s",
            kind.name(),
            started.elapsed().as_secs_f64()
        );
        let kept =
            json!({ "database": kind.name(), "orders": orders, "random": random, "messages": messages, "reports": reports, "seed": options.seed });
        figures::keep(&format!("statuses-{}", kind.name().to_lowercase()), &kept)?;
    }
    Ok(())
}

/// Where a message must end, whatever the order: written independently of `MessageStatus::advance`.
fn end(reports: &[MessageStatus]) -> MessageStatus {
    let furthest = [Played, Read, Delivered, Failed, Sent]
        .into_iter()
        .find(|status| reports.contains(status));
    furthest.unwrap_or(Accepted)
}

fn fold(reports: &[MessageStatus]) -> MessageStatus {
    reports.iter().fold(Accepted, |status, &news| status.advance(news))
}

fn exhaustive() -> Result<usize> {
    let mut orders = 0;
    for length in 0..=LONGEST {
        for code in 0..REPORTS.len().pow(length) {
            let reports: Vec<_> = (0..length)
                .map(|digit| REPORTS[code / REPORTS.len().pow(digit) % REPORTS.len()])
                .collect();
            ensure!(fold(&reports) == end(&reports), "{reports:?} ends as {:?}", fold(&reports));
            orders += 1;
        }
    }
    Ok(orders)
}

fn at_random(count: u32, dice: &mut Dice) -> Result<()> {
    for _ in 0..count {
        let reports: Vec<_> = (0..1 + dice.below(20)).map(|_| *dice.pick(&REPORTS)).collect();
        ensure!(fold(&reports) == end(&reports), "{reports:?} ends as {:?}", fold(&reports));
    }
    Ok(())
}

/// One report, as a webhook carries it.
fn report(wamid: &str, status: MessageStatus, second: i64) -> Value {
    let mut report = json!({ "id": wamid, "status": status.as_str(), "timestamp": second.to_string(), "recipient_id": "5215512340000" });
    if status == Failed {
        report["errors"] = json!([{ "code": 131_026, "title": "Message undeliverable" }]);
    }
    report
}

fn request(sender: &Sender, reports: &[Value]) -> Vec<u8> {
    let value = json!({ "messaging_product": "whatsapp", "statuses": reports,
        "metadata": { "display_phone_number": "15550104477", "phone_number_id": sender.phone_number_id } });
    let change = json!({ "field": "messages", "value": value });
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": sender.waba_id, "changes": [change] }] });
    sender.post(body.to_string().as_bytes())
}

async fn sample(kind: Kind, count: usize, seed: u64) -> Result<usize> {
    let rig = Rig::build(Plan::with_meta(kind, seed)).await?;
    let (oracle, token) = (rig.oracle().await?, rig.token().await?);
    let meta = rig.meta.as_ref().context("Meta is outside")?;
    meta.open_windows(CUSTOMERS, &oracle).await?;
    // The driver alone reports.
    let statuses = ["sent", "delivered", "read"].map(str::to_owned).to_vec();
    meta.simulator.fault(Fault::WithholdStatuses { statuses }.always());
    Sends::start(&rig, &token, &rig.conversations(&token).await?, count, seed)
        .finish()
        .await?;
    let waiting = "select count(*) from messages where direction = 'outbound' and status <> 'accepted'";
    oracle.until_none("messages were not accepted", waiting, Duration::from_secs(600)).await?;

    let mut dice = Dice::new(seed);
    let (mut expected, mut reports) = (HashMap::new(), Vec::new());
    let now = SystemClock.now().seconds();
    for send in meta.simulator.ledger().sends {
        let story: Vec<_> = (0..1 + dice.below(u64::from(LONGEST))).map(|_| *dice.pick(&REPORTS)).collect();
        reports.extend(
            story
                .iter()
                .map(|status| report(&send.id, *status, now - i64::try_from(dice.below(600)).unwrap_or(0))),
        );
        expected.insert(send.id, end(&story).as_str());
    }
    ensure!(expected.len() == count, "Meta took {} of {count} messages", expected.len());
    dice.shuffle(&mut reports);
    let mut groups: Vec<&[Value]> = reports.chunks(3).collect();
    let again: Vec<&[Value]> = groups.iter().filter(|_| dice.percent(30)).copied().chain(reports.chunks(5)).collect();
    groups.extend(again);
    dice.shuffle(&mut groups);
    let requests: Vec<_> = groups.into_iter().map(|group| request(&rig.sender, group)).collect();
    load::until_taken(
        &rig.recipe.host,
        CONNECTIONS,
        requests.len(),
        Arc::new(move |at: usize| requests[at].clone()),
    )
    .await?;
    oracle.drained(Duration::from_secs(300)).await?;

    let rows: Vec<(String, String)> = oracle
        .rows("select wamid, status from messages where direction = 'outbound' and wamid is not null")
        .await?;
    let wrong: Vec<_> = rows
        .iter()
        .filter(|(wamid, status)| expected.get(wamid) != Some(&status.as_str()))
        .collect();
    ensure!(
        rows.len() == count && wrong.is_empty(),
        "{} of {} messages ended elsewhere: {wrong:?}",
        wrong.len(),
        rows.len()
    );
    Ok(reports.len())
}
