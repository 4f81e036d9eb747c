//! Channels and Meta apps: secrets, routes, and nothing across workspaces.

use secrecy::ExposeSecret as _;
use store::testing::{self, both};
use store::{Error, NewEvent};

#[tokio::test]
async fn a_workspace_sees_only_its_own_channel() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let channel = store.workspace(ours.id).find_channel().await.unwrap().unwrap();
        assert_eq!(channel.id, ours.channel);
        assert!(channel.has_access_token);
        assert!(matches!(
            store.workspace(ours.id).get_channel(theirs.channel).await,
            Err(Error::NotFound("channel"))
        ));
        assert!(matches!(
            store.workspace(ours.id).find_access_token(theirs.channel).await,
            Err(Error::NotFound("channel"))
        ));
        assert!(matches!(
            store.workspace(ours.id).get_meta_app(theirs.meta_app).await,
            Err(Error::NotFound("meta app"))
        ));
        let mut tx = store.begin().await.unwrap();
        assert!(tx.workspace(ours.id).update_access_token(theirs.channel, &"stolen".into()).await.is_err());
        assert!(tx.workspace(ours.id).update_app_secret(theirs.meta_app, &"stolen".into()).await.is_err());
        drop(tx);
        let token = store.workspace(theirs.id).find_access_token(theirs.channel).await.unwrap().unwrap();
        assert_eq!(token.expose_secret(), testing::ACCESS_TOKEN);
    })
    .await;
}

#[tokio::test]
async fn a_number_belongs_to_one_workspace() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let taken = store.workspace(theirs.id).find_channel().await.unwrap().unwrap();
        let mut tx = store.begin().await.unwrap();
        let again = store::NewChannel {
            meta_app_id: ours.meta_app,
            kind: "meta".to_owned(),
            phone_number_id: taken.phone_number_id,
            waba_id: taken.waba_id,
            facts: store::ChannelFacts {
                display_phone_number: String::new(),
                verified_name: String::new(),
                quality_rating: "GREEN".to_owned(),
                status: "CONNECTED".to_owned(),
                throughput_per_second: 80,
                is_on_biz_app: false,
            },
            access_token: None,
        };
        assert!(tx.workspace(ours.id).create_channel(again).await.unwrap_err().is_duplicate());
    })
    .await;
}

#[tokio::test]
async fn a_replaced_secret_still_verifies_for_a_day() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).update_app_secret(ours.meta_app, &"new".into()).await.unwrap();
        tx.commit().await.unwrap();
        let secrets = store.system().find_app_secrets(ours.meta_app).await.unwrap().unwrap();
        assert_eq!(secrets.current.unwrap().expose_secret(), "new");
        assert_eq!(secrets.previous.unwrap().expose_secret(), testing::APP_SECRET);
        assert_eq!(secrets.previous_until, Some(store.now() + std::time::Duration::from_secs(86_400)));
        assert_eq!(secrets.verify_token.unwrap().expose_secret(), testing::VERIFY_TOKEN);
    })
    .await;
}

#[tokio::test]
async fn no_secret_lies_in_the_database_in_the_clear() {
    let store = testing::TestStore::sqlite().await;
    testing::workspace(&store, 1).await;
    let path = store.config.sqlite_path().unwrap();
    let files = ["", "-wal"].map(|suffix| std::fs::read(format!("{}{suffix}", path.display())).unwrap_or_default());
    for secret in [testing::ACCESS_TOKEN, testing::APP_SECRET, testing::VERIFY_TOKEN] {
        for bytes in &files {
            assert!(
                !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
                "{secret} is readable"
            );
        }
    }
}

#[tokio::test]
async fn events_are_numbered_per_workspace_and_told_after_the_commit() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        store.listen({
            let told = told.clone();
            move |committed| told.lock().unwrap().push(committed.workspaces.clone())
        });
        let event = |name: &str| NewEvent::new("workspace.updated", None, &serde_json::json!({ "name": name })).unwrap();
        let mut undone = store.begin().await.unwrap();
        undone.workspace(ours.id).append_events(&[event("never")]).await.unwrap();
        drop(undone);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.workspace(ours.id).append_events(&[event("a"), event("b")]).await.unwrap(), [1, 2]);
        assert_eq!(tx.workspace(theirs.id).append_events(&[event("x")]).await.unwrap(), [1]);
        assert!(told.lock().unwrap().is_empty(), "nothing is told before the commit");
        tx.commit().await.unwrap();
        assert_eq!(*told.lock().unwrap(), [[ours.id, theirs.id].into()]);
        let events = store.workspace(ours.id).list_events(1, store::Limit::default()).await.unwrap();
        assert_eq!(
            events.iter().map(|event| (event.seq, event.data.as_str())).collect::<Vec<_>>(),
            [(2, r#"{"name":"b"}"#)]
        );
        assert_eq!(store.workspace(ours.id).event_bounds().await.unwrap(), (Some(1), 2));
    })
    .await;
}
