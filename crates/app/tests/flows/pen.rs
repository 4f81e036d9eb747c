//! The wall: once a person holds the pen nothing automatic leaves, whatever was decided before; given back, the run goes on where it was.

use serde_json::json;
use store::testing::both;

use super::row;
use super::support::{World, world};

async fn asking(world: &World<'_>) {
    let ask = ("ask", "ask", json!({ "prompt": "Your name?", "answer": { "type": "text" } }));
    let thanks = ("thanks", "send_message", json!({ "text": "Thank you {{nodes.ask.text | default:\"\"}}" }));
    world.publish("Patient", &row("first", &[ask, thanks], json!({ "language": "en" }))).await;
}

#[tokio::test]
async fn a_person_who_takes_over_pauses_the_run_and_release_resumes_it() {
    both(async |store| {
        let world = world(store).await;
        asking(&world).await;
        world.hears("wamid.1", "first").await;
        let view = world.app.runs().take_over(&world.agent, world.conversation).await.unwrap();
        assert_eq!(view.holder.as_str(), "human");
        assert_eq!(world.runs().await[0].status, "paused");
        world.hears("wamid.2", "Ana").await;
        assert_eq!(world.stub.texts(), ["Your name?"], "people hold the pen");
        world.app.runs().release(&world.agent, world.conversation, true).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.runs().await[0].status, "waiting");
        world.hears("wamid.3", "Ana").await;
        assert_eq!(world.stub.posted().len(), 2);
        assert_eq!(world.runs().await[0].result.as_deref(), Some("done"));
    })
    .await;
}

#[tokio::test]
async fn a_message_decided_before_a_person_took_over_does_not_leave() {
    both(async |store| {
        let world = world(store).await;
        world
            .publish(
                "Talker",
                &row(
                    "first",
                    &[("say", "send_message", json!({ "text": "Automatic" }))],
                    json!({ "language": "en" }),
                ),
            )
            .await;
        // The number pauses, so that the answer waits in the outbox.
        world.degrade(true).await;
        world.hears("wamid.1", "first").await;
        assert!(world.stub.posted().is_empty());
        world.app.runs().take_over(&world.agent, world.conversation).await.unwrap();
        world.degrade(false).await;
        world.app.settle().await;
        assert!(world.stub.posted().is_empty(), "{:?}", world.stub.posted());
        let run = world.runs().await.remove(0);
        let sent = store.workspace(world.workspace.id).messages_of_run(run.id).await.unwrap();
        let message = store.workspace(world.workspace.id).get_message(sent[0].message_id).await.unwrap();
        assert_eq!(message.row.status, "failed");
        assert!(message.row.error.unwrap().contains("send.taken_over"));
    })
    .await;
}

#[tokio::test]
async fn an_answer_from_the_phone_app_takes_the_pen() {
    both(async |store| {
        let world = world(store).await;
        asking(&world).await;
        world.hears("wamid.1", "first").await;
        let echo = json!({ "from": "15550000001", "to": "34600000001", "to_user_id": "US.1", "id": "wamid.echo",
            "timestamp": store.now().seconds().to_string(), "type": "text", "text": { "body": "I am here" } });
        world.field("smb_message_echoes", json!({ "message_echoes": [echo] })).await;
        let conversation = world.conversation().await;
        assert_eq!((conversation.holder.as_str(), conversation.holder_epoch), ("phone_app", 1));
        assert_eq!(world.runs().await[0].status, "paused");
        world.hears("wamid.2", "Ana").await;
        assert_eq!(world.stub.texts(), ["Your name?"]);
    })
    .await;
}

#[tokio::test]
async fn a_flow_hands_over_and_what_it_says_with_it_still_leaves() {
    both(async |store| {
        let world = world(store).await;
        let handoff = json!({ "message": "Somebody will be with you.", "note": "Asked for a person.", "resume": "after_close" });
        let nodes = [
            ("human", "handoff", handoff),
            ("back", "send_message", json!({ "text": "Was it helpful?" })),
        ];
        let mut graph = row("first", &nodes, json!({ "language": "en" }));
        graph["edges"][1]["handle"] = json!("resumed");
        world.publish("Hand", &graph).await;
        world.hears("wamid.1", "first").await;
        assert_eq!(world.stub.texts(), ["Somebody will be with you."]);
        let conversation = world.conversation().await;
        assert_eq!(
            (conversation.holder.as_str(), conversation.holder_epoch),
            ("human", 1),
            "grown by exactly one"
        );
        world.app.conversations().close(&world.agent, world.conversation).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts()[1], "Was it helpful?");
        let run = world.runs().await.remove(0);
        assert_eq!(run.result.as_deref(), Some("done"));
        world.assert_replays(&run, &graph).await;
    })
    .await;
}
