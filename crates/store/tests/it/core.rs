//! Opening, migrating, the master key, cursors.

use std::sync::Arc;

use model::{TestClock, WorkspaceId};
use store::secrets::MasterKey;
use store::testing::{self, START, both};
use store::{Error, Store, StoreConfig};

fn clock() -> Arc<TestClock> {
    Arc::new(TestClock::at(START))
}

#[tokio::test]
async fn another_master_key_is_refused() {
    both(async |store| {
        let config = StoreConfig {
            master_key: MasterKey::generate(),
            ..store.config.clone()
        };
        assert!(matches!(Store::open(&config, clock()).await, Err(Error::WrongMasterKey)));
        let rotated = StoreConfig {
            previous_master_keys: vec![store.config.master_key.clone()],
            ..config
        };
        Store::open(&rotated, clock()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    both(async |store| {
        let report = store::migrate(&store.config).await.unwrap();
        assert_eq!((report.from, report.backup), (report.to, None));
    })
    .await;
}

#[tokio::test]
async fn an_empty_database_is_not_opened_but_migrated() {
    let directory = tempfile::tempdir().unwrap();
    let config = StoreConfig::new(format!("sqlite://{}/new.db", directory.path().display()), MasterKey::generate());
    assert!(
        matches!(Store::open(&config, clock()).await, Err(Error::Sqlite(_))),
        "a missing file is not made by opening"
    );
    let report = store::migrate(&config).await.unwrap();
    assert_eq!(report.from, 0);
    Store::open(&config, clock()).await.unwrap();
}

#[tokio::test]
async fn an_address_of_another_database_is_refused() {
    let config = StoreConfig::new("mysql://root:secret@localhost/x", MasterKey::generate());
    let error = store::migrate(&config).await.unwrap_err();
    assert!(matches!(error, Error::InvalidUrl(_)));
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[tokio::test]
async fn a_cursor_works_only_where_it_was_given_out() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let (ours, theirs) = (store.workspace(ours.id), store.workspace(theirs.id));
        let cursor = ours.encode_cursor("contacts.name", &("Ana", 7));
        assert_eq!(
            ours.decode_cursor::<(String, i64)>("contacts.name", &cursor).unwrap(),
            ("Ana".to_owned(), 7)
        );
        for refused in [
            theirs.decode_cursor::<(String, i64)>("contacts.name", &cursor),
            ours.decode_cursor("contacts.newest", &cursor),
            ours.decode_cursor("contacts.name", &format!("A{}", &cursor[1..])),
            ours.decode_cursor("contacts.name", "bogus"),
            ours.decode_cursor("contacts.name", ""),
        ] {
            assert!(matches!(refused, Err(Error::InvalidCursor)), "{refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).degrade_channel(ours.channel, "190", "expired").await.unwrap();
        drop(tx);
        assert_eq!(store.workspace(ours.id).get_channel(ours.channel).await.unwrap().degraded_code, None);
        assert!(store.workspace(WorkspaceId::new()).find_channel().await.unwrap().is_none());
    })
    .await;
}
