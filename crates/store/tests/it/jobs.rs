//! Stopping work: what waits ends at once, what runs hears it at its next step, whoever takes it over knows.

use std::time::Duration;

use store::testing::{self, both};
use store::{ClaimedJob, Error, NewJob, Store};

async fn claimed(store: &Store, lease: u64) -> ClaimedJob {
    store.claim_jobs(1, Duration::from_secs(lease)).await.unwrap().remove(0)
}

#[tokio::test]
async fn running_work_hears_at_its_next_step_that_it_shall_stop() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let mut tx = store.begin().await.unwrap();
        let job = NewJob {
            kind: "contacts.import",
            payload: "{}".to_owned(),
            dedupe_key: None,
            run_at: store.now(),
            max_attempts: 3,
        };
        tx.workspace(ours.id).enqueue_jobs(&[job]).await.unwrap();
        tx.commit().await.unwrap();
        let first = claimed(store, 60).await;
        assert_eq!(first.cancel_asked_at, None);

        let mut tx = store.begin().await.unwrap();
        assert!(
            tx.workspace(ours.id).step_job(&first, Some((1, Some(2)))).await.unwrap(),
            "nobody asked yet"
        );
        assert_eq!(
            tx.workspace(theirs.id).cancel_job(first.id).await.unwrap(),
            None,
            "another workspace's work is not ours to stop"
        );
        assert_eq!(tx.workspace(ours.id).cancel_job(first.id).await.unwrap().as_deref(), Some("running"));
        assert!(
            !tx.workspace(ours.id).step_job(&first, Some((2, Some(2)))).await.unwrap(),
            "the next step hears it"
        );
        tx.commit().await.unwrap();

        // Its worker vanishes: who takes it over knows, and the one that hung writes nothing.
        store.release_all_jobs().await.unwrap();
        let second = claimed(store, 60).await;
        assert!(second.id == first.id && second.cancel_asked_at.is_some());
        let mut tx = store.begin().await.unwrap();
        assert!(matches!(tx.workspace(ours.id).step_job(&first, None).await, Err(Error::StaleLease(_))));
    })
    .await;
}
