//! When the answer is missing: never posted again by itself, settled by whatever Meta reports, or by a person.

use std::time::Duration;

use app::outbound::Resolution;
use store::testing::both;

use super::support::{Answer, world};

#[tokio::test]
async fn a_status_settles_a_lost_answer() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::AcceptAndLose]);
        let id = world.say("did it go?").await;
        assert_eq!(world.status(id).await, "unknown");
        let opaque = world.stub.posted()[0]["biz_opaque_callback_data"].as_str().unwrap().to_owned();
        world.report("wamid.of.meta", "delivered", &opaque).await;
        let message = world.message(id).await.row;
        assert_eq!((message.status.as_str(), message.wamid.as_deref()), ("delivered", Some("wamid.of.meta")));
        world.later(Duration::from_secs(3600)).await;
        assert_eq!((world.stub.posted().len(), world.attempts(id).await), (1, vec!["accepted".to_owned()]));
    })
    .await;
}

#[tokio::test]
async fn a_status_that_overtakes_the_answer_is_not_lost() {
    both(async |store| {
        let world = world(store).await;
        world.report("wamid.out.1", "read", "of.nobody").await;
        let id = world.say("fast reader").await;
        assert_eq!(world.status(id).await, "read");
    })
    .await;
}

#[tokio::test]
async fn without_a_status_it_waits_for_a_person() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::AcceptAndLose, Answer::AcceptAndLose]);
        let (sent, resent) = (world.say("one").await, world.say("two").await);
        world.later(Duration::from_secs(3600)).await;
        assert_eq!(
            (world.status(sent).await.as_str(), world.stub.posted().len()),
            ("unknown", 2),
            "nothing is posted again by itself"
        );
        world.app.outbound().resolve_unknown(&world.agent, sent, Resolution::Sent).await.unwrap();
        world
            .app
            .outbound()
            .resolve_unknown(&world.agent, resent, Resolution::Resend)
            .await
            .unwrap();
        world.app.settle().await;
        assert_eq!(
            (world.status(sent).await.as_str(), world.status(resent).await.as_str()),
            ("accepted", "accepted")
        );
        assert_eq!(world.stub.texts(), ["one", "two", "two"]);
        assert_eq!(
            world
                .app
                .outbound()
                .resolve_unknown(&world.agent, sent, Resolution::Sent)
                .await
                .unwrap_err()
                .code,
            "message.not_unknown"
        );
    })
    .await;
}

#[tokio::test]
async fn a_workspace_may_choose_at_least_once() {
    both(async |store| {
        let world = world(store).await;
        world.resends_when_in_doubt().await;
        world.stub.will([Answer::AcceptAndLose]);
        let id = world.say("at least once").await;
        world.later(Duration::from_secs(60)).await;
        assert_eq!(world.status(id).await, "unknown");
        world.later(Duration::from_secs(120)).await;
        assert_eq!((world.status(id).await.as_str(), world.stub.posted().len()), ("accepted", 2));
    })
    .await;
}

#[tokio::test]
async fn a_crash_while_posting_leaves_doubt_not_a_second_post() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("cut short").await;
        let mut tx = world.store.begin().await.unwrap();
        let claimed = tx
            .system()
            .claim_outbox(10, Duration::from_secs(90), "the worker that dies")
            .await
            .unwrap()
            .messages;
        assert_eq!(claimed.len(), 1);
        assert!(
            tx.workspace(world.workspace.id)
                .start_attempt(id, claimed[0].lease_token, 1, "opaque.1")
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();
        world.later(Duration::from_secs(30)).await;
        assert_eq!(world.status(id).await, "sending", "its lease still runs");
        world.later(Duration::from_secs(61)).await;
        assert_eq!((world.status(id).await.as_str(), world.stub.posted().len()), ("unknown", 0));
        assert_eq!(world.attempts(id).await, ["unknown"]);
    })
    .await;
}

#[tokio::test]
async fn a_stale_worker_writes_nothing() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("whose turn?").await;
        let claim = async |worker: &str| {
            let mut tx = world.store.begin().await.unwrap();
            let claimed = tx.system().claim_outbox(10, Duration::from_secs(90), worker).await.unwrap().messages;
            tx.commit().await.unwrap();
            claimed
        };
        let stale = claim("sleeps").await;
        assert!(claim("too early").await.is_empty(), "the lease holds");
        world.store.clock.advance(Duration::from_secs(91));
        let fresh = claim("takes over").await;
        assert_ne!(stale[0].lease_token, fresh[0].lease_token);
        let mut tx = world.store.begin().await.unwrap();
        let mut workspace = tx.workspace(world.workspace.id);
        assert!(!workspace.start_attempt(id, stale[0].lease_token, 1, "stale.1").await.unwrap());
        let failed = workspace.fail_outbound(id, stale[0].lease_token, None, None, "{}").await.unwrap();
        assert_eq!(failed, store::Settled::Stale);
        assert!(workspace.start_attempt(id, fresh[0].lease_token, 1, "fresh.1").await.unwrap());
    })
    .await;
}
