//! Runs that wait: for the clock, over restarts; for an answer from outside, with what comes meanwhile.

use std::time::Duration;

use serde_json::json;
use store::testing::both;

use super::row;
use super::support::{app_at, world};

#[tokio::test]
async fn a_timer_wakes_its_run_also_after_a_restart_and_only_once() {
    both(async |store| {
        let world = world(store).await;
        let delay = json!({ "until": { "type": "duration", "seconds": 3600 } });
        let nodes = [("wait", "delay", delay), ("say", "send_message", json!({ "text": "An hour later" }))];
        let graph = row("first", &nodes, json!({ "language": "en" }));
        world.publish("Slow", &graph).await;
        world.hears("wamid.1", "first").await;
        assert_eq!(world.runs().await[0].status, "waiting");
        store.clock.advance(Duration::from_secs(3599));
        world.app.settle().await;
        assert!(world.stub.posted().is_empty());
        store.clock.advance(Duration::from_secs(2));
        // Another process finds it, and a third one at the same time.
        let (one, other) = (app_at(store, &world.base), app_at(store, &world.base));
        tokio::join!(one.settle(), other.settle());
        assert_eq!(world.stub.texts(), ["An hour later"]);
        let run = world.runs().await.remove(0);
        assert_eq!(run.result.as_deref(), Some("done"));
        world.assert_replays(&run, &graph).await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_asked_is_a_failure_with_a_note_and_a_person() {
    both(async |store| {
        let world = world(store).await;
        let http = json!({ "method": "GET", "url": "http://127.0.0.1:9/secret", "timeout_seconds": 2, "retries": 0 });
        let graph = row("first", &[("look", "http_request", http)], json!({ "language": "en" }));
        world.publish("Asks", &graph).await;
        world.hears("wamid.1", "first").await;
        let run = world.runs().await.remove(0);
        assert_eq!(run.result.as_deref(), Some("failed"), "{:?}", run.problem);
        assert_eq!(world.conversation().await.holder, "human");
        let notes = store
            .workspace(world.workspace.id)
            .list_notes(world.conversation, store::Limit::default(), None)
            .await
            .unwrap();
        assert!(!notes.data.is_empty(), "never silence");
        world.assert_replays(&run, &graph).await;
    })
    .await;
}
