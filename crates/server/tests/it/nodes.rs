//! Several nodes on one PostgreSQL: news and presence cross between them, by the database's own notices or by Redis, and neither is needed for the truth.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use app::bus::Overheard;
use model::Role;
use serde_json::{Value, json};
use server::config::{Config, Secret};
use store::Whisper;
use store::testing::TestStore;
use throwaway_redis::Server as Redis;
use tokio::sync::broadcast::Receiver;

use crate::support::{Hello, Inbox, TestApp, Transport, Wire};

/// Long enough for a busy machine; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is promised while nodes cannot hear each other.
const LATEST: Duration = Duration::from_secs(5);

/// Runs the body on two nodes that have heard each other, with this Redis between them, or none.
async fn on_two_nodes(redis: Option<&str>, body: impl AsyncFn(&TestApp, &TestApp)) {
    TestStore::postgres()
        .await
        .run(async |store| {
            let settings = |config: &mut Config| {
                config.database.url = Secret::from(store.config.url.as_str());
                config.bus.redis_url = redis.map(Secret::from);
            };
            let one = TestApp::node(store, settings).await;
            let two = TestApp::node(store, |config| {
                settings(config);
                config.simulator.enabled = false;
            })
            .await;
            acquaint(&one, &two).await;
            acquaint(&two, &one).await;
            body(&one, &two).await;
            two.stop().await;
            one.stop().await;
        })
        .await;
}

