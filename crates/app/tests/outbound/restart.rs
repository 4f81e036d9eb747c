//! A process that ends in the middle of sending, and the next one.

use std::time::Duration;

use model::MessageId;
use store::testing::both;

use super::support::{World, app_at, world};

/// One message was claimed only, the other was about to leave when the process was killed.
async fn killed(world: &World<'_>) -> (MessageId, MessageId) {
    let leaving = world.queue("about to leave").await;
    let mut tx = world.store.begin().await.unwrap();
    let claimed = tx.system().claim_outbox(10, Duration::from_secs(90), "killed").await.unwrap().messages;
    let mut workspace = tx.workspace(world.workspace.id);
    assert!(workspace.start_attempt(leaving, claimed[0].lease_token, 1, "leaving.1").await.unwrap());
    tx.commit().await.unwrap();
    let other = json_hello("34600000002");
    world.webhook(other).await;
    let conversation = world.conversation_of("34600000002").await;
    let claimed_only = world
        .app
        .outbound()
        .send(&world.agent, conversation, World::request("only claimed"))
        .await
        .unwrap()
        .id;
    let mut tx = world.store.begin().await.unwrap();
    let claimed = tx.system().claim_outbox(10, Duration::from_secs(90), "killed").await.unwrap().messages;
    assert_eq!(claimed.iter().map(|message| message.message_id).collect::<Vec<_>>(), [claimed_only]);
    tx.commit().await.unwrap();
    (leaving, claimed_only)
}

fn json_hello(from: &str) -> serde_json::Value {
    serde_json::json!({ "messages": [{ "from": from, "id": format!("wamid.{from}"), "timestamp": store::testing::START.seconds().to_string(), "type": "text",
        "text": { "body": "hola" } }] })
}

/// On SQLite the next process knows that nobody else holds a lease. On PostgreSQL another node may be at work: its leases are waited for.
#[tokio::test]
async fn what_was_claimed_goes_at_once_after_a_kill_and_what_may_have_left_does_not() {
    both(async |store| {
        let world = world(store).await;
        let (leaving, claimed_only) = killed(&world).await;
        let next = app_at(store, &world.base);
        next.start_workers();
        if !store.is_shared() {
            until(&world, claimed_only, "accepted").await;
            until(&world, leaving, "unknown").await;
        }
        next.settle().await;
        if store.is_shared() {
            assert_eq!(
                (world.status(claimed_only).await.as_str(), world.status(leaving).await.as_str()),
                ("queued", "sending")
            );
            store.clock.advance(Duration::from_secs(91));
            next.settle().await;
        }
        assert_eq!(
            (world.status(claimed_only).await.as_str(), world.status(leaving).await.as_str()),
            ("accepted", "unknown")
        );
        assert_eq!(world.stub.texts(), ["only claimed"], "what may have left is not posted again");
        assert_eq!(
            (world.attempts(leaving).await, world.attempts(claimed_only).await),
            (vec!["unknown".to_owned()], vec!["accepted".to_owned()])
        );
        assert!(next.stop().await);
    })
    .await;
}

/// The worker does it by itself, within its rounds.
async fn until(world: &World<'_>, id: MessageId, status: &str) {
    let reached = async {
        while world.status(id).await != status {
            tokio::task::yield_now().await;
        }
    };
    let within = tokio::time::timeout(Duration::from_secs(30), reached).await;
    assert!(within.is_ok(), "it is {} and not {status}", world.status(id).await);
}
