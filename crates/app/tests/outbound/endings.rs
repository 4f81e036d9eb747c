//! Every row of the table of what can be promised against Meta (guarantees, outbound): where it is cut, and how it ends.

use std::time::Duration;

use app::outbound::AutomatedRequest;
use cloud_api::outbound::OutboundContent;
use model::MessageId;
use serde_json::json;
use store::testing::both;
use store::{Priority, Settled};

use super::support::{Answer, World, app_at, world};

#[tokio::test]
async fn before_the_enqueue_commits_nothing_is_queued_and_the_same_id_sends_once() {
    both(async |store| {
        let world = world(store).await;
        let request = app::outbound::SendRequest {
            id: Some(MessageId::new()),
            ..World::request("once")
        };
        // The process dies before the commit: the transaction is dropped.
        {
            let mut tx = store.begin().await.unwrap();
            let mut workspace = tx.workspace(world.workspace.id);
            let facts = workspace.find_send_facts(world.conversation).await.unwrap().unwrap();
            workspace
                .create_outbound(&new(&world, request.id.unwrap(), facts.channel_id))
                .await
                .unwrap();
        }
        world.app.settle().await;
        assert!(world.stub.posted().is_empty());
        world.send(request.clone()).await.unwrap();
        world.send(request).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["once"]);
    })
    .await;
}

fn new(world: &World<'_>, id: MessageId, channel_id: model::ChannelId) -> store::NewOutbound {
    store::NewOutbound {
        id,
        channel_id,
        conversation_id: world.conversation,
        author_kind: "agent",
        author_id: None,
        kind: "text".to_owned(),
        content: json!({ "body": "once" }).to_string(),
        preview: "once".to_owned(),
        reply_to_wamid: None,
        media_id: None,
        typing_pause: Duration::ZERO,
        opaque: "never".to_owned(),
        opt_out_overridden: false,
        priority: Priority::Person,
        undo_for: Duration::ZERO,
        holder_epoch: None,
    }
}

#[tokio::test]
async fn queued_or_claimed_but_not_dispatching_is_claimed_again_when_the_lease_ends() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("patience").await;
        let mut tx = store.begin().await.unwrap();
        let claimed = tx.system().claim_outbox(10, Duration::from_secs(90), "dies").await.unwrap();
        assert_eq!(claimed.messages.len(), 1);
        tx.commit().await.unwrap();
        world.later(Duration::from_secs(89)).await;
        assert!(world.stub.posted().is_empty());
        world.later(Duration::from_secs(2)).await;
        assert_eq!(
            (world.stub.texts(), world.status(id).await),
            (vec!["patience".to_owned()], "accepted".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn dispatching_with_nothing_on_the_wire_is_queued_again() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("is anybody there?").await;
        // Nobody listens on this port: the connection is refused before a byte of the message leaves.
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        app_at(store, &format!("http://{free}")).settle().await;
        assert_eq!(
            (world.status(id).await, world.attempts(id).await),
            ("queued".to_owned(), vec!["requeued".to_owned()])
        );
        world.later(Duration::from_secs(10)).await;
        assert_eq!(world.attempts(id).await, ["requeued", "accepted"]);
    })
    .await;
}

#[tokio::test]
async fn a_process_that_dies_between_the_record_and_the_answer_leaves_unknown() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("cut").await;
        let mut tx = store.begin().await.unwrap();
        let claimed = tx.system().claim_outbox(10, Duration::from_secs(90), "dies").await.unwrap().messages;
        let started = tx
            .workspace(world.workspace.id)
            .start_attempt(id, claimed[0].lease_token, 1, "cut.1")
            .await
            .unwrap();
        assert!(started);
        tx.commit().await.unwrap();
        world.later(Duration::from_secs(91)).await;
        assert_eq!((world.status(id).await.as_str(), world.stub.posted().len()), ("unknown", 0));
    })
    .await;
}

#[tokio::test]
async fn bytes_written_and_then_a_lost_answer_is_unknown() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::AcceptAndLose]);
        let id = world.say("lost").await;
        world.later(Duration::from_secs(30)).await;
        assert_eq!((world.status(id).await.as_str(), world.stub.posted().len()), ("unknown", 1));
    })
    .await;
}

