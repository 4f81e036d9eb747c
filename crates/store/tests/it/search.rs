//! Search finds the same on both databases: words of any language, parts of numbers, operators; what is taken back, erased or merged leaves or moves.

use std::time::Duration;

use model::search::{Has, parse};
use model::{ConversationId, MessageId};
use store::testing::threads::{TestThread, message, user};
use store::testing::{self, TestStore, TestWorkspace, both};
use store::{Limit, SearchAuthor, SearchFilter, SearchIn, SearchSubject};

/// What was written, with a word for each.
const SAID: &[(&str, &str)] = &[
    ("where", "¿Dónde está mi pedido 20045678?"),
    ("red", "The red fox, and a big dog"),
    ("fox", "a fox that is red"),
    ("chinese", "你好，我的订单在哪里"),
    ("arabic", "مَرْحَبًا أين طلبي"),
    ("hindi", "मेरा ऑर्डर कहाँ है"),
    ("thai", "สวัสดีครับ"),
    ("phone", "call me on +52 1 55 1234-5678 please"),
    ("party", "thanks 🎉"),
    ("link", "see https://shop.example/order?id=77"),
    ("signs", "100% _sure_ 'quoted' \\slash\\ & | ! <-> :* (x)"),
    ("long", "Straße am Łódź-Platz"),
];

/// What is typed, and what is found, the newest first.
const FOUND: &[(&str, &str)] = &[
    ("pedido", "where"),
    ("donde esta", "where"),
    ("DÓNDE PED", "where"),
    ("dond esta", ""),
    ("red", "fox red"),
    ("\"red fox\"", "red"),
    ("red -dog", "fox"),
    ("red fox", "fox red"),
    ("0456", "where"),
    ("5678", "phone where"),
    ("+52 1 55 1234 5678", "phone"),
    ("12345678", "phone"),
    ("订单", "chinese"),
    ("单订", ""),
    ("مرحبا", "arabic"),
    ("ऑर्डर", "hindi"),
    ("สวัสดี", "thai"),
    ("🎉", "party"),
    ("shop.example", "link"),
    ("quoted", "signs"),
    ("' or 1=1 --", ""),
    ("\"a fox\"", "fox"),
    ("strasse lodz", "long"),
    ("\"please thanks\"", ""),
    ("-red -fox pl", "long phone"),
];

