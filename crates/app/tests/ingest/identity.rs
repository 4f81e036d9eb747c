//! The same events in any order, batched in any way, end in the same people.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use store::testing::both;

use crate::support::{NOW, World, change, world};

/// What is true of everybody in the end: all ids, the number and the username that are shown, the name.
type People = BTreeSet<Look>;

async fn people(world: &World<'_>) -> People {
    let contacts = world.contacts().await.into_iter().map(|contact| {
        let ids = contact.identities.into_iter().map(|identity| (identity.kind, identity.value));
        (ids.collect(), contact.row.phone, contact.row.username, contact.row.profile_name)
    });
    contacts.collect()
}

/// Something a customer wrote: who they are to us, and when (in hours).
fn wrote(world: &World<'_>, wamid: &str, bsuid: &str, phone: Option<&str>, username: Option<&str>, name: &str, hour: i64) -> Value {
    let mut message = json!({
        "from_user_id": bsuid, "id": wamid, "timestamp": (NOW + (hour - 100) * 3600).to_string(), "type": "text", "text": { "body": wamid },
    });
    let mut contact = json!({ "profile": { "name": name }, "user_id": bsuid });
    if let Some(phone) = phone {
        message["from"] = json!(phone);
        contact["wa_id"] = json!(phone);
    }
    if let Some(username) = username {
        contact["profile"]["username"] = json!(username);
    }
    change(&world.ours, "messages", json!({ "contacts": [contact], "messages": [message] }))
}

fn notice(world: &World<'_>, wamid: &str, from: Option<&str>, system: Value, hour: i64) -> Value {
    let mut message = json!({ "id": wamid, "timestamp": (NOW + (hour - 100) * 3600).to_string(), "type": "system", "system": system });
    if let Some(from) = from {
        message["from"] = json!(from);
    }
    change(&world.ours, "messages", json!({ "messages": [message] }))
}

/// Ana changes her number twice (the second time it is not shown), Bea gets Ana's first number and later her username.
fn story(world: &World<'_>) -> Vec<Value> {
    vec![
        wrote(world, "wamid.1", "US.ana1", Some("34600000001"), Some("ana"), "Ana", 0),
        notice(
            world,
            "wamid.2",
            Some("34600000001"),
            json!({ "type": "user_changed_number", "body": "x", "wa_id": "34600000002", "user_id": "US.ana2", "previous_user_id": "US.ana1" }),
            10,
        ),
        notice(
            world,
            "wamid.3",
            None,
            json!({ "type": "user_changed_user_id", "body": "x", "user_id": "US.ana3", "previous_user_id": "US.ana2" }),
            20,
        ),
        wrote(world, "wamid.4", "US.ana3", None, None, "Ana T.", 30),
        wrote(world, "wamid.5", "US.bea", Some("34600000001"), None, "Bea", 40),
        wrote(world, "wamid.6", "US.bea", Some("34600000001"), Some("ana"), "Bea", 50),
    ]
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = permutations(count - 1);
    let insert = |order: &Vec<usize>, at: usize| {
        let mut longer = order.clone();
        longer.insert(at, count - 1);
        longer
    };
    shorter.iter().flat_map(|order| (0..count).map(move |at| insert(order, at))).collect()
}

#[track_caller]
fn check(ends: &BTreeMap<Vec<usize>, People>) {
    let expected = &ends[&(0..ends.keys().next().unwrap().len()).collect::<Vec<_>>()];
    for (order, end) in ends {
        assert_eq!(end, expected, "order {order:?}");
    }
}

/// Every order, each event in a delivery of its own. All orders live in one database, each with ids of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_order_of_the_same_events_ends_in_the_same_people() {
    both(async |store| {
        let world = world(store).await;
        let mut ends = BTreeMap::new();
        // 720 orders are more than a test needs: every twelfth on the embedded database, fewer on the shared one, where each costs more.
        let step = if store.is_shared() { 72 } else { 12 };
        let straight: Vec<usize> = (0..6).collect();
        let orders = permutations(6).into_iter().enumerate();
        for (number, order) in orders.filter(|(number, order)| number % step == 0 || *order == straight) {
            let events = story(&world);
            for (place, at) in order.iter().enumerate() {
                let unique = events[*at].to_string().replace("wamid.", &format!("wamid.{number}."));
                let unique: Value = serde_json::from_str(&of_their_own(&unique, number)).unwrap();
                // Now and then two of them share a delivery and a transaction.
                if (number + place) % 3 == 0 {
                    world.post(&[unique]).await;
                } else {
                    world.deliver(&[unique]).await;
                }
            }
            world.app.settle().await;
            let end = people(&world).await;
            let own = end
                .into_iter()
                .filter(|(ids, ..)| ids.iter().any(|(_, id)| id.ends_with(&format!("-{number}"))));
            ends.insert(order, own.map(|person| strip(person, number)).collect());
            world.forget_contacts().await;
        }
        check(&ends);
        let ana = ends.values().next().unwrap();
        assert_eq!(ana.len(), 2, "{ana:?}");
    })
    .await;
}