#[tokio::test]
async fn a_graph_error_is_definite_failed_or_queued_again() {
    both(async |store| {
        let world = world(store).await;
        for (code, status) in [
            (131_026, "failed"),
            (4, "queued"),
            (80007, "queued"),
            (130_429, "queued"),
            (131_056, "queued"),
        ] {
            world.stub.will([Answer::Error(400, code)]);
            let id = world.say(&format!("code {code}")).await;
            assert_eq!(world.status(id).await, status, "{code}");
            world.later(Duration::from_secs(3 * 3600)).await;
            assert!(matches!(world.status(id).await.as_str(), "failed" | "accepted"), "{code}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_hundred_with_a_wamid_is_done() {
    both(async |store| {
        let world = world(store).await;
        let id = world.say("done").await;
        let message = world.message(id).await.row;
        assert_eq!((message.status.as_str(), message.wamid.as_deref()), ("accepted", Some("wamid.out.1")));
    })
    .await;
}

#[tokio::test]
async fn the_clock_of_doubt_starts_again_after_we_were_down() {
    both(async |store| {
        let world = world(store).await;
        world.resends_when_in_doubt().await;
        world.stub.will([Answer::AcceptAndLose]);
        let id = world.say("was it down?").await;
        // We are away for an hour, and Meta may be holding the status back: silence proves nothing yet.
        store.clock.advance(Duration::from_secs(3600));
        let again = app_at(store, &world.base);
        again.settle().await;
        assert_eq!((world.status(id).await.as_str(), world.stub.posted().len()), ("unknown", 1));
        store.clock.advance(Duration::from_secs(119));
        again.settle().await;
        assert_eq!(world.stub.posted().len(), 1);
        store.clock.advance(Duration::from_secs(2));
        again.settle().await;
        assert_eq!((world.status(id).await.as_str(), world.stub.posted().len()), ("accepted", 2));
    })
    .await;
}

async fn automated(world: &World<'_>, body: &str) -> MessageId {
    let id = MessageId::new();
    let mut tx = world.store.begin().await.unwrap();
    let request = AutomatedRequest {
        id,
        author_kind: "flow",
        priority: Priority::Automation,
        content: OutboundContent::text(body),
        media_id: None,
        reply_to_wamid: None,
    };
    let mut workspace = tx.workspace(world.workspace.id);
    world
        .app
        .outbound()
        .send_automated(&mut workspace, world.conversation, request)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    world.app.settle().await;
    id
}

#[tokio::test]
async fn automation_waits_for_a_message_in_doubt_and_people_do_not() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::AcceptAndLose]);
        world.say("in doubt").await;
        let flow = automated(&world, "from the flow").await;
        let person = world.say("from a person").await;
        assert_eq!(
            (world.status(flow).await.as_str(), world.status(person).await.as_str()),
            ("queued", "accepted")
        );
        world.later(Duration::from_secs(100)).await;
        assert_eq!(world.status(flow).await, "queued");
        world.later(Duration::from_secs(30)).await;
        world.app.settle().await;
        assert_eq!(
            world.stub.texts(),
            ["in doubt", "from a person", "from the flow"],
            "once the doubt is held"
        );
    })
    .await;
}

#[tokio::test]
async fn both_attempts_confirmed_is_flagged_as_a_duplicate() {
    both(async |store| {
        let world = world(store).await;
        world.resends_when_in_doubt().await;
        world.stub.will([Answer::AcceptAndLose]);
        let id = world.say("at least once").await;
        world.later(Duration::from_secs(130)).await;
        assert_eq!(world.message(id).await.row.duplicated_at, None);
        let first = world.stub.posted()[0]["biz_opaque_callback_data"].as_str().unwrap().to_owned();
        world.report("wamid.of.the.first", "sent", &first).await;
        assert!(world.message(id).await.row.duplicated_at.is_some());
        assert_eq!(world.attempts(id).await, ["accepted", "accepted"]);
    })
    .await;
}

#[tokio::test]
async fn a_status_without_our_word_is_matched_by_wamid_else_kept_and_shown() {
    both(async |store| {
        let world = world(store).await;
        let id = world.say("hello").await;
        let bare = |wamid: &str| {
            json!({ "statuses": [{ "id": wamid, "status": "failed", "timestamp": store.now().seconds().to_string(), "recipient_id": "34600000001",
                                                          "errors": [{ "code": 131_026, "title": "Message undeliverable" }] }] })
        };
        world.webhook(bare("wamid.out.1")).await;
        assert_eq!(world.status(id).await, "failed");
        world.webhook(bare("wamid.of.nobody")).await;
        let orphans = store
            .workspace(world.workspace.id)
            .list_orphan_statuses(world.workspace.channel, store::Limit::default(), None)
            .await
            .unwrap();
        assert_eq!(orphans.data.len(), 1);
        assert_eq!(
            (orphans.data[0].wamid.as_str(), orphans.data[0].status.as_str()),
            ("wamid.of.nobody", "failed")
        );
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_comes_after_the_lease_ended_is_still_an_answer() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("slow").await;
        let mut tx = store.begin().await.unwrap();
        let claimed = tx
            .system()
            .claim_outbox(10, Duration::from_secs(90), "slow")
            .await
            .unwrap()
            .messages
            .remove(0);
        let mut workspace = tx.workspace(world.workspace.id);
        assert!(workspace.start_attempt(id, claimed.lease_token, 1, "slow.1").await.unwrap());
        tx.commit().await.unwrap();
        world.later(Duration::from_secs(100)).await;
        assert_eq!(world.status(id).await, "unknown");
        let mut tx = store.begin().await.unwrap();
        let mut workspace = tx.workspace(world.workspace.id);
        let settled = workspace
            .accept_outbound(id, claimed.lease_token, 1, world.workspace.channel, "wamid.slow")
            .await
            .unwrap();
        assert_eq!(settled, Settled::Done);
        tx.commit().await.unwrap();
        assert_eq!(world.status(id).await, "accepted");
    })
    .await;
}
