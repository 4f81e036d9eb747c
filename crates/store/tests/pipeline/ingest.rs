//! Claims: one worker a lane, fenced, suspects alone, nothing lost and nothing done twice.

use std::sync::Arc;
use std::time::Duration;

use model::{MetaAppId, TestClock, WebhookEventId};
use store::testing::{self, TestStore, both};
use store::{Claim, ClaimOptions, Error, EventLink, SignedWith, Store, WebhookWriter, WriterBudget, Written};

const LEASE: Duration = Duration::from_secs(30);

fn options(worker: &str) -> ClaimOptions {
    ClaimOptions {
        worker: worker.to_owned(),
        lease: LEASE,
        events: 50,
        bytes: 1 << 20,
    }
}

async fn deliver(store: &TestStore, app: MetaAppId, bodies: impl IntoIterator<Item = String>) -> Vec<WebhookEventId> {
    let (writer, task) = WebhookWriter::new(store.store(), WriterBudget::default());
    let task = tokio::spawn(task.run(std::future::pending()));
    let mut ids = Vec::new();
    for body in bodies {
        match writer
            .reserve(body.len())
            .unwrap()
            .write(app, body.into_bytes(), SignedWith::Current)
            .await
            .unwrap()
        {
            Written::Accepted(id) | Written::Duplicate(id) => ids.push(id),
        }
    }
    drop(writer);
    task.await.unwrap();
    ids
}

fn bodies(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|at| format!("{{\"at\":{at}}}"))
}

async fn claim(store: &TestStore, app: MetaAppId, worker: &str) -> Option<Claim> {
    store.claim_events(app, &options(worker)).await.unwrap()
}

fn ids(claim: &Claim) -> Vec<WebhookEventId> {
    claim.events.iter().map(|event| event.id).collect()
}

#[tokio::test]
async fn a_lane_has_one_worker_and_the_oldest_come_first() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let sent = deliver(store, ours.meta_app, bodies(60)).await;
        let others = deliver(store, theirs.meta_app, bodies(1)).await;
        let mut lanes = vec![ours.meta_app, theirs.meta_app];
        lanes.sort_unstable();
        assert_eq!(store.system().list_lanes_to_claim().await.unwrap(), lanes);
        let first = claim(store, ours.meta_app, "one").await.unwrap();
        assert_eq!(ids(&first), sent[..50]);
        assert_eq!(first.events[0].body, br#"{"at":0}"#);
        assert!(claim(store, ours.meta_app, "two").await.is_none(), "the lane is held");
        assert_eq!(store.system().list_lanes_to_claim().await.unwrap(), [theirs.meta_app]);
        assert_eq!(ids(&claim(store, theirs.meta_app, "two").await.unwrap()), others);
    })
    .await;
}

#[tokio::test]
async fn finished_events_are_gone_and_the_lane_is_free() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let sent = deliver(store, ours.meta_app, bodies(51)).await;
        let first = claim(store, ours.meta_app, "one").await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.system().hold_lane(first.lane).await.unwrap();
        tx.system()
            .finish_events(&ids(&first).into_iter().map(|id| (id, 1)).collect::<Vec<_>>())
            .await
            .unwrap();
        tx.system().release_lane(first.lane).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ids(&claim(store, ours.meta_app, "two").await.unwrap()), sent[50..]);
        assert_eq!(store.system().count_waiting_events().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_stale_worker_writes_nothing() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        deliver(store, ours.meta_app, bodies(2)).await;
        let slow = claim(store, ours.meta_app, "slow").await.unwrap();
        store.clock.advance(LEASE);
        let quick = claim(store, ours.meta_app, "quick").await.unwrap();
        assert!(quick.lane.token > slow.lane.token);
        let mut tx = store.begin().await.unwrap();
        assert!(matches!(tx.system().hold_lane(slow.lane).await, Err(Error::StaleLease(_))));
        drop(tx);
        let mut tx = store.begin().await.unwrap();
        tx.system().release_lane(slow.lane).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.system().hold_lane(quick.lane).await.unwrap();
    })
    .await;
}