/// User ids and usernames of this order only; numbers may repeat, for the contacts of the order before are gone.
fn of_their_own(text: &str, number: usize) -> String {
    ["US.ana1", "US.ana2", "US.ana3", "US.bea"]
        .iter()
        .fold(text.to_owned(), |text, id| text.replace(id, &format!("{id}-{number}")))
}

/// Ids, phone, username and name of a contact.
type Look = (BTreeSet<(String, String)>, Option<String>, Option<String>, String);

fn strip((ids, phone, username, name): Look, number: usize) -> Look {
    let ending = format!("-{number}");
    let ids = ids
        .into_iter()
        .map(|(kind, id)| (kind, id.strip_suffix(&ending).unwrap_or(&id).to_owned()));
    (ids.collect(), phone, username, name)
}

#[tokio::test]
async fn w13_the_same_line_in_two_spellings_is_one_person() {
    both(async |store| {
        let world = world(store).await;
        for (at, (typed, metas)) in [
            ("525512345678", "5215512345678"),
            ("541123456789", "5491123456789"),
            ("5511987654321", "551187654321"),
        ]
        .into_iter()
        .enumerate()
        {
            let mut echo = crate::support::echo(&format!("wamid.e{at}"), typed, NOW, "to the number as it was typed");
            echo.as_object_mut().unwrap().remove("to_user_id");
            world.deliver(&[world.echoes(&[echo])]).await;
            world
                .deliver(&[wrote(&world, &format!("wamid.m{at}"), &format!("US.{at}"), Some(metas), None, "Ana", 1)])
                .await;
            let contacts = world.contacts().await;
            assert_eq!(contacts.len(), at + 1, "{typed} and {metas} are one line");
            let contact = contacts.iter().find(|contact| contact.row.phone.as_deref() == Some(metas));
            assert!(contact.is_some(), "{metas} is what Meta writes to: {contacts:?}");
            let workspace = store.workspace(world.ours.id);
            for spelling in [typed, metas] {
                let found = workspace.find_contact_by_identity("phone", spelling).await.unwrap();
                assert_eq!(found, contact.map(|contact| contact.row.id));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_customer_without_a_number_is_found_by_what_they_have() {
    both(async |store| {
        let world = world(store).await;
        world
            .deliver(&[wrote(&world, "wamid.1", "MX.13491208655302741918", None, Some("ana.torres"), "Ana", 0)])
            .await;
        let find = async |text: &str| {
            let filter = store::ContactFilter {
                text: Some(text.to_owned()),
                ..store::ContactFilter::default()
            };
            let page = store
                .workspace(world.ours.id)
                .list_contacts(&filter, store::Limit::default(), None)
                .await
                .unwrap();
            page.data.len()
        };
        for text in [
            "@ana.torres",
            "ana.t",
            "MX.13491208655302741918",
            "13491208655302741918",
            "8655302",
            "Ana",
        ] {
            assert_eq!(find(text).await, 1, "{text}");
        }
        assert_eq!(find("MX.9").await, 0);
        // A number that shows up later, and is somebody else's now, still finds who had it.
        world
            .deliver(&[wrote(&world, "wamid.2", "MX.13491208655302741918", Some("5215512345678"), None, "Ana", 1)])
            .await;
        world
            .deliver(&[wrote(&world, "wamid.3", "MX.13491208655302741918", Some("34600000009"), None, "Ana", 2)])
            .await;
        for text in ["34 600 000 009", "5512345678", "+52 55 1234 5678", "+52 1 55 1234 5678"] {
            assert_eq!(find(text).await, 1, "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_username_that_moved_is_the_new_persons() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[wrote(&world, "wamid.1", "US.1", None, Some("shop"), "Ana", 0)]).await;
        world.deliver(&[wrote(&world, "wamid.2", "US.2", None, Some("@Shop"), "Bea", 1)]).await;
        let shown: BTreeMap<String, Option<String>> = world
            .contacts()
            .await
            .into_iter()
            .map(|contact| (contact.row.profile_name, contact.row.username))
            .collect();
        assert_eq!(
            shown,
            BTreeMap::from([("Ana".to_owned(), None), ("Bea".to_owned(), Some("Shop".to_owned()))])
        );
        let pairs = store.workspace(world.ours.id).list_duplicates(None, 10).await.unwrap();
        assert_eq!((pairs.len(), pairs[0].reason.as_str(), pairs[0].value.as_str()), (1, "username", "shop"));
    })
    .await;
}
