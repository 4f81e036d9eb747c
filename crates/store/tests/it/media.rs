//! Files: their states, and nothing across workspaces.

use std::time::Duration;

use store::testing::threads::user;
use store::testing::{self, both};
use store::{Error, NewUpload, StoredFile};

#[tokio::test]
async fn an_upload_is_ready_and_gets_metas_id_later() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let me = user(store, "Me").await;
        let upload = NewUpload {
            channel_id: Some(ours.channel),
            mime_type: "image/png".to_owned(),
            filename: Some("cat.png".to_owned()),
            size: 12,
            sha256: "00".repeat(32),
            storage_key: "random".to_owned(),
            created_by: me,
        };
        let mut tx = store.begin().await.unwrap();
        let media = tx.workspace(ours.id).create_upload(&upload).await.unwrap();
        let until = tx.now() + Duration::from_secs(30 * 86_400);
        tx.workspace(ours.id)
            .set_meta_media_id(media.id, ours.channel, "1234", until)
            .await
            .unwrap();
        assert!(matches!(
            tx.workspace(theirs.id).set_meta_media_id(media.id, theirs.channel, "6666", until).await,
            Err(Error::NotFound("media"))
        ));
        assert!(matches!(
            tx.workspace(theirs.id).set_media_state(media.id, "failed", None).await,
            Err(Error::NotFound("media"))
        ));
        let file = StoredFile {
            mime_type: "text/html".to_owned(),
            size: 1,
            sha256: String::new(),
            storage_key: "x".to_owned(),
            remark: None,
        };
        assert!(!tx.workspace(theirs.id).store_media(media.id, &file).await.unwrap());
        assert!(
            !tx.workspace(ours.id).store_media(media.id, &file).await.unwrap(),
            "a file that is here is not replaced"
        );
        tx.commit().await.unwrap();
        let now = store.workspace(ours.id).get_media(media.id).await.unwrap();
        assert_eq!(
            (now.state.as_str(), now.meta_media_id.as_deref(), now.meta_expires_at, now.size),
            ("ready", Some("1234"), Some(until), Some(12))
        );
        assert!(matches!(
            store.workspace(theirs.id).get_media(media.id).await,
            Err(Error::NotFound("media"))
        ));
        assert!(store.workspace(theirs.id).media_by_ids(&[media.id]).await.unwrap().is_empty());
    })
    .await;
}
