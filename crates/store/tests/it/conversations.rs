//! The inbox list: which view holds what, in which order, page by page, and never another workspace's.

use std::time::Duration;

use store::testing::threads::{TestThread, user};
use store::testing::{self, START, both};
use store::{ConversationFilter, ConversationSort, Error, InboxView, Limit, Store};

const HOUR: Duration = Duration::from_secs(3600);

async fn names(store: &Store, workspace: model::WorkspaceId, reader: model::UserId, filter: &ConversationFilter) -> Vec<String> {
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let page = store
            .workspace(workspace)
            .list_conversations(reader, filter, Limit::clamped(2), cursor.as_deref())
            .await
            .unwrap();
        names.extend(page.data.into_iter().map(|conversation| conversation.row.contact_profile_name));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return names;
        }
    }
}

#[tokio::test]
async fn each_view_holds_what_its_name_says() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let (me, you) = (user(store, "Me").await, user(store, "You").await);
        let threads = [
            TestThread {
                contact: "mine",
                phone: "1",
                assignee: Some(me),
                at: START + HOUR,
                ..TestThread::default()
            },
            TestThread {
                contact: "yours",
                phone: "2",
                assignee: Some(you),
                at: START + HOUR * 2,
                ..TestThread::default()
            },
            TestThread {
                contact: "waits",
                phone: "3",
                waiting_since: Some(START),
                at: START + HOUR * 3,
                ..TestThread::default()
            },
            TestThread {
                contact: "closing",
                phone: "4",
                window_expires_at: Some(START + HOUR),
                at: START + HOUR * 4,
                ..TestThread::default()
            },
            TestThread {
                contact: "shut",
                phone: "5",
                window_expires_at: Some(START - HOUR),
                at: START + HOUR * 5,
                ..TestThread::default()
            },
            TestThread {
                contact: "robot",
                phone: "6",
                holder: "bot",
                at: START + HOUR * 6,
                ..TestThread::default()
            },
            TestThread {
                contact: "broken",
                phone: "7",
                last_status: "failed",
                at: START + HOUR * 7,
                ..TestThread::default()
            },
            TestThread {
                contact: "asleep",
                phone: "8",
                status: "snoozed",
                at: START + HOUR * 8,
                ..TestThread::default()
            },
            TestThread {
                contact: "done",
                phone: "9",
                status: "closed",
                waiting_since: Some(START),
                at: START + HOUR * 9,
                ..TestThread::default()
            },
        ];
        for thread in &threads {
            thread.insert(store, &ours).await;
            TestThread {
                contact: "theirs",
                ..thread.clone()
            }
            .insert(store, &theirs)
            .await;
        }
        let open = ["broken", "robot", "shut", "closing", "waits", "yours", "mine"];
        let expected: [(InboxView, Vec<&str>); 10] = [
            (InboxView::Mine, vec!["mine"]),
            (InboxView::Unassigned, vec!["broken", "robot", "shut", "closing", "waits"]),
            (InboxView::AllOpen, open.to_vec()),
            (InboxView::NeedsReply, vec!["waits"]),
            (InboxView::WindowClosing, vec!["closing"]),
            (InboxView::Bot, vec!["robot"]),
            (InboxView::Failed, vec!["broken"]),
            (InboxView::Snoozed, vec!["asleep"]),
            (InboxView::Closed, vec!["done"]),
            (InboxView::All, ["done", "asleep"].into_iter().chain(open).collect()),
        ];
        let counts = store.workspace(ours.id).count_conversations(me).await.unwrap();
        for (view, expected) in expected {
            let filter = ConversationFilter {
                view,
                ..ConversationFilter::default()
            };
            assert_eq!(names(store, ours.id, me, &filter).await, expected, "{view:?}");
            assert!(counts.contains(&(view, expected.len().try_into().unwrap())), "{view:?} in {counts:?}");
            let mut turned = expected;
            turned.reverse();
            assert_eq!(
                names(
                    store,
                    ours.id,
                    me,
                    &ConversationFilter {
                        sort: ConversationSort::Oldest,
                        ..filter
                    }
                )
                .await,
                turned,
                "{view:?} turned"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn waiting_and_window_put_the_most_urgent_first_and_the_rest_last() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let me = user(store, "Me").await;
        for (at, contact) in ["second", "first", "never", "third"].into_iter().enumerate() {
            let since = (contact != "never")
                .then(|| START + HOUR * u32::try_from(["first", "second", "third"].iter().position(|name| *name == contact).unwrap()).unwrap());
            let phone = at.to_string();
            TestThread {
                contact,
                phone: &phone,
                waiting_since: since,
                window_expires_at: since,
                ..TestThread::default()
            }
            .insert(store, &ours)
            .await;
        }
        for sort in [ConversationSort::Waiting, ConversationSort::Window] {
            let filter = ConversationFilter {
                sort,
                ..ConversationFilter::default()
            };
            assert_eq!(
                names(store, ours.id, me, &filter).await,
                ["first", "second", "third", "never"],
                "{sort:?}"
            );
        }
        let filter = ConversationFilter {
            sort: ConversationSort::Waiting,
            view: InboxView::NeedsReply,
            ..ConversationFilter::default()
        };
        assert_eq!(names(store, ours.id, me, &filter).await, ["first", "second", "third"]);
    })
    .await;
}

