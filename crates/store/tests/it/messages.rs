//! Threads: pages join without gap or double in both directions, with reactions and what is answered.

use std::time::Duration;

use model::{ConversationId, MessageId};
use store::testing::threads::{TestThread, message, reaction};
use store::testing::{self, START, both};
use store::{Error, Limit, MessagePage, Store, ThreadPosition};

async fn page(store: &Store, workspace: model::WorkspaceId, conversation: ConversationId, position: ThreadPosition<'_>) -> MessagePage {
    store
        .workspace(workspace)
        .list_messages(conversation, position, Limit::clamped(3))
        .await
        .unwrap()
}

fn ids(page: &MessagePage) -> Vec<MessageId> {
    page.data.iter().map(|message| message.row.id).collect()
}

#[tokio::test]
async fn pages_join_in_both_directions() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let thread = TestThread::default().insert(store, &ours).await;
        let other = TestThread {
            phone: "2",
            ..TestThread::default()
        }
        .insert(store, &ours)
        .await;
        let mut sent = Vec::new();
        for at in 0..10_u64 {
            // Two a second: ties are told apart by id.
            sent.push(message(store, &ours, thread, START + Duration::from_secs(at / 2), &format!("wamid.{at}"), None).await);
            message(store, &ours, other, START, &format!("wamid.other{at}"), None).await;
        }
        let end = page(store, ours.id, thread.conversation, ThreadPosition::End).await;
        assert_eq!((ids(&end), end.newer_cursor.clone()), (sent[7..].to_vec(), None));
        let (mut found, mut older) = (ids(&end), end.older_cursor);
        while let Some(cursor) = older {
            let before = page(store, ours.id, thread.conversation, ThreadPosition::Older(&cursor)).await;
            assert!(before.newer_cursor.is_some());
            found.splice(0..0, ids(&before));
            older = before.older_cursor;
        }
        assert_eq!(found, sent);

        let around = page(store, ours.id, thread.conversation, ThreadPosition::Around(sent[4])).await;
        assert_eq!(ids(&around), sent[3..6]);
        let (mut found, mut newer) = (ids(&around), around.newer_cursor);
        while let Some(cursor) = newer {
            let after = page(store, ours.id, thread.conversation, ThreadPosition::Newer(&cursor)).await;
            found.extend(ids(&after));
            newer = after.newer_cursor;
        }
        assert_eq!(found, sent[3..]);

        let first = page(store, ours.id, thread.conversation, ThreadPosition::Around(sent[0])).await;
        assert_eq!((ids(&first), first.older_cursor), (sent[..2].to_vec(), None));
        let elsewhere = store
            .workspace(ours.id)
            .list_messages(other.conversation, ThreadPosition::Around(sent[0]), Limit::default())
            .await;
        assert!(matches!(elsewhere, Err(Error::NotFound("message"))));
    })
    .await;
}

#[tokio::test]
async fn bubbles_come_with_reactions_and_what_they_answer() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let (thread, foreign) = (
            TestThread::default().insert(store, &ours).await,
            TestThread::default().insert(store, &theirs).await,
        );
        let question = message(store, &ours, thread, START, "wamid.question", None).await;
        let answer = message(store, &ours, thread, START, "wamid.answer", Some("wamid.question")).await;
        let to_nothing = message(store, &ours, thread, START, "wamid.orphan", Some("wamid.gone")).await;
        message(store, &theirs, foreign, START, "wamid.gone", None).await;
        reaction(store, &ours, "wamid.question", "👍").await;
        reaction(store, &theirs, "wamid.answer", "💥").await;
        let found = store.workspace(ours.id).messages_by_ids(&[question, answer, to_nothing]).await.unwrap();
        let of = |id| found.iter().find(|message| message.row.id == id).unwrap();
        assert_eq!(
            of(question).reactions.iter().map(|reaction| reaction.emoji.as_str()).collect::<Vec<_>>(),
            ["👍"]
        );
        assert!(
            of(answer).reactions.is_empty(),
            "another workspace's reaction to a message of the same id stays there"
        );
        assert_eq!(
            of(answer).reply_to.as_ref().map(|reply| (reply.id, reply.preview.as_str())),
            Some((question, "wamid.question"))
        );
        assert!(of(to_nothing).reply_to.is_none(), "another workspace's message is not quoted");
        assert!(matches!(
            store.workspace(theirs.id).get_message(question).await,
            Err(Error::NotFound("message"))
        ));
        assert!(matches!(
            store.workspace(theirs.id).get_message_history(question).await,
            Err(Error::NotFound("message"))
        ));
        assert!(store.workspace(theirs.id).messages_by_ids(&[question, answer]).await.unwrap().is_empty());
    })
    .await;
}