/// Two nodes never agree to the millisecond, and a clock may be set back.
#[tokio::test]
async fn a_node_whose_clock_is_behind_works_on_what_just_came() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let behind = TestClock::at(store.now() - Duration::from_secs(3));
        let sent = deliver(store, ours.meta_app, bodies(1)).await;
        let node = Store::open(&store.config, Arc::new(behind)).await.unwrap();
        assert_eq!(node.system().list_lanes_to_claim().await.unwrap(), [ours.meta_app]);
        let claimed = node
            .claim_events(ours.meta_app, &options("behind"))
            .await
            .unwrap()
            .expect("it is due by any clock");
        assert_eq!(ids(&claimed), sent);
        node.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_released_lane_cannot_be_held_again() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        deliver(store, ours.meta_app, bodies(1)).await;
        let first = claim(store, ours.meta_app, "one").await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.system().release_lane(first.lane).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert!(matches!(tx.system().hold_lane(first.lane).await, Err(Error::StaleLease(_))));
    })
    .await;
}

/// A worker that dies takes the whole batch with it twice; then each event runs alone, and the one that kills is found out.
#[tokio::test]
async fn an_event_that_kills_is_found_and_given_up() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let sent = deliver(store, ours.meta_app, bodies(3)).await;
        let poison = sent[1];
        let mut runs = Vec::new();
        for _ in 0..20 {
            let Some(batch) = claim(store, ours.meta_app, "w").await else { break };
            runs.push(ids(&batch));
            if !batch.exhausted.is_empty() {
                assert_eq!(batch.exhausted[0].id, poison);
                assert_eq!(batch.exhausted[0].attempts, store::MAX_ATTEMPTS);
                let mut tx = store.begin().await.unwrap();
                tx.system().hold_lane(batch.lane).await.unwrap();
                tx.system()
                    .fail_event(poison, store::MAX_ATTEMPTS, "ingest.crashed", "killed its worker", None)
                    .await
                    .unwrap();
                tx.system().release_lane(batch.lane).await.unwrap();
                tx.commit().await.unwrap();
            } else if batch.events.iter().any(|event| event.id == poison) {
                store.clock.advance(LEASE);
            } else {
                let mut tx = store.begin().await.unwrap();
                tx.system().hold_lane(batch.lane).await.unwrap();
                tx.system()
                    .finish_events(&ids(&batch).into_iter().map(|id| (id, 1)).collect::<Vec<_>>())
                    .await
                    .unwrap();
                tx.system().release_lane(batch.lane).await.unwrap();
                tx.commit().await.unwrap();
            }
        }
        assert_eq!(runs[..2], [sent.clone(), sent.clone()]);
        assert!(runs[2..].iter().all(|run| run.len() <= 1), "{runs:?}");
        assert_eq!(
            store.system().count_waiting_events().await.unwrap(),
            0,
            "the others were processed, the poison is dead"
        );
        assert_eq!(runs.iter().filter(|run| run.contains(&poison)).count(), 5);
    })
    .await;
}

