//! The group-commit writer: stored before it says so, duplicates told apart, bounded, and never a silent success.

use futures::future::join_all;
use model::MetaAppId;
use store::testing::{self, TestStore, both};
use store::{ClaimOptions, SignedWith, WebhookWriter, WriteError, WriterBudget, Written};

fn start(store: &TestStore, budget: WriterBudget) -> (WebhookWriter, tokio::task::JoinHandle<()>) {
    let (writer, task) = WebhookWriter::new(store.store(), budget);
    (writer, tokio::spawn(task.run(std::future::pending())))
}

async fn write(writer: &WebhookWriter, app: MetaAppId, body: &str) -> Result<Written, WriteError> {
    writer
        .reserve(body.len())?
        .write(app, body.as_bytes().to_vec(), SignedWith::Current)
        .await
}

#[tokio::test]
async fn equal_bytes_are_stored_once() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let (writer, task) = start(store, WriterBudget::default());
        let Ok(Written::Accepted(first)) = write(&writer, ours.meta_app, "a").await else {
            panic!("the first is new")
        };
        assert_eq!(write(&writer, ours.meta_app, "a").await, Ok(Written::Duplicate(first)));
        assert!(
            matches!(write(&writer, theirs.meta_app, "a").await, Ok(Written::Accepted(other)) if other != first),
            "another app's delivery is another"
        );
        drop(writer);
        task.await.unwrap();
        assert_eq!(store.system().count_waiting_events().await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_crowd_of_duplicates_has_one_winner() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let (writer, task) = start(store, WriterBudget::default());
        let bodies: Vec<String> = (0..600).map(|at| format!("body {}", at % 60)).collect();
        let outcomes = join_all(bodies.iter().map(|body| write(&writer, ours.meta_app, body))).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Ok(Written::Accepted(_)))).count(), 60);
        drop(writer);
        task.await.unwrap();
        assert_eq!(store.system().count_waiting_events().await.unwrap(), 60);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused_before_it_is_read() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        // Nobody writes yet, so that the queue stays full.
        let (writer, task) = WebhookWriter::new(
            store.store(),
            WriterBudget {
                deliveries: 2,
                bytes: 4096,
                batch: 8,
            },
        );
        let mut first = writer.reserve(3000).unwrap();
        assert_eq!(writer.reserve(3000).unwrap_err(), WriteError::OverBudget, "bytes");
        assert_eq!(first.grow(3000).unwrap_err(), WriteError::OverBudget, "more bytes");
        assert!(!writer.has_room(3000) && writer.has_room(1000));
        drop(first);
        let waiting = [writer.reserve(10).unwrap(), writer.reserve(10).unwrap()]
            .map(|room| tokio::spawn(room.write(ours.meta_app, vec![b'x'; 10], SignedWith::Current)));
        while writer.has_room(0) {
            tokio::task::yield_now().await;
        }
        assert_eq!(
            writer
                .reserve(10)
                .unwrap()
                .write(ours.meta_app, vec![b'y'; 10], SignedWith::Current)
                .await,
            Err(WriteError::OverBudget),
            "deliveries"
        );
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let task = tokio::spawn(task.run(async { drop(stopped.await) }));
        for waiting in waiting {
            assert!(waiting.await.unwrap().is_ok());
        }
        assert_eq!(
            writer
                .reserve(1)
                .unwrap()
                .write(ours.meta_app, vec![b'x'; 5000], SignedWith::Current)
                .await,
            Err(WriteError::OverBudget),
            "longer than the budget"
        );
        stop.send(()).unwrap();
        task.await.unwrap();
        assert_eq!(
            writer.reserve(1).unwrap().write(ours.meta_app, vec![b'z'], SignedWith::Current).await,
            Err(WriteError::Unavailable),
            "stopped"
        );
    })
    .await;
}

#[tokio::test]
async fn one_bad_delivery_does_not_fail_its_batch() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let (writer, task) = start(store, WriterBudget::default());
        let apps = [ours.meta_app, MetaAppId::new(), ours.meta_app];
        let outcomes = join_all(apps.iter().zip(["a", "b", "c"]).map(|(app, body)| write(&writer, *app, body))).await;
        assert!(
            matches!(
                outcomes[..],
                [Ok(Written::Accepted(_)), Err(WriteError::Unavailable), Ok(Written::Accepted(_))]
            ),
            "{outcomes:?}"
        );
        drop(writer);
        task.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_hears_success_when_the_database_is_gone() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let other = store.again().await;
        let (writer, task) = WebhookWriter::new(other.clone(), WriterBudget::default());
        other.close().await;
        let task = tokio::spawn(task.run(std::future::pending()));
        let outcome = write(&writer, ours.meta_app, "a").await;
        if store.is_shared() {
            // Its own connection does not come from the closed pool: the writer may go on.
            assert!(matches!(outcome, Ok(Written::Accepted(_))), "{outcome:?}");
        } else {
            assert_eq!(outcome, Err(WriteError::Unavailable));
        }
        drop(writer);
        task.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_duplicate_is_counted() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let (writer, task) = start(store, WriterBudget::default());
        for _ in 0..3 {
            write(&writer, ours.meta_app, "a").await.unwrap();
        }
        drop(writer);
        task.await.unwrap();
        let options = ClaimOptions {
            worker: "w".to_owned(),
            lease: std::time::Duration::from_secs(30),
            events: 50,
            bytes: 1 << 20,
        };
        let claim = store.claim_events(ours.meta_app, &options).await.unwrap().unwrap();
        let mut tx = store.begin().await.unwrap();
        let link = store::EventLink {
            event_id: claim.events[0].id,
            state: "done",
            fields: vec!["messages".to_owned()],
            item_count: 1,
            new_item_count: 1,
            error: None,
            received_at: claim.events[0].received_at,
        };
        tx.workspace(ours.id).upsert_event_links(&[link]).await.unwrap();
        tx.commit().await.unwrap();
        let event = store.workspace(ours.id).get_webhook_event(claim.events[0].id).await.unwrap();
        assert_eq!(event.delivery_count, 3);
    })
    .await;
}
