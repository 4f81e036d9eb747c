//! Starting, starting over and stopping.

use std::{collections::BTreeSet, time::Duration};

use serde_json::Value;
use simulator::{Config, Fault, Simulator, serve};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::stage::{Bot, NUMBER, Stage, TOKEN, soon};

#[tokio::test]
async fn it_serves_alone_until_it_is_told_to_stop() {
    let (bot, stop) = (Bot::start().await, CancellationToken::new());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let served = tokio::spawn(serve(listener, Config::demo().callback(&bot.url), stop.clone()));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let number = http.get(format!("{root}/graph/v25.0/{NUMBER}")).bearer_auth(TOKEN).send().await.unwrap();
    assert_eq!(number.status().as_u16(), 200);
    let phones: Value = http.get(format!("{root}/control/phones")).send().await.unwrap().json().await.unwrap();
    let phone = phones["phones"][0]["id"].as_str().unwrap().to_owned();
    let said = serde_json::json!({ "type": "image" });
    http.post(format!("{root}/control/phones/{phone}/messages"))
        .json(&said)
        .send()
        .await
        .unwrap();
    bot.received(1).await;
    assert!(
        bot.messages()[0]["image"]["url"].as_str().unwrap().starts_with(&root),
        "addresses start with the listener's"
    );
    let events = http.get(format!("{root}/control/events")).send().await.unwrap();
    stop.cancel();
    soon(served).await.unwrap().unwrap();
    soon(events.bytes()).await.ok();
}

#[tokio::test]
async fn a_stop_does_not_wait_for_retries() {
    let stage = Stage::from(Config::default().callback("http://127.0.0.1:9/"), Bot::start().await).await;
    stage.simulator.phone("Ana").says("hola").await;
    assert!(
        tokio::time::timeout(Duration::from_millis(50), stage.simulator.settle()).await.is_err(),
        "a retry is planned"
    );
    soon(stage.simulator.shutdown()).await;
    soon(stage.simulator.settle()).await;
}

#[tokio::test]
async fn a_reset_forgets_everything_but_never_repeats_an_id() {
    let stage = Stage::with(|config| config.phones = simulator::Seed::demo()).await;
    let mut ids = BTreeSet::new();
    for _ in 0..3 {
        let ana = stage.simulator.phone("Ana Torres");
        let said = ana.says("hola").await;
        let sent = stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
        assert!(ids.insert(said.id) && ids.insert(sent));
        stage.simulator.fault(Fault::Hold.always());
        ana.says("held").await;
        stage.simulator.reset();
        stage.settle().await;
        assert!(stage.simulator.phone("Ana Torres").thread().is_empty());
        assert_eq!(stage.simulator.ledger().accepted, 0);
        assert_eq!(stage.simulator.ledger().webhooks.held, 0);
    }
    assert_eq!(stage.simulator.phones().len(), 12);
}

#[tokio::test]
async fn without_a_seed_two_runs_give_different_ids() {
    let said = async || {
        let simulator = Simulator::new(Config {
            seed: None,
            ..Config::test()
        });
        simulator.phone("Ana").says("hola").await.id
    };
    assert_ne!(said().await, said().await);
    let fixed = async || Simulator::new(Config::test()).phone("Ana").says("hola").await.id;
    assert_eq!(fixed().await, fixed().await);
}

#[tokio::test]
async fn memory_is_bounded() {
    let stage = Stage::with(|config| {
        config.keep = simulator::Keep {
            deliveries: 5,
            sends: 4,
            messages: 3,
            media_bytes: 200_000,
        };
    })
    .await;
    let ana = stage.simulator.phone("Ana");
    for number in 0..10 {
        ana.sends_picture(&number.to_string()).await;
        stage.text(&ana.wa_id().unwrap(), "ok").await.wamid();
    }
    stage.settle().await;
    assert_eq!(ana.thread().len(), 3);
    assert_eq!(stage.simulator.deliveries().len(), 5);
    let ledger = stage.simulator.ledger();
    assert_eq!((ledger.accepted, ledger.sends.len()), (10, 4));
    let first = stage.bot.messages()[0]["image"]["id"].as_str().unwrap().to_owned();
    assert_eq!(stage.get(&first).await.status, 400, "the oldest files are gone");
}

#[tokio::test]
async fn hundreds_of_messages_through_every_webhook_fault_all_arrive() {
    let stage = Stage::new().await;
    for fault in [
        Fault::Duplicate { copies: 2 }.rate(0.3),
        Fault::Regroup { size: 6 }.rate(0.3),
        Fault::Reorder { window: 5 }.rate(0.3),
    ] {
        stage.simulator.fault(fault);
    }
    stage.simulator.fault(Fault::DropAttempt.rate(0.1));
    stage.bot.answers(&[503, 200, 200, 500].repeat(80));
    let phones: Vec<_> = (0..20).map(|number| stage.simulator.phone(&format!("Phone {number}"))).collect();
    let mut ids = BTreeSet::new();
    for round in 0..20 {
        let said = futures::future::join_all(phones.iter().map(|phone| async move { phone.says(round.to_string()).await.id })).await;
        ids.extend(said);
    }
    stage.settle().await;
    let received: BTreeSet<_> = stage
        .bot
        .messages()
        .iter()
        .map(|message| message["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(received, ids);
    assert_eq!(ids.len(), 400);
    let ledger = stage.simulator.ledger().webhooks;
    assert_eq!((ledger.items, ledger.waiting, ledger.answered), (400, 0, ledger.posts));
    assert!(ledger.posts > 520, "{ledger:?}");
}
