//! Contacts: found by what people type, changed by one at a time, erased for good.

use std::time::Duration;

use store::testing::threads::{TestThread, message, reaction, user};
use store::testing::{self, START, TestStore, TestWorkspace, both};
use store::{Contact, ContactChange, ContactFilter, ContactSort, Error, Limit, NewContact, NewEvent, Store};

fn new(name: &str, phone: &str) -> NewContact {
    NewContact {
        name: Some(name.to_owned()),
        phone: phone.to_owned(),
        email: None,
        locale: None,
        attributes: "{}".to_owned(),
    }
}

fn change(contact: &Contact, name: &str) -> ContactChange {
    ContactChange {
        name: Some(name.to_owned()),
        email: contact.row.email.clone(),
        locale: contact.row.locale.clone(),
        attributes: contact.row.attributes.clone(),
        opted_out_at: contact.row.opted_out_at,
        blocked_at: contact.row.blocked_at,
    }
}

async fn add(store: &Store, workspace: &TestWorkspace, contact: &NewContact) -> Contact {
    let mut tx = store.begin().await.unwrap();
    let id = tx.workspace(workspace.id).create_contact(contact).await.unwrap();
    tx.commit().await.unwrap();
    store.workspace(workspace.id).get_contact(id).await.unwrap()
}

async fn names(store: &Store, workspace: &TestWorkspace, filter: &ContactFilter) -> Vec<String> {
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let page = store
            .workspace(workspace.id)
            .list_contacts(filter, Limit::clamped(2), cursor.as_deref())
            .await
            .unwrap();
        names.extend(page.data.into_iter().map(|contact| contact.row.name.unwrap_or(contact.row.profile_name)));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return names;
        }
    }
}

#[tokio::test]
async fn lists_have_three_orders_and_a_search() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        for (name, phone) in [("Carla", "34600000001"), ("ana", "34600000002"), ("Bruno", "34600000003")] {
            add(store, &ours, &new(name, phone)).await;
            store.clock.advance(Duration::from_secs(1));
        }
        add(store, &theirs, &new("Theirs", "34600000004")).await;
        let sorted = async |sort| {
            names(
                store,
                &ours,
                &ContactFilter {
                    sort,
                    ..ContactFilter::default()
                },
            )
            .await
        };
        assert_eq!(sorted(ContactSort::Newest).await, ["Bruno", "ana", "Carla"]);
        assert_eq!(sorted(ContactSort::Name).await, ["ana", "Bruno", "Carla"]);
        assert_eq!(sorted(ContactSort::LastSeen).await.len(), 3);
        for (text, expected) in [("AN", vec!["ana"]), ("+34 600 000 003", vec!["Bruno"]), ("theirs", vec![]), ("_", vec![])] {
            let filter = ContactFilter {
                text: Some(text.to_owned()),
                ..ContactFilter::default()
            };
            assert_eq!(names(store, &ours, &filter).await, expected, "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_phone_belongs_to_one_contact_of_a_workspace() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let ana = add(store, &ours, &new("Ana", "34600000001")).await;
        let mut tx = store.begin().await.unwrap();
        assert!(
            tx.workspace(ours.id)
                .create_contact(&new("Other", "34600000001"))
                .await
                .unwrap_err()
                .is_duplicate()
        );
        drop(tx);
        add(store, &theirs, &new("Ana", "34600000001")).await;
        assert_eq!(
            store.workspace(ours.id).find_contact_by_identity("phone", "34600000001").await.unwrap(),
            Some(ana.row.id)
        );
        assert_eq!(
            (ana.identities[0].kind.as_str(), ana.identities[0].value.as_str()),
            ("phone", "34600000001")
        );
        assert!(matches!(
            store.workspace(theirs.id).get_contact(ana.row.id).await,
            Err(Error::NotFound("contact"))
        ));
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_changes_is_refused() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let ana = add(store, &ours, &new("Ana", "34600000001")).await;
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).update_contact(&ana, &change(&ana, "Ana María")).await.unwrap();
        assert!(matches!(
            tx.workspace(ours.id).update_contact(&ana, &change(&ana, "Anita")).await,
            Err(Error::VersionMismatch("contact"))
        ));
        tx.commit().await.unwrap();
        let now = store.workspace(ours.id).get_contact(ana.row.id).await.unwrap().row;
        assert_eq!((now.name.as_deref(), now.version), (Some("Ana María"), 2));
        let filter = ContactFilter {
            text: Some("maría".to_owned()),
            ..ContactFilter::default()
        };
        assert_eq!(names(store, &ours, &filter).await, ["Ana María"], "the search follows the name");
    })
    .await;
}

/// I22: no byte of an erased contact stays in any table, and nobody else loses any.
#[tokio::test]
async fn i22_erasing_leaves_nothing_of_the_contact() {
    const CANARY: &str = "zzcanaryzz";
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let thread = TestThread {
            contact: CANARY,
            preview: CANARY,
            ..TestThread::default()
        };
        let (gone, kept) = (
            thread.insert(store, &ours).await,
            TestThread {
                phone: "2",
                contact: "kept",
                ..TestThread::default()
            }
            .insert(store, &ours)
            .await,
        );
        thread.insert(store, &theirs).await;
        for (workspace, made) in [(&ours, gone)] {
            message(store, workspace, made, START, &format!("wamid.{CANARY}"), None).await;
            reaction(store, workspace, &format!("wamid.{CANARY}"), CANARY).await;
        }
        message(store, &ours, kept, START, "wamid.kept", None).await;
        let me = user(store, "Me").await;
        let mut tx = store.begin().await.unwrap();
        let mut workspace = tx.workspace(ours.id);
        workspace.create_note(gone.conversation, me, CANARY).await.unwrap();
        let about = serde_json::json!({ "contact": { "id": gone.contact, "name": CANARY } });
        let events = [
            NewEvent::new("message.created", Some(gone.conversation), &serde_json::json!({ "text": CANARY })).unwrap(),
            NewEvent::new("contact.updated", None, &about).unwrap(),
            NewEvent::new("contact.updated", None, &serde_json::json!({ "contact": { "id": kept.contact } })).unwrap(),
        ];
        workspace.append_events(&events).await.unwrap();
        tx.commit().await.unwrap();
        assert!(store.dump().await.contains(CANARY));

        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).erase_contact(gone.contact).await.unwrap();
        assert!(matches!(
            tx.workspace(ours.id).erase_contact(gone.contact).await,
            Err(Error::NotFound("contact"))
        ));
        tx.commit().await.unwrap();
        assert_eq!(dump_of(store, &ours).await.matches(CANARY).count(), 0);
        assert!(dump_of(store, &theirs).await.contains(CANARY), "the other workspace keeps its own");
        assert!(store.workspace(ours.id).get_contact(kept.contact).await.is_ok());
        let left = store.workspace(ours.id).list_events(0, Limit::default()).await.unwrap();
        assert_eq!(left.iter().map(|event| event.seq).collect::<Vec<_>>(), [3], "other events stay");
    })
    .await;
}

async fn dump_of(store: &TestStore, workspace: &TestWorkspace) -> String {
    store.dump_of(workspace.id).await
}
