//! A report and the answer to the send race each other in two transactions at once.

use std::time::Duration;

use store::testing::both;

use super::support::world;

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