#[tokio::test]
async fn a_failed_event_waits_and_its_failure_is_kept() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let sent = deliver(store, ours.meta_app, bodies(1)).await;
        let first = claim(store, ours.meta_app, "w").await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let link = EventLink {
            event_id: sent[0],
            state: "accepted",
            fields: vec!["messages".to_owned(), "history".to_owned()],
            item_count: 2,
            new_item_count: 1,
            error: None,
            received_at: first.events[0].received_at,
        };
        tx.workspace(ours.id).upsert_event_links(std::slice::from_ref(&link)).await.unwrap();
        tx.system()
            .fail_event(sent[0], 1, "ingest.failed", "odd", Some(store.now() + Duration::from_secs(5)))
            .await
            .unwrap();
        tx.system().release_lane(first.lane).await.unwrap();
        tx.commit().await.unwrap();
        assert!(claim(store, ours.meta_app, "w").await.is_none());
        store.clock.advance(Duration::from_secs(5));
        let second = claim(store, ours.meta_app, "w").await.unwrap();
        assert_eq!(second.events[0].attempts, 2);
        let mut tx = store.begin().await.unwrap();
        tx.system().fail_event(sent[0], 2, "ingest.failed", "odd", None).await.unwrap();
        tx.commit().await.unwrap();
        let event = store.workspace(ours.id).get_webhook_event(sent[0]).await.unwrap();
        assert_eq!(
            (event.state.as_str(), event.error_code.as_deref(), event.attempts),
            ("dead", Some("ingest.failed"), 2)
        );
        assert_eq!(event.fields, "messages,history");
        assert!(matches!(
            store.workspace(theirs.id).get_webhook_event(sent[0]).await,
            Err(Error::NotFound(_))
        ));
        assert!(matches!(
            store.workspace(theirs.id).get_webhook_event_body(sent[0]).await,
            Err(Error::NotFound(_))
        ));
        store.clock.advance(Duration::from_millis(1));
        let mut tx = store.begin().await.unwrap();
        assert!(tx.workspace(theirs.id).replay_webhook_event(sent[0]).await.is_err());
        tx.workspace(ours.id).replay_webhook_event(sent[0]).await.unwrap();
        tx.commit().await.unwrap();
        store.clock.advance(LEASE);
        assert_eq!(claim(store, ours.meta_app, "w").await.unwrap().events[0].attempts, 1);
    })
    .await;
}

#[tokio::test]
async fn deliveries_are_listed_newest_first_page_by_page() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let sent = deliver(store, ours.meta_app, bodies(5)).await;
        let mut tx = store.begin().await.unwrap();
        let link = |id: WebhookEventId, state| EventLink {
            event_id: id,
            state,
            fields: vec![],
            item_count: 1,
            new_item_count: 1,
            error: None,
            received_at: store.now(),
        };
        let links: Vec<_> = sent
            .iter()
            .enumerate()
            .map(|(at, id)| link(*id, if at == 2 { "dead" } else { "done" }))
            .collect();
        tx.workspace(ours.id).upsert_event_links(&links).await.unwrap();
        tx.workspace(theirs.id).upsert_event_links(&[link(sent[0], "done")]).await.unwrap();
        tx.commit().await.unwrap();
        let ours = store.workspace(ours.id);
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = ours
                .list_webhook_events(&store::WebhookEventFilter::default(), store::Limit::clamped(2), cursor.as_deref())
                .await
                .unwrap();
            seen.extend(page.data.iter().map(|event| event.id));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, sent.iter().rev().copied().collect::<Vec<_>>());
        let dead = ours
            .list_webhook_events(
                &store::WebhookEventFilter {
                    state: Some("dead"),
                    ..store::WebhookEventFilter::default()
                },
                store::Limit::default(),
                None,
            )
            .await
            .unwrap();
        assert_eq!(dead.data.iter().map(|event| event.id).collect::<Vec<_>>(), [sent[2]]);
        let counts: Vec<_> = ours
            .count_webhook_events(100)
            .await
            .unwrap()
            .into_iter()
            .map(|count| (count.state, count.count))
            .collect();
        let expected = [("accepted", 0), ("dead", 1), ("discarded", 0), ("done", 4)];
        assert_eq!(counts, expected.map(|(state, count)| (state.to_owned(), count)));
        assert_eq!(
            store
                .workspace(theirs.id)
                .list_webhook_events(&store::WebhookEventFilter::default(), store::Limit::default(), None)
                .await
                .unwrap()
                .data
                .len(),
            1
        );
    })
    .await;
}
