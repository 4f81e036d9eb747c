//! Notes and tags: newest first, names once, and nothing across workspaces.

use std::time::Duration;

use store::testing::threads::{TestThread, user};
use store::testing::{self, both};
use store::{Error, Limit, TagRow};

#[tokio::test]
async fn notes_are_listed_newest_first_page_by_page() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let thread = TestThread::default().insert(store, &ours).await;
        let me = user(store, "Priya").await;
        for body in ["one", "two", "three"] {
            store.clock.advance(Duration::from_secs(1));
            let mut tx = store.begin().await.unwrap();
            tx.workspace(ours.id).create_note(thread.conversation, me, body).await.unwrap();
            tx.commit().await.unwrap();
        }
        let (mut bodies, mut cursor) = (Vec::new(), None);
        loop {
            let page = store
                .workspace(ours.id)
                .list_notes(thread.conversation, Limit::clamped(2), cursor.as_deref())
                .await
                .unwrap();
            assert!(page.data.iter().all(|note| note.author_name == "Priya"));
            bodies.extend(page.data.iter().map(|note| note.body.clone()));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(bodies, ["three", "two", "one"]);

        let note = store
            .workspace(ours.id)
            .list_notes(thread.conversation, Limit::default(), None)
            .await
            .unwrap()
            .data
            .remove(0);
        let mut tx = store.begin().await.unwrap();
        assert!(matches!(
            tx.workspace(theirs.id).update_note(note.id, "stolen").await,
            Err(Error::NotFound("note"))
        ));
        assert!(matches!(tx.workspace(theirs.id).delete_note(note.id).await, Err(Error::NotFound("note"))));
        assert_eq!(tx.workspace(ours.id).update_note(note.id, "changed").await.unwrap().body, "changed");
        tx.workspace(ours.id).delete_note(note.id).await.unwrap();
        assert!(tx.workspace(theirs.id).create_note(thread.conversation, me, "stolen").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_tags_name_is_taken_once_capitals_aside() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let mut tx = store.begin().await.unwrap();
        let vip = tx.workspace(ours.id).create_tag("VIP", "red").await.unwrap();
        tx.workspace(ours.id).create_tag("again", "blue").await.unwrap();
        tx.workspace(theirs.id).create_tag("vip", "blue").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert!(tx.workspace(ours.id).create_tag("vip", "blue").await.unwrap_err().is_duplicate());
        drop(tx);
        let names = |tags: Vec<TagRow>| tags.into_iter().map(|tag| tag.name).collect::<Vec<_>>();
        assert_eq!(names(store.workspace(ours.id).list_tags().await.unwrap()), ["again", "VIP"]);
        let mut tx = store.begin().await.unwrap();
        assert!(matches!(
            tx.workspace(theirs.id).update_tag(vip.id, "x", "red").await,
            Err(Error::NotFound("tag"))
        ));
        assert!(matches!(tx.workspace(theirs.id).delete_tag(vip.id).await, Err(Error::NotFound("tag"))));
        tx.workspace(ours.id).delete_tag(vip.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(store.workspace(ours.id).list_tags().await.unwrap()), ["again"]);
    })
    .await;
}
