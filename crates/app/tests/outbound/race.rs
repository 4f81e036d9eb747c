//! A report and the answer to the send race each other in two transactions at once.

use std::time::Duration;

use model::{MessageId, WebhookEventId};
use serde_json::json;
use store::testing::{START, both};
use store::{ClaimedOutbound, NewStatus};

use super::support::{World, world};

/// The answer is written but not committed when the report looks for its message; the report waits for the row, and must find what the answer wrote.
#[tokio::test]
async fn a_report_that_waited_for_the_answer_finds_its_message() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("who is first?").await;
        let mut tx = store.begin().await.unwrap();
        let claimed = tx
            .system()
            .claim_outbox(10, Duration::from_secs(90), "the sender")
            .await
            .unwrap()
            .messages;
        let sent = &claimed[0];
        let opaque = format!("{}.1", sent.opaque);
        let mut workspace = tx.workspace(world.workspace.id);
        assert!(workspace.start_attempt(id, sent.lease_token, 1, &opaque).await.unwrap());
        tx.commit().await.unwrap();

        let mut answering = store.begin().await.unwrap();
        let mut workspace = answering.workspace(world.workspace.id);
        let settled = workspace
            .accept_outbound(id, sent.lease_token, 1, sent.channel_id, "wamid.out.race")
            .await;
        assert_eq!(settled.unwrap(), store::Settled::Done);
        let report = world.report("wamid.out.race", "delivered", &opaque);
        let answer = async {
            // Long enough for the report to have come to the row it must wait for.
            for _ in 0..200 {
                store.workspace(world.workspace.id).get_message(id).await.unwrap();
            }
            answering.commit().await.unwrap();
        };
        tokio::join!(report, answer);
        assert_eq!(world.status(id).await, "delivered");
    })
    .await;
}

/// A send whose answer is about to be written.
async fn on_its_way(world: &World<'_>) -> (MessageId, ClaimedOutbound) {
    let id = world.queue("who is first?").await;
    let mut tx = world.store.begin().await.unwrap();
    let claimed = tx
        .system()
        .claim_outbox(10, Duration::from_secs(90), "the sender")
        .await
        .unwrap()
        .messages;
    let sent = claimed[0].clone();
    let mut workspace = tx.workspace(world.workspace.id);
    assert!(workspace.start_attempt(id, sent.lease_token, 1, "opaque.1").await.unwrap());
    tx.commit().await.unwrap();
    (id, sent)
}

async fn orphans(world: &World<'_>) -> usize {
    let workspace = world.store.workspace(world.workspace.id);
    let page = workspace
        .list_orphan_statuses(world.workspace.channel, store::Limit::default(), None)
        .await;
    page.unwrap().data.len()
}

/// A failure may be reported without what we sent along. It comes while the answer is written: it waits, and finds its message by the wamid.
#[tokio::test]
async fn a_failure_without_a_name_that_comes_second_finds_its_message() {
    both(async |store| {
        let world = world(store).await;
        let (id, sent) = on_its_way(&world).await;
        let mut answering = store.begin().await.unwrap();
        let mut workspace = answering.workspace(world.workspace.id);
        let settled = workspace
            .accept_outbound(id, sent.lease_token, 1, sent.channel_id, "wamid.out.race")
            .await;
        assert_eq!(settled.unwrap(), store::Settled::Done);
        let report = world.webhook(
            json!({ "statuses": [{ "id": "wamid.out.race", "status": "failed", "timestamp": START.seconds().to_string(),
            "recipient_id": "34600000001", "errors": [{ "code": 131_026, "title": "Message undeliverable" }] }] }),
        );
        let answer = async {
            for _ in 0..200 {
                store.workspace(world.workspace.id).get_message(id).await.unwrap();
            }
            answering.commit().await.unwrap();
        };
        tokio::join!(report, answer);
        assert_eq!((world.status(id).await.as_str(), orphans(&world).await), ("failed", 0));
    })
    .await;
}

/// It comes first and is not committed yet: the answer waits, and takes it in.
#[tokio::test]
async fn a_failure_without_a_name_that_comes_first_is_taken_in() {
    both(async |store| {
        let world = world(store).await;
        let (id, sent) = on_its_way(&world).await;
        let mut reporting = store.begin().await.unwrap();
        let mut workspace = reporting.workspace(world.workspace.id);
        workspace.meet_answers(&[(sent.channel_id, "wamid.out.race")]).await.unwrap();
        let status = NewStatus {
            channel_id: sent.channel_id,
            wamid: "wamid.out.race".to_owned(),
            status: "failed".to_owned(),
            participant: String::new(),
            message_id: None,
            opaque: None,
            at: START,
            error: Some("{}".to_owned()),
            pricing: None,
            webhook_event_id: WebhookEventId::new(),
            received_at: START,
        };
        assert_eq!(workspace.insert_statuses(&[status]).await.unwrap().len(), 1);
        let report = async {
            for _ in 0..200 {
                store.workspace(world.workspace.id).get_message(id).await.unwrap();
            }
            reporting.commit().await.unwrap();
        };
        let answer = async {
            let mut tx = store.begin().await.unwrap();
            let mut workspace = tx.workspace(world.workspace.id);
            let settled = workspace
                .accept_outbound(id, sent.lease_token, 1, sent.channel_id, "wamid.out.race")
                .await;
            assert_eq!(settled.unwrap(), store::Settled::Done);
            tx.commit().await.unwrap();
        };
        tokio::join!(report, answer);
        assert_eq!((world.status(id).await.as_str(), orphans(&world).await), ("failed", 0));
    })
    .await;
}