#[tokio::test]
async fn a_text_is_looked_for_in_names_numbers_and_the_last_message_as_typed() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let me = user(store, "Me").await;
        TestThread {
            contact: "Ana Torres",
            phone: "5215512345678",
            preview: "Hola 100%",
            ..TestThread::default()
        }
        .insert(store, &ours)
        .await;
        TestThread {
            contact: "Ben_Ali",
            phone: "34600111222",
            preview: "1000 veces",
            ..TestThread::default()
        }
        .insert(store, &ours)
        .await;
        for (text, expected) in [
            ("torres", vec!["Ana Torres"]),
            ("ANA T", vec!["Ana Torres"]),
            ("+52 1 55 1234", vec!["Ana Torres"]),
            ("600111", vec!["Ben_Ali"]),
            ("100%", vec!["Ana Torres"]),
            ("n_a", vec!["Ben_Ali"]),
            ("veces", vec!["Ben_Ali"]),
            ("%", vec!["Ana Torres"]),
            ("nobody", vec![]),
        ] {
            let filter = ConversationFilter {
                text: Some(text.to_owned()),
                ..ConversationFilter::default()
            };
            assert_eq!(names(store, ours.id, me, &filter).await, expected, "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_tag_narrows_the_list_and_comes_with_the_contact() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let me = user(store, "Me").await;
        let ana = TestThread::default().insert(store, &ours).await;
        TestThread {
            contact: "Ben",
            phone: "2",
            ..TestThread::default()
        }
        .insert(store, &ours)
        .await;
        let mut tx = store.begin().await.unwrap();
        let tag = tx.workspace(ours.id).create_tag("VIP", "red").await.unwrap();
        assert!(tx.workspace(ours.id).add_contact_tag(ana.contact, tag.id).await.unwrap());
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert!(
            tx.workspace(theirs.id).add_contact_tag(ana.contact, tag.id).await.is_err(),
            "another workspace's contact and tag cannot be linked"
        );
        drop(tx);
        let tag = store.workspace(ours.id).list_tags().await.unwrap().remove(0);
        let filter = ConversationFilter {
            tag: Some(tag.id),
            ..ConversationFilter::default()
        };
        let page = store
            .workspace(ours.id)
            .list_conversations(me, &filter, Limit::default(), None)
            .await
            .unwrap();
        assert_eq!(page.data.len(), 1);
        assert_eq!(page.data[0].tags, [tag]);
    })
    .await;
}

#[tokio::test]
async fn a_members_reading_is_their_own() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let (me, you) = (user(store, "Me").await, user(store, "You").await);
        let thread = TestThread {
            inbound_count: 3,
            ..TestThread::default()
        }
        .insert(store, &ours)
        .await;
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).mark_read_by(thread.conversation, me, 3).await.unwrap();
        tx.commit().await.unwrap();
        let read = async |reader| {
            let row = store.workspace(ours.id).get_conversation(thread.conversation, reader).await.unwrap().row;
            (row.own_read_count, row.read_inbound_count)
        };
        assert_eq!(read(Some(me)).await, (Some(3), 3));
        assert_eq!(read(Some(you)).await, (None, 3));
        assert_eq!(read(None).await, (None, 3));
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).set_read_marker(thread.conversation, me, 2).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(read(Some(me)).await, (Some(2), 3), "marking unread is for oneself alone");
    })
    .await;
}

#[tokio::test]
async fn another_workspaces_conversation_is_not_found() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let thread = TestThread::default().insert(store, &theirs).await;
        assert!(matches!(
            store.workspace(ours.id).get_conversation(thread.conversation, None).await,
            Err(Error::NotFound("conversation"))
        ));
        let mut tx = store.begin().await.unwrap();
        let mut workspace = tx.workspace(ours.id);
        assert!(matches!(workspace.set_assignee(thread.conversation, None).await, Err(Error::NotFound(_))));
        assert!(matches!(
            workspace.set_conversation_status(thread.conversation, "closed", None).await,
            Err(Error::NotFound(_))
        ));
        assert!(matches!(workspace.lock_conversation(thread.conversation).await, Err(Error::NotFound(_))));
        assert!(!workspace.take_by_human(thread.conversation).await.unwrap());
        assert!(workspace.find_or_create_conversation(ours.channel, thread.contact).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_snooze_ends_when_its_time_has_come() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let thread = TestThread::default().insert(store, &ours).await;
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id)
            .set_conversation_status(thread.conversation, "snoozed", Some(store.now() + HOUR))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let wake = async || {
            let mut tx = store.begin().await.unwrap();
            let woken = tx.workspace(ours.id).wake_conversation(thread.conversation).await.unwrap();
            tx.commit().await.unwrap();
            woken
        };
        assert!(store.system().due_snoozes(store.now(), 10).await.unwrap().is_empty());
        assert!(!wake().await);
        store.clock.advance(HOUR);
        assert_eq!(
            store.system().due_snoozes(store.now(), 10).await.unwrap(),
            [(ours.id, thread.conversation)]
        );
        assert!(wake().await);
        assert!(!wake().await, "waking twice does nothing");
    })
    .await;
}