struct Said {
    place: TestWorkspace,
    conversation: ConversationId,
    messages: Vec<(MessageId, &'static str)>,
}

async fn say(store: &TestStore, number: u32) -> Said {
    let place = testing::workspace(store, number).await;
    let thread = TestThread::default().insert(store, &place).await;
    let mut messages = Vec::new();
    for (name, text) in SAID {
        store.clock.advance(Duration::from_secs(60));
        let id = message(store, &place, thread, store.now(), &format!("{number}.{name}"), None).await;
        reword(store, id, text).await;
        messages.push((id, *name));
    }
    let said = Said {
        place,
        conversation: thread.conversation,
        messages,
    };
    said.index(store).await;
    said
}

/// Has the message say something else.
async fn reword(store: &TestStore, id: MessageId, text: &str) {
    set(
        store,
        id,
        &format!("content = '{}'", serde_json::json!({ "body": text }).to_string().replace('\'', "''")),
    )
    .await;
}

async fn set(store: &TestStore, id: MessageId, change: &str) {
    let id = id.uuid().simple();
    let update = |id: String| format!("update messages set {change} where id = {id}");
    store.break_with(&update(format!("x'{id}'")), &update(format!("'{id}'"))).await;
}

impl Said {
    async fn index(&self, store: &TestStore) {
        let subjects: Vec<SearchSubject> = self.messages.iter().map(|(id, _)| SearchSubject::Message(*id)).collect();
        let mut tx = store.begin().await.unwrap();
        tx.workspace(self.place.id).index_for_search(&subjects).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn find(&self, store: &TestStore, filter: &SearchFilter) -> String {
        let page = store.workspace(self.place.id).search(filter, Limit::default(), None).await.unwrap();
        let name = |subject| match subject {
            SearchSubject::Message(id) => self.messages.iter().find(|(known, _)| *known == id).map_or("another", |(_, name)| *name),
            SearchSubject::Note(_) => "note",
            SearchSubject::Contact(_) => "contact",
        };
        page.data.iter().map(|hit| name(hit.subject)).collect::<Vec<_>>().join(" ")
    }
}

fn words(typed: &str) -> SearchFilter {
    let query = parse(typed).unwrap();
    SearchFilter {
        terms: query.terms,
        without: query.without,
        ..SearchFilter::default()
    }
}

#[tokio::test]
async fn the_same_is_found_on_both_databases() {
    both(async |store| {
        let said = say(store, 1).await;
        let others = say(store, 2).await;
        for (typed, expected) in FOUND {
            assert_eq!(said.find(store, &words(typed)).await, *expected, "{typed}");
        }
        let elsewhere = SearchFilter {
            conversations: Some(vec![others.conversation]),
            ..words("red")
        };
        assert_eq!(said.find(store, &elsewhere).await, "", "another workspace's thread");
        let here = SearchFilter {
            conversations: Some(vec![said.conversation]),
            ..words("red")
        };
        assert_eq!(said.find(store, &here).await, "fox red");
        let links = SearchFilter {
            has: vec![Has::Link],
            ..SearchFilter::default()
        };
        assert_eq!(said.find(store, &links).await, "link");
        for (from, expected) in [(SearchAuthor::Customer, "fox red"), (SearchAuthor::Agent, "")] {
            let filter = SearchFilter {
                from: vec![from],
                ..words("red")
            };
            assert_eq!(said.find(store, &filter).await, expected);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_follow_each_other_and_days_cut() {
    both(async |store| {
        let said = say(store, 1).await;
        let all = SearchFilter::default();
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let workspace = store.workspace(said.place.id);
            let page = workspace.search(&all, Limit::clamped(5), cursor.as_deref()).await.unwrap();
            assert!(page.data.len() <= 5);
            found.extend(page.data.iter().map(|hit| hit.at));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(found.len(), SAID.len());
        assert!(found.is_sorted_by(|newer, older| newer > older));
        let between = SearchFilter {
            since: Some(found[3]),
            until: Some(found[1]),
            ..SearchFilter::default()
        };
        assert_eq!(said.find(store, &between).await.split(' ').count(), 2);
        let thread = SearchFilter {
            status: Some("open"),
            ..words("red")
        };
        assert_eq!(said.find(store, &thread).await, "fox red");
        let closed = SearchFilter {
            status: Some("closed"),
            ..words("red")
        };
        assert_eq!(said.find(store, &closed).await, "");
    })
    .await;
}

#[tokio::test]
async fn what_changes_is_found_as_it_is_now() {
    both(async |store| {
        let said = say(store, 1).await;
        let id = said.messages[1].0;
        reword(store, id, "a green frog").await;
        said.index(store).await;
        assert_eq!(said.find(store, &words("red")).await, "fox");
        assert_eq!(said.find(store, &words("green frog")).await, "red");
        set(store, id, "revoked_at = 1").await;
        assert_eq!(said.find(store, &words("green frog")).await, "", "before the index knows, too");
        said.index(store).await;
        assert_eq!(said.find(store, &words("green frog")).await, "");
    })
    .await;
}

#[tokio::test]
async fn notes_and_contacts_are_found_and_leave() {
    both(async |store| {
        let said = say(store, 1).await;
        let me = user(store, "Priya").await;
        let mut tx = store.begin().await.unwrap();
        let mut workspace = tx.workspace(said.place.id);
        let note = workspace.create_note(said.conversation, me, "Café owner, red van").await.unwrap();
        workspace.index_for_search(&[SearchSubject::Note(note.id)]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(said.find(store, &words("red")).await, "note fox red");
        let notes = SearchFilter {
            place: SearchIn::Notes,
            from: vec![SearchAuthor::Member(me)],
            ..words("cafe")
        };
        assert_eq!(said.find(store, &notes).await, "note");
        let mut tx = store.begin().await.unwrap();
        tx.workspace(said.place.id).delete_note(note.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(said.find(store, &notes).await, "");

        let contact = store
            .workspace(said.place.id)
            .get_conversation(said.conversation, None)
            .await
            .unwrap()
            .row
            .contact_id;
        let mut tx = store.begin().await.unwrap();
        tx.workspace(said.place.id)
            .index_for_search(&[SearchSubject::Contact(contact)])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let people = SearchFilter {
            place: SearchIn::Contacts,
            ..SearchFilter::default()
        };
        assert_eq!(said.find(store, &people).await, "contact");
        let dump = store.dump().await;
        assert!(dump.contains("strasse") && dump.contains("pedido"));
        let mut tx = store.begin().await.unwrap();
        tx.workspace(said.place.id).erase_contact(contact).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(said.find(store, &people).await, "");
        assert_eq!(said.find(store, &words("red")).await, "");
        let dump = store.dump().await;
        assert!(
            !dump.contains("strasse") && !dump.contains("frog") && !dump.contains("pedido"),
            "no word of theirs is left"
        );
    })
    .await;
}
