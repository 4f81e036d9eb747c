//! Deliveries of outgoing webhooks: each webhook has its turn, a lease is one worker's, old ones go, and a place in the log begins with the first webhook.

use std::time::Duration;

use model::{WebhookDeliveryId, WebhookId};
use store::secrets::Sealed;
use store::testing::{self, TestStore, TestWorkspace, both};
use store::{DeliveryEnd, Error, Limit, NewDelivery, WEBHOOK_READER, WebhookRow};

const LEASE: Duration = Duration::from_secs(60);

async fn webhook(store: &TestStore, workspace: &TestWorkspace, deliveries: usize) -> WebhookId {
    let id = WebhookId::new();
    let secret = store.seal(WebhookRow::place(id), &"whsec_AAAA".to_owned().into());
    let mut tx = store.begin().await.unwrap();
    let mut writing = tx.workspace(workspace.id);
    writing.create_webhook(id, "https://example.com/", "", r#"["*"]"#, &secret).await.unwrap();
    writing.add_webhook_deliveries(&made(id, deliveries)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn made(webhook_id: WebhookId, count: usize) -> Vec<NewDelivery> {
    let one = |_| NewDelivery {
        id: WebhookDeliveryId::new(),
        webhook_id,
        event: "webhook.test".to_owned(),
        body: "{}".to_owned(),
    };
    (0..count).map(one).collect()
}

fn delivered() -> DeliveryEnd {
    DeliveryEnd {
        state: "delivered",
        next_attempt_at: None,
        status: Some(200),
        problem: None,
        answer: None,
        ms: 3,
        webhook: None,
    }
}

#[tokio::test]
async fn a_long_queue_of_one_webhook_keeps_no_other_waiting() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let long = webhook(store, &ours, 1500).await;
        store.clock.advance(Duration::from_secs(1));
        let short = webhook(store, &theirs, 2).await;
        let first = store.claim_webhook_deliveries(64, 8, &[], LEASE).await.unwrap();
        assert_eq!(first.len(), 8, "no more of one, and the other's stand behind the first thousand");
        let next = store.claim_webhook_deliveries(64, 8, &[long], LEASE).await.unwrap();
        let whose: Vec<WebhookId> = next.iter().map(|delivery| delivery.webhook_id).collect();
        assert_eq!(whose, [short, short], "while the first has enough under way it is the other's turn");
    })
    .await;
}

#[tokio::test]
async fn a_lease_is_one_workers_and_what_is_paused_waits() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let id = webhook(store, &ours, 1).await;
        let [slow] = &store.claim_webhook_deliveries(9, 8, &[], LEASE).await.unwrap()[..] else {
            panic!("one is due")
        };
        assert!(store.claim_webhook_deliveries(9, 8, &[], LEASE).await.unwrap().is_empty());
        store.clock.advance(LEASE + Duration::from_secs(1));
        let [fast] = &store.claim_webhook_deliveries(9, 8, &[], LEASE).await.unwrap()[..] else {
            panic!("its lease ended")
        };
        assert_eq!((slow.attempts, fast.attempts), (1, 2));
        let mut tx = store.begin().await.unwrap();
        assert!(matches!(
            tx.workspace(ours.id).end_webhook_delivery(slow, &delivered()).await,
            Err(Error::StaleLease(_))
        ));
        drop(tx);
        let mut tx = store.begin().await.unwrap();
        let failed = DeliveryEnd {
            state: "pending",
            next_attempt_at: Some(store.now()),
            problem: Some("away".to_owned()),
            webhook: Some("paused"),
            ..delivered()
        };
        assert!(
            tx.workspace(ours.id).end_webhook_delivery(fast, &failed).await.unwrap(),
            "the webhook changed"
        );
        tx.commit().await.unwrap();
        let row = store.workspace(ours.id).get_webhook(id).await.unwrap();
        assert_eq!((row.state.as_str(), row.problem.as_deref()), ("paused", Some("away")));
        assert!(store.claim_webhook_deliveries(9, 8, &[], LEASE).await.unwrap().is_empty(), "paused");
        let mut tx = store.begin().await.unwrap();
        let active = WebhookRow {
            state: "active".to_owned(),
            ..row
        };
        tx.workspace(ours.id).update_webhook(&active).await.unwrap();
        tx.commit().await.unwrap();
        let row = store.workspace(ours.id).get_webhook(id).await.unwrap();
        assert_eq!((row.failing_since, row.problem), (None, None), "begins anew");
        assert_eq!(store.claim_webhook_deliveries(9, 8, &[], LEASE).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_log_is_kept_for_a_while_and_listed_by_state() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let id = webhook(store, &ours, 3).await;
        store.clock.advance(Duration::from_secs(60));
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).add_webhook_deliveries(&made(id, 2)).await.unwrap();
        tx.commit().await.unwrap();
        let claimed = store.claim_webhook_deliveries(1, 8, &[], LEASE).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.workspace(ours.id).end_webhook_delivery(&claimed[0], &delivered()).await.unwrap());
        tx.commit().await.unwrap();
        let listed = async |state: Option<&str>| {
            let (mut ids, mut cursor) = (Vec::new(), None);
            loop {
                let workspace = store.workspace(ours.id);
                let page = workspace
                    .list_webhook_deliveries(id, state, Limit::clamped(2), cursor.as_deref())
                    .await
                    .unwrap();
                ids.extend(page.data.iter().map(|delivery| delivery.id));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    return ids;
                }
            }
        };
        let all = listed(None).await;
        assert_eq!(all.len(), 5);
        assert!(all.is_sorted_by(|newer, older| newer > older), "the latest first");
        assert_eq!(listed(Some("delivered")).await, [claimed[0].id]);
        assert_eq!(listed(Some("pending")).await.len(), 4);
        let before = store.now();
        assert_eq!(store.delete_old_webhook_deliveries(before, 2).await.unwrap(), 2, "a few at a time");
        assert_eq!(store.delete_old_webhook_deliveries(before, 2).await.unwrap(), 1);
        assert_eq!(store.delete_old_webhook_deliveries(before, 2).await.unwrap(), 0);
        assert_eq!(listed(None).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_place_in_the_log_begins_with_the_first_webhook() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        assert!(store.system().workspaces_behind(WEBHOOK_READER).await.unwrap().is_empty());
        assert_eq!(store.workspace(ours.id).event_cursor(WEBHOOK_READER).await.unwrap(), None);
        webhook(store, &ours, 0).await;
        let since = store.workspace(ours.id).list_webhooks().await.unwrap()[0].since_seq;
        assert_eq!(store.workspace(ours.id).event_cursor(WEBHOOK_READER).await.unwrap(), Some(since));
    })
    .await;
}

#[tokio::test]
async fn the_secret_is_sealed_to_its_row() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let (one, other) = (webhook(store, &ours, 0).await, webhook(store, &ours, 0).await);
        let address = store.workspace(ours.id).find_webhook_address(one).await.unwrap().unwrap();
        let sealed = Sealed::from_bytes(address.secret);
        store.unseal(WebhookRow::place(one), &sealed).unwrap();
        assert!(
            store.unseal(WebhookRow::place(other), &sealed).is_err(),
            "a secret moved to another row cannot be opened"
        );
    })
    .await;
}
