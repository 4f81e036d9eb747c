//! What happened is looked at once: deliveries that come twice, several nodes, and work that is cut anywhere.

use std::time::Duration;

use serde_json::json;
use store::testing::both;

use super::row;
use super::support::{app_at, world};

#[tokio::test]
async fn a_delivery_that_comes_twice_starts_one_run() {
    both(async |store| {
        let world = world(store).await;
        world
            .publish(
                "Talker",
                &row(
                    "first",
                    &[("say", "send_message", json!({ "text": "Once" }))],
                    json!({ "language": "en" }),
                ),
            )
            .await;
        for _ in 0..3 {
            world.hears("wamid.1", "first").await;
        }
        assert_eq!(world.runs().await.len(), 1);
        assert_eq!(world.stub.texts(), ["Once"]);
    })
    .await;
}

#[tokio::test]
async fn nodes_that_are_cut_anywhere_do_nothing_twice_and_forget_nothing() {
    both(async |store| {
        let world = world(store).await;
        let nodes = [
            ("one", "send_message", json!({ "text": "One {{message.text}}" })),
            (
                "count",
                "set_variable",
                json!({ "assignments": [{ "variable": "seen", "to": { "type": "value", "value": 1 } }] }),
            ),
            ("two", "send_message", json!({ "text": "Two {{message.text}}" })),
        ];
        world.publish("Talker", &row("go", &nodes, json!({ "language": "en" }))).await;
        let nodes: Vec<app::App> = (0..3).map(|_| app_at(store, &world.base)).collect();
        for round in 0..12 {
            let message = json!({ "from": "34600000001", "from_user_id": "US.1", "id": format!("wamid.r{round}"),
                "timestamp": store.now().seconds().to_string(), "type": "text", "text": { "body": format!("go {round}") } });
            world.accept(json!({ "messages": [message] })).await;
            // Each node works for a moment and is cut at whatever it waits for.
            for (at, node) in nodes.iter().enumerate() {
                let cut = Duration::from_millis(u64::try_from((round * 7 + at * 3) % 20).unwrap());
                let _ = tokio::time::timeout(cut, node.settle()).await;
            }
        }
        // Claims of webhooks that were cut come free by their leases, and only then is everything quiet.
        for _ in 0..60 {
            store.clock.advance(Duration::from_secs(95));
            let _ = tokio::time::timeout(Duration::from_secs(1), async { tokio::join!(nodes[0].settle(), nodes[1].settle()) }).await;
            if world.runs().await.iter().filter(|run| run.ended_at.is_some()).count() == 12 {
                break;
            }
        }
        let runs = world.runs().await;
        assert_eq!(runs.len(), 12);
        for run in &runs {
            assert_eq!(run.result.as_deref(), Some("done"), "{:?}", run.problem);
            assert_eq!(world.path(run.id).await.len(), 4);
            let sent = store.workspace(world.workspace.id).messages_of_run(run.id).await.unwrap();
            assert_eq!(sent.len(), 2, "each effect once");
        }
    })
    .await;
}