/// Greets until the other has heard it: then its line is there.
async fn acquaint(one: &TestApp, other: &TestApp) {
    let (one, other) = (&one.server().app, &other.server().app);
    let mut heard = other.bus().overhear();
    let greeted = async {
        loop {
            one.bus().whisper(Whisper::Hello);
            let hello = hello_of(&mut heard, |heard| *heard.node == *one.node());
            if tokio::time::timeout(Duration::from_millis(100), hello).await.is_ok() {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, greeted).await.expect("nodes hear each other");
}

async fn hello_of(heard: &mut Receiver<Overheard>, is_wanted: impl Fn(&Overheard) -> bool) {
    let said = async {
        loop {
            let heard = heard.recv().await.expect("the bus lives as long as the node");
            if heard.whisper == Whisper::Hello && is_wanted(&heard) {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, said)
        .await
        .expect("a node says hello when its line is there");
}

async fn write_note(inbox: &Inbox<'_>, conversation: &Value, body: &str) {
    let path = format!("/conversations/{}/notes", conversation["id"].as_str().unwrap());
    inbox.agent.post(&path, json!({ "body": body })).await.ok();
}

async fn next_note(wire: &mut Wire) -> String {
    let event = wire.event("note.created").await;
    event["data"]["note"]["body"].as_str().unwrap().to_owned()
}

/// Waits until the wire is told that exactly these look at the conversation, by name and whether they write.
async fn viewers(wire: &mut Wire, expected: &[(&str, bool)]) {
    loop {
        let presence = wire.next("presence").await;
        let users = presence["users"].as_array().unwrap();
        let seen: Vec<(&str, bool)> = users
            .iter()
            .map(|user| (user["name"].as_str().unwrap(), user["replying"].as_bool().unwrap()))
            .collect();
        if seen == expected {
            return;
        }
    }
}

async fn news_and_presence_cross(one: &TestApp, two: &TestApp) {
    let inbox = one.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let id = &conversation["id"];
    let (mut there, _) = Wire::ready(two, Hello::of(&inbox.agent, inbox.id)).await;
    there.ask("conversation:join", json!({ "conversation": id })).await;

    // The hint itself came over the line, and was not found by looking: the second node does nothing of its own here.
    let mut hints = two.server().app.bus().subscribe();
    write_note(&inbox, &conversation, "across").await;
    let hint = tokio::time::timeout(PATIENCE, hints.recv()).await.expect("a hint comes");
    assert_eq!(hint.unwrap(), inbox.id);
    assert_eq!(next_note(&mut there).await, "across");

    // Who is there, who looks and who writes.
    let admin = inbox.user(Role::Admin);
    let (mut here, _) = Wire::ready(one, Hello::of(&inbox.admin, inbox.id).by(Transport::WebSocket)).await;
    while !there.next("online").await["users"].as_array().unwrap().contains(&json!(admin)) {}
    let members = two.with_token(inbox.agent.token()).at(inbox.id).get("/members").await.ok();
    let is_online = |role: &str| members["data"].as_array().unwrap().iter().find(|member| member["role"] == role).unwrap()["online"].clone();
    assert_eq!((is_online("ADMIN"), is_online("OWNER")), (json!(true), json!(false)), "{members}");
    let name = "admin";
    here.emit("presence", json!({ "conversation": id })).await;
    viewers(&mut there, &[(name, false)]).await;
    here.emit("typing", json!({ "conversation": id, "on": true })).await;
    let typing = there.next("typing").await;
    assert_eq!(
        (&typing["user_id"], &typing["on"], &typing["conversation_id"]),
        (&json!(admin), &json!(true), id)
    );
    viewers(&mut there, &[(name, true)]).await;
    here.emit("typing", json!({ "conversation": id, "on": false })).await;
    assert_eq!(there.next("typing").await["on"], false);
    // Who comes later is told, too.
    let (mut late, _) = Wire::ready(two, Hello::of(&inbox.analyst, inbox.id)).await;
    late.ask("conversation:join", json!({ "conversation": id })).await;
    viewers(&mut late, &[(name, false)]).await;
    drop(here);
    viewers(&mut there, &[]).await;
    while there.next("online").await["users"].as_array().unwrap().contains(&json!(admin)) {}
}

#[tokio::test]
async fn news_and_presence_cross_nodes_over_postgresql() {
    on_two_nodes(None, news_and_presence_cross).await;
}

#[tokio::test]
async fn news_and_presence_cross_nodes_over_redis() {
    let redis = Redis::start().unwrap();
    on_two_nodes(Some(&redis.url()), news_and_presence_cross).await;
}

/// Killed and started anew (empty), and cut off while every connection stays: nothing is lost, nothing is late, and it is used again afterwards.
#[tokio::test]
async fn i13_redis_killed_restarted_and_cut_off_loses_nothing() {
    let redis = std::cell::RefCell::new(Redis::start().unwrap());
    let url = redis.borrow().url();
    let order = |order: fn(&mut Redis) -> Result<(), throwaway_redis::Error>| order(&mut redis.borrow_mut()).unwrap();
    on_two_nodes(Some(&url), async |one, two| {
        let inbox = one.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let (mut there, from) = Wire::ready(two, Hello::of(&inbox.agent, inbox.id)).await;
        let mut written = Vec::new();
        for (round, (away, back)) in [
            (Redis::kill as fn(&mut Redis) -> _, Redis::restart as fn(&mut Redis) -> _),
            (Redis::pause, Redis::resume),
            (Redis::kill, Redis::restart),
        ]
        .into_iter()
        .enumerate()
        {
            let mut lines = [one, two].map(|node| (node, node.server().app.bus().overhear()));
            order(away);
            for at in 0..3 {
                let body = format!("{round} away {at}");
                write_note(&inbox, &conversation, &body).await;
                let since = Instant::now();
                assert_eq!(next_note(&mut there).await, body);
                assert!(since.elapsed() < LATEST, "{body} came after {:?}", since.elapsed());
                written.push(body);
            }
            order(back);
            // A line that was cut off may have lived through it; one that broke says hello to itself when it is back.
            if !matches!(round, 1) {
                for (node, line) in &mut lines {
                    hello_of(line, |heard| *heard.node == *node.server().app.node()).await;
                }
            }
            let mut hints = two.server().app.bus().subscribe();
            let hinted = async {
                loop {
                    let body = format!("{round} back");
                    write_note(&inbox, &conversation, &body).await;
                    assert_eq!(next_note(&mut there).await, body);
                    written.push(body);
                    if tokio::time::timeout(Duration::from_millis(500), hints.recv()).await.is_ok() {
                        return;
                    }
                }
            };
            tokio::time::timeout(PATIENCE, hinted).await.expect("hints come again");
        }
        // The whole log, in order, without a gap: what a screen would have seen.
        let events = inbox.owner.get(&format!("/events?after={from}&limit=200")).await.ok();
        let told: Vec<&str> = events["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|event| event["data"]["note"]["body"].as_str())
            .collect();
        assert_eq!(told, written);
    })
    .await;
}

/// Software that shares the Redis, or somebody who got at it, can say anything there.
#[tokio::test]
async fn r06_what_is_forged_on_the_bus_shows_nothing() {
    let redis = Redis::start().unwrap();
    let url = redis.url();
    on_two_nodes(Some(&url), async |one, two| {
        let inbox = one.inbox().await;
        let other = one.tenant("Other").await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let id = conversation["id"].as_str().unwrap();
        let (mut member, _) = Wire::ready(two, Hello::of(&inbox.agent, inbox.id)).await;
        member.ask("conversation:join", json!({ "conversation": id })).await;
        let stranger = other.user(Role::Owner);
        for words in [
            format!("looking:{}:{id}:{stranger}", inbox.id),
            format!("typing:{}:{id}:{stranger}", inbox.id),
            format!("writing:{}:{id}:{stranger}", other.id),
            format!("typing:{}:{id}:{}", other.id, inbox.user(Role::Admin)),
            "<script>alert(1)</script> \u{1b}[31m".to_owned(),
            String::new(),
            format!("{} ingest outbox jobs channels ws_x", other.id),
        ] {
            forge(&url, &format!("node-forged {words}"));
        }
        // Something true comes after them on the same line: by then they have been heard.
        let (mut admin, _) = Wire::ready(one, Hello::of(&inbox.admin, inbox.id)).await;
        admin.ask("conversation:join", json!({ "conversation": id })).await;
        admin.emit("presence", json!({ "conversation": id })).await;
        viewers(&mut member, &[("admin", false)]).await;
        let heard = format!("{:?}", member.heard);
        assert!(!heard.contains(&stranger.to_string()) && !heard.contains("typing"), "{heard}");
    })
    .await;
}

fn forge(url: &str, payload: &str) {
    let mut stream = UnixStream::connect(url.strip_prefix("unix://").unwrap()).unwrap();
    write!(stream, "*3\r\n$7\r\nPUBLISH\r\n$7\r\nprismwa\r\n${}\r\n{payload}\r\n", payload.len()).unwrap();
    let mut answer = [0; 1];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b":", "it was published");
}
