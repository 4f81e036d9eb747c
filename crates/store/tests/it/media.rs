//! Files: their states, and nothing across workspaces.

use std::time::Duration;

use store::testing::threads::user;
use store::testing::{self, both};
use store::{Error, MediaLook, NewUpload, StoredFile, Thumbnail};

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
            look: MediaLook::default(),
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
            look: MediaLook::default(),
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

#[tokio::test]
async fn files_past_their_time_are_removed_in_two_steps_and_only_in_their_workspace() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let me = user(store, "Me").await;
        let upload = |name: &str| NewUpload {
            channel_id: None,
            mime_type: "image/png".to_owned(),
            filename: None,
            size: 12,
            sha256: "00".repeat(32),
            storage_key: name.to_owned(),
            look: MediaLook {
                width: Some(800),
                height: Some(600),
                placeholder: Some("AAAA".to_owned()),
                thumbnail: Some(Thumbnail {
                    key: format!("{name}-small"),
                    mime_type: "image/jpeg".to_owned(),
                    size: 3,
                }),
                duration_ms: None,
            },
            created_by: me,
        };
        let mut tx = store.begin().await.unwrap();
        let old = tx.workspace(ours.id).create_upload(&upload("old")).await.unwrap();
        let other = tx.workspace(theirs.id).create_upload(&upload("other")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            (old.width, old.height, old.thumbnail_key.as_deref()),
            (Some(800), Some(600), Some("old-small"))
        );
        store.clock.advance(Duration::from_secs(10 * 86_400));
        let mut tx = store.begin().await.unwrap();
        let young = tx.workspace(ours.id).create_upload(&upload("young")).await.unwrap();
        let before = tx.now() - Duration::from_secs(5 * 86_400);
        let removed = tx.workspace(ours.id).remove_old_media(before, "too old", 10).await.unwrap();
        assert_eq!(removed, [old.id]);
        tx.commit().await.unwrap();
        let row = store.workspace(ours.id).get_media(old.id).await.unwrap();
        assert_eq!((row.state.as_str(), row.error.as_deref()), ("removed", Some("too old")));
        // A copy that arrives late does not bring it back.
        let late = StoredFile {
            mime_type: "image/png".to_owned(),
            size: 1,
            sha256: String::new(),
            storage_key: "late".to_owned(),
            look: MediaLook::default(),
            remark: None,
        };
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.workspace(ours.id).store_media(old.id, &late).await.unwrap());
        tx.commit().await.unwrap();
        let deletable = store.system().deletable_files(10).await.unwrap();
        let names: Vec<_> = deletable
            .iter()
            .map(|file| (file.id, file.storage_key.as_str(), file.thumbnail_key.as_deref()))
            .collect();
        assert_eq!(names, [(old.id, "old", Some("old-small"))]);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.workspace(theirs.id).forget_files(&[old.id]).await.unwrap(), 0);
        assert_eq!(tx.workspace(ours.id).forget_files(&[old.id, young.id]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(store.system().deletable_files(10).await.unwrap().is_empty());
        for (workspace, id) in [(ours.id, young.id), (theirs.id, other.id)] {
            let row = store.workspace(workspace).get_media(id).await.unwrap();
            assert_eq!((row.state.as_str(), row.thumbnail_key.is_some()), ("ready", true));
        }
    })
    .await;
}
