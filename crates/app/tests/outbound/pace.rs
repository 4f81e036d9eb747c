//! How fast a number sends: its bucket, Meta's complaints, fairness, and numbers that are paused.

use std::time::Duration;

use model::ConversationId;
use serde_json::json;
use store::testing::{self, both};

use super::support::{Answer, World, world};

/// Another contact with an open window.
async fn other(world: &World<'_>, number: u32) -> ConversationId {
    let message = json!({ "from": format!("3460000{number:04}"), "from_user_id": format!("US.{number}"), "id": format!("wamid.from.{number}"),
                          "timestamp": world.store.now().seconds().to_string(), "type": "text", "text": { "body": "hola" } });
    world.webhook(json!({ "messages": [message] })).await;
    world.conversation_of(&format!("3460000{number:04}")).await
}

async fn queue_in(world: &World<'_>, conversation: ConversationId, body: &str) {
    world.app.outbound().send(&world.agent, conversation, World::request(body)).await.unwrap();
}

#[tokio::test]
async fn a_number_sends_no_faster_than_its_pace() {
    both(async |store| {
        let world = world(store).await;
        world.set_pace(Some(4)).await;
        for number in 100..110 {
            let conversation = other(&world, number).await;
            queue_in(&world, conversation, &format!("to {number}")).await;
        }
        world.store.clock.advance(Duration::from_secs(10));
        world.app.settle().await;
        assert_eq!(world.stub.posted().len(), 2, "half a second's worth at once");
        world.later(Duration::from_millis(250)).await;
        assert_eq!(world.stub.posted().len(), 3);
        for _ in 0..4 {
            world.later(Duration::from_millis(500)).await;
        }
        assert_eq!(world.stub.posted().len(), 10, "and all of them in the end");
    })
    .await;
}

#[tokio::test]
async fn metas_complaint_slows_the_whole_number_and_fails_nothing() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(400, 130_429)]);
        let first = world.queue("too fast").await;
        world.app.settle().await;
        let conversation = other(&world, 200).await;
        queue_in(&world, conversation, "waits, too").await;
        world.app.settle().await;
        assert_eq!((world.stub.posted().len(), world.status(first).await.as_str()), (1, "queued"));
        let pace = world.pace().await;
        assert_eq!((pace.learned_milli, pace.slowed_at.is_some()), (Some(40_000), true));
        world.later(Duration::from_secs(2)).await;
        assert_eq!(world.stub.posted().len(), 3);
        assert_eq!(world.status(first).await, "accepted");
        world.stub.will((0..12).map(|_| Answer::Error(400, 80007)));
        let patient = world.queue("many times").await;
        for _ in 0..12 {
            world.later(Duration::from_secs(4600)).await;
        }
        world.later(Duration::from_secs(4600)).await;
        assert_eq!(world.status(patient).await, "accepted", "the number's speed is not the message's fault");
    })
    .await;
}

#[tokio::test]
async fn too_much_for_one_person_spreads_that_conversation_alone() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(400, 131_056)]);
        for body in ["a", "b", "c"] {
            world.queue(body).await;
        }
        world.app.settle().await;
        let conversation = other(&world, 300).await;
        queue_in(&world, conversation, "somebody else").await;
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["a", "somebody else"], "others go on");
        world.later(Duration::from_secs(4)).await;
        assert_eq!(world.stub.texts(), ["a", "somebody else", "a"]);
        world.later(Duration::from_secs(4)).await;
        assert_eq!(world.stub.posted().len(), 3, "one each six seconds");
        world.later(Duration::from_secs(2)).await;
        world.later(Duration::from_secs(6)).await;
        assert_eq!(world.stub.texts()[2..], ["a", "b", "c"]);
    })
    .await;
}

#[tokio::test]
async fn many_messages_to_one_person_do_not_hold_up_the_others() {
    both(async |store| {
        let world = world(store).await;
        world.set_pace(Some(2)).await;
        let conversation = other(&world, 400).await;
        for number in 0..5 {
            world.queue(&format!("many {number}")).await;
        }
        world.store.clock.advance(Duration::from_millis(1));
        queue_in(&world, conversation, "only one").await;
        world.store.clock.advance(Duration::from_secs(1));
        for _ in 0..10 {
            world.later(Duration::from_millis(500)).await;
        }
        let texts = world.stub.texts();
        let place = texts.iter().position(|text| text == "only one").unwrap();
        assert!(place <= 1, "{texts:?}");
        assert_eq!(texts.len(), 6);
    })
    .await;
}

#[tokio::test]
async fn a_paused_number_pauses_no_other() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(401, 190)]);
        world.queue("stuck").await;
        world.app.settle().await;
        let second = testing::workspace(store, 2).await;
        let (conversation, id) = (ConversationId::new(), model::MessageId::new());
        let mut tx = store.begin().await.unwrap();
        let mut workspace = tx.workspace(second.id);
        let contact = workspace
            .create_contact(&store::NewContact {
                name: None,
                phone: "34611111111".to_owned(),
                email: None,
                locale: None,
                attributes: "{}".to_owned(),
            })
            .await
            .unwrap();
        let thread = store::NewThread {
            contact_id: contact,
            id: conversation,
            status: "open",
            at: workspace.now(),
        };
        workspace.insert_threads(second.channel, &[thread]).await.unwrap();
        workspace
            .create_outbound(&store::NewOutbound {
                id,
                channel_id: second.channel,
                conversation_id: conversation,
                author_kind: "agent",
                author_id: None,
                kind: "template".to_owned(),
                content: json!({ "name": "hello", "language": { "code": "en_US" } }).to_string(),
                preview: "hello".to_owned(),
                reply_to_wamid: None,
                media_id: None,
                typing_pause: Duration::ZERO,
                opaque: "of-the-second".to_owned(),
                opt_out_overridden: false,
                priority: store::Priority::Broadcast,
                undo_for: Duration::ZERO,
                holder_epoch: None,
            })
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.app.settle().await;
        let message = store.workspace(second.id).get_message(id).await.unwrap();
        assert_eq!(message.row.status, "accepted");
    })
    .await;
}

#[tokio::test]
async fn a_number_that_works_again_goes_on_by_itself() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(401, 190)]);
        world.queue("one").await;
        world.queue("two").await;
        world.app.settle().await;
        world.later(Duration::from_secs(600)).await;
        assert_eq!(world.stub.posted().len(), 1, "Meta still refuses to show the number");
        world.stub.lets_the_number_be_read();
        world.later(Duration::from_secs(600)).await;
        assert_eq!(world.stub.texts(), ["one", "one", "two"]);
        let channel = store.workspace(world.workspace.id).get_channel(world.workspace.channel).await.unwrap();
        assert_eq!(channel.degraded_code, None);
    })
    .await;
}
