//! What goes out when all is well: the wire body, idempotency, order, typing, reactions.

use cloud_api::outbound::OutboundContent;
use model::{MessageId, WorkspaceSettings};
use serde_json::json;
use store::testing::both;

use super::support::{INBOUND, World, world};

#[tokio::test]
async fn a_text_goes_out_and_its_ticks_come_back() {
    both(async |store| {
        let world = world(store).await;
        let id = world.say("hello").await;
        let body = &world.stub.posted()[0];
        assert_eq!(
            (body["to"].as_str(), body["type"].as_str(), body["text"]["body"].as_str()),
            (Some("+34600000001"), Some("text"), Some("hello"))
        );
        assert_eq!(world.status(id).await, "accepted");
        assert_eq!(world.attempts(id).await, ["accepted"]);
        let opaque = body["biz_opaque_callback_data"].as_str().unwrap().to_owned();
        assert!(opaque.ends_with(".1") && opaque.len() >= 24, "{opaque}");
        for (status, shown) in [("delivered", "delivered"), ("sent", "delivered"), ("read", "read"), ("delivered", "read")] {
            world.report("wamid.out.1", status, &opaque).await;
            assert_eq!(world.status(id).await, shown);
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_id_is_the_same_message() {
    both(async |store| {
        let world = world(store).await;
        let request = app::outbound::SendRequest {
            id: Some(MessageId::new()),
            ..World::request("once")
        };
        let first = world.send(request.clone()).await.unwrap();
        let again = world.send(request.clone()).await.unwrap();
        assert_eq!((first.id, first.new, again.new), (again.id, true, false));
        let other = world
            .send(app::outbound::SendRequest {
                content: OutboundContent::text("twice"),
                ..request
            })
            .await
            .unwrap_err();
        assert_eq!(other.code, "message.id_taken");
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["once"]);
    })
    .await;
}

#[tokio::test]
async fn many_messages_of_one_conversation_leave_in_order() {
    both(async |store| {
        let world = world(store).await;
        let wanted: Vec<String> = (0..20).map(|number| format!("line {number}")).collect();
        for line in &wanted {
            world.queue(line).await;
        }
        world.app.settle().await;
        assert_eq!(world.stub.texts(), wanted);
    })
    .await;
}

#[tokio::test]
async fn typing_shows_before_the_message_and_never_fails_it() {
    both(async |store| {
        let world = world(store).await;
        world
            .set(WorkspaceSettings {
                typing_pause_ms: 60,
                ..WorkspaceSettings::default()
            })
            .await;
        let id = world.say("after a thought").await;
        assert_eq!(world.status(id).await, "accepted");
        assert_eq!(world.stub.calls()[..2], ["typing", "send"]);
    })
    .await;
}

#[tokio::test]
async fn a_quote_names_the_quoted_message() {
    both(async |store| {
        let world = world(store).await;
        let thread = world
            .store
            .workspace(world.workspace.id)
            .list_messages(world.conversation, store::ThreadPosition::End, store::Limit::default())
            .await
            .unwrap();
        let request = app::outbound::SendRequest {
            reply_to: Some(thread.data[0].row.id),
            ..World::request("yes, that")
        };
        world.send(request).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.posted()[0]["context"], json!({ "message_id": INBOUND }));
        let stranger = app::outbound::SendRequest {
            reply_to: Some(MessageId::new()),
            ..World::request("no")
        };
        assert_eq!(world.send(stranger).await.unwrap_err().code, "message.not_found");
    })
    .await;
}

#[tokio::test]
async fn a_reaction_shows_on_its_target_and_is_no_bubble() {
    both(async |store| {
        let world = world(store).await;
        let thread = async || {
            world
                .store
                .workspace(world.workspace.id)
                .list_messages(world.conversation, store::ThreadPosition::End, store::Limit::default())
                .await
                .unwrap()
                .data
        };
        let target = thread().await[0].row.id;
        world.app.outbound().react(&world.agent, target, Some("👍")).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.posted()[0]["reaction"], json!({ "message_id": INBOUND, "emoji": "👍" }));
        let shown = thread().await;
        assert_eq!(
            (shown.len(), shown[0].reactions.len(), shown[0].reactions[0].emoji.as_str()),
            (1, 1, "👍")
        );
        world.app.outbound().react(&world.agent, target, None).await.unwrap();
        world.app.settle().await;
        assert_eq!(thread().await[0].reactions.len(), 0);
    })
    .await;
}
