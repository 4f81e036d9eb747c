//! From "hola" to the end: messages start runs, answers move them, and everything they did is there to be looked at.

use std::time::Duration;

use serde_json::json;
use store::testing::both;

use super::support::world;
use super::{row, starter};

#[tokio::test]
async fn a_contact_is_answered_taps_and_the_run_ends() {
    both(async |store| {
        let world = world(store).await;
        let graph = starter("welcome_menu");
        let flow = world.publish("Welcome", &graph).await;
        world.hears("wamid.1", "hello").await;
        assert_eq!(world.runs().await[0].node, "n_typing", "it types before it speaks");
        store.clock.advance(Duration::from_secs(3));
        world.app.settle().await;
        let posted = world.stub.posted();
        assert_eq!(posted.len(), 1, "{posted:?} {:?}", world.runs().await);
        assert_eq!(posted[0]["interactive"]["type"], "list");
        let runs = world.runs().await;
        assert_eq!((runs.len(), runs[0].status.as_str(), runs[0].flow_id), (1, "waiting", flow));
        let conversation = world.conversation().await;
        assert_eq!((conversation.holder.as_str(), conversation.holder_epoch), ("bot", 0));

        world.taps("wamid.2", "wamid.out.1", "list_reply", "hours").await;
        assert_eq!(world.stub.texts()[1], "We are here Monday to Friday, 9:00 to 18:00.");
        let runs = world.runs().await;
        assert_eq!(
            (runs[0].status.as_str(), runs[0].result.as_deref(), runs[0].outcome.as_str()),
            ("ended", Some("done"), "answered")
        );
        assert_eq!(
            world.path(runs[0].id).await,
            ["n_start", "n_typing", "n_typing", "n_menu", "n_menu", "n_hours", "n_done"]
        );
        assert_eq!(world.conversation().await.holder, "none");
        world.assert_replays(&runs[0], &graph).await;

        // Who spoke, and why, is told with each message.
        let sent = store.workspace(world.workspace.id).messages_of_run(runs[0].id).await.unwrap();
        assert_eq!(sent.iter().map(|sent| sent.step).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(sent[0].flow_name.as_deref(), Some("Welcome"));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_written_for_flows_where_there_are_none() {
    both(async |store| {
        let world = world(store).await;
        world.hears("wamid.1", "hello").await;
        assert!(world.runs().await.is_empty());
        assert!(world.stub.posted().is_empty());
        assert!(!store.system().has_flow_work().await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn one_run_in_a_conversation_and_the_flow_decides_about_a_second_trigger() {
    both(async |store| {
        let world = world(store).await;
        let ask = ("ask", "ask", json!({ "prompt": "Your name?", "answer": { "type": "text" } }));
        world
            .publish(
                "Patient",
                &row(
                    "first",
                    &[ask.clone(), ("bye", "send_message", json!({ "text": "Bye" }))],
                    json!({ "language": "en" }),
                ),
            )
            .await;
        world
            .publish(
                "Other",
                &row(
                    "second",
                    &[("say", "send_message", json!({ "text": "Second" }))],
                    json!({ "language": "en" }),
                ),
            )
            .await;
        world.hears("wamid.1", "first please").await;
        // The answer belongs to the run, though its words would start another flow.
        world.hears("wamid.2", "second").await;
        assert_eq!(world.stub.texts(), ["Your name?", "Bye"]);
        assert_eq!(world.runs().await.len(), 1);
        world.hears("wamid.3", "second").await;
        assert_eq!(world.stub.texts()[2], "Second");
        assert_eq!(world.runs().await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn stop_ends_every_run_and_human_hands_it_to_people() {
    both(async |store| {
        let world = world(store).await;
        let ask = ("ask", "ask", json!({ "prompt": "Your name?", "answer": { "type": "text" } }));
        world.publish("Patient", &row("first", &[ask], json!({ "language": "en" }))).await;
        world.hears("wamid.1", "first").await;
        world.hears("wamid.2", "human").await;
        let runs = world.runs().await;
        assert_eq!(runs[0].result.as_deref(), Some("cancelled"));
        let conversation = world.conversation().await;
        assert_eq!((conversation.holder.as_str(), conversation.holder_epoch), ("human", 1));
        // People hold it now: the trigger's word starts nothing.
        world.hears("wamid.3", "first").await;
        assert_eq!(world.runs().await.len(), 1);
        world.app.runs().release(&world.agent, world.conversation, true).await.unwrap();
        world.hears("wamid.4", "first").await;
        assert_eq!(world.runs().await.len(), 2);
        world.hears("wamid.5", "STOP").await;
        assert!(world.runs().await.iter().all(|run| run.ended_at.is_some()));
    })
    .await;
}
