//! Who is who: ids that come, go and change hands.

use serde_json::{Value, json};
use store::testing::both;
use store::{Contact, NewContact};

use crate::support::{NOW, change, message, text, world};

fn without(mut message: Value, member: &str) -> Value {
    message.as_object_mut().unwrap().remove(member);
    message
}

fn phones(contact: &Contact) -> Vec<&str> {
    contact
        .identities
        .iter()
        .filter(|identity| identity.kind == "phone")
        .map(|identity| identity.value.as_str())
        .collect()
}

#[tokio::test]
async fn somebody_without_a_phone_is_the_same_person_later() {
    both(async |store| {
        let world = world(store).await;
        world
            .deliver(&[change(
                &world.ours,
                "messages",
                json!({ "messages": [without(text("wamid.1", "34600000001", NOW, "hi"), "from")] }),
            )])
            .await;
        assert_eq!(world.contacts().await[0].row.phone, None);
        world
            .deliver(&[world.messages(&[text("wamid.2", "34600000001", NOW + 1, "my number shows now")])])
            .await;
        let contacts = world.contacts().await;
        assert_eq!(contacts.len(), 1);
        assert_eq!(contacts[0].row.phone.as_deref(), Some("34600000001"));
        assert_eq!(world.previews().await, ["hi", "my number shows now"]);
    })
    .await;
}

#[tokio::test]
async fn a_changed_number_stays_one_thread() {
    both(async |store| {
        let world = world(store).await;
        world
            .deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "old number")])])
            .await;
        let mut notice = message(
            "wamid.s",
            "34600000001",
            NOW + 1,
            "system",
            json!({
                "type": "user_changed_number", "body": "User A changed from 34600000001 to 34600000002", "wa_id": "34600000002",
                "user_id": "US.34600000002", "previous_user_id": "US.34600000001",
            }),
        );
        notice.as_object_mut().unwrap().remove("from_user_id");
        world.deliver(&[change(&world.ours, "messages", json!({ "messages": [notice] }))]).await;
        world
            .deliver(&[world.messages(&[text("wamid.2", "34600000002", NOW + 2, "new number")])])
            .await;
        let contacts = world.contacts().await;
        assert_eq!(contacts.len(), 1, "{contacts:?}");
        assert_eq!(contacts[0].row.phone.as_deref(), Some("34600000002"));
        assert_eq!(
            world.previews().await,
            ["old number", "User A changed from 34600000001 to 34600000002", "new number"]
        );
        let row = world.only_conversation().await.row;
        assert_eq!(row.inbound_count, 2, "a notice is no message of the contact");
        let notice = world.find("wamid.s").await.unwrap();
        assert_eq!(notice.row.author_kind, "system");
    })
    .await;
}

#[tokio::test]
async fn a_notice_about_a_stranger_begins_nothing() {
    both(async |store| {
        let world = world(store).await;
        let notice = message(
            "wamid.s",
            "34600000001",
            NOW,
            "system",
            json!({ "type": "user_changed_number", "body": "x", "wa_id": "34600000002" }),
        );
        world.deliver(&[change(&world.ours, "messages", json!({ "messages": [notice] }))]).await;
        assert!(world.contacts().await.is_empty() && world.conversations().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_number_that_changed_hands_is_another_person() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "Ana")])]).await;
        let mut bob = text("wamid.2", "34600000001", NOW + 1, "Bob");
        bob["from_user_id"] = json!("US.bob");
        world.deliver(&[change(&world.ours, "messages", json!({ "messages": [bob] }))]).await;
        let contacts = world.contacts().await;
        assert_eq!(contacts.len(), 2);
        let with_number: Vec<_> = contacts.iter().filter(|contact| contact.row.phone.is_some()).collect();
        assert_eq!(with_number.len(), 1);
        assert!(with_number[0].identities.iter().any(|identity| identity.value == "US.bob"));
        assert_eq!(world.conversations().await.len(), 2);
    })
    .await;
}

async fn add_by_hand(world: &crate::support::World<'_>, phone: &str) -> model::ContactId {
    let mut tx = world.store.begin().await.unwrap();
    let contact = NewContact {
        name: Some("By hand".to_owned()),
        phone: phone.to_owned(),
        email: None,
        locale: None,
        attributes: "{}".to_owned(),
    };
    let id = tx.workspace(world.ours.id).create_contact(&contact).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_contact_added_by_hand_is_who_writes() {
    both(async |store| {
        let world = world(store).await;
        let by_hand = add_by_hand(&world, "34600000001").await;
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "hi")])]).await;
        let contacts = world.contacts().await;
        assert_eq!((contacts.len(), contacts[0].row.id), (1, by_hand));
        assert_eq!(contacts[0].row.name.as_deref(), Some("By hand"));
        assert_eq!(contacts[0].identities.len(), 2);
    })
    .await;
}

/// Ana is known by her id alone; her number was added by hand and written to; then both show up together.
#[tokio::test]
async fn two_contacts_that_are_one_person_are_merged_with_their_threads() {
    both(async |store| {
        let world = world(store).await;
        world
            .deliver(&[change(
                &world.ours,
                "messages",
                json!({ "messages": [without(text("wamid.1", "34600000001", NOW, "by id"), "from")] }),
            )])
            .await;
        let by_id = world.contacts().await[0].row.id;
        let by_hand = add_by_hand(&world, "34600000001").await;
        let mut echo = crate::support::echo("wamid.2", "34600000001", NOW + 1, "to the number");
        echo.as_object_mut().unwrap().remove("to_user_id");
        world.deliver(&[world.echoes(&[echo])]).await;
        assert_eq!(world.conversations().await.len(), 2);
        world.deliver(&[world.messages(&[text("wamid.3", "34600000001", NOW + 2, "both")])]).await;
        let contacts = world.contacts().await;
        assert_eq!(
            contacts.iter().map(|contact| contact.row.id).collect::<Vec<_>>(),
            [by_id],
            "{by_hand} is gone"
        );
        assert_eq!(
            (contacts[0].row.name.as_deref(), phones(&contacts[0])),
            (Some("By hand"), vec!["34600000001"])
        );
        assert_eq!(world.previews().await, ["by id", "to the number", "both"]);
        let row = world.only_conversation().await.row;
        assert_eq!(
            (row.inbound_count, row.last_message_preview.as_str(), row.waiting_since.is_some()),
            (2, "both", true)
        );
    })
    .await;
}

#[tokio::test]
async fn a_report_teaches_the_id_of_a_known_number() {
    both(async |store| {
        let world = world(store).await;
        let by_hand = add_by_hand(&world, "34600000001").await;
        let mut status = crate::support::status("wamid.x", "sent", NOW);
        status["recipient_user_id"] = json!("US.34600000001");
        world.deliver(&[world.statuses(&[status])]).await;
        world
            .deliver(&[change(
                &world.ours,
                "messages",
                json!({ "messages": [without(text("wamid.1", "34600000001", NOW, "hi"), "from")] }),
            )])
            .await;
        let contacts = world.contacts().await;
        assert_eq!(contacts.iter().map(|contact| contact.row.id).collect::<Vec<_>>(), [by_hand]);
    })
    .await;
}

#[tokio::test]
async fn a_new_profile_name_is_told() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "hi")])]).await;
        let renamed = change(
            &world.ours,
            "messages",
            json!({
                "contacts": [{ "profile": { "name": "Ana Torres", "username": "@ana" }, "wa_id": "34600000001", "user_id": "US.34600000001" }],
                "messages": [text("wamid.2", "34600000001", NOW + 1, "new name")],
            }),
        );
        world.deliver(&[renamed]).await;
        let events = world.events(1).await;
        let kinds: Vec<&str> = events.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["contact.updated", "message.created"]);
        assert_eq!(events[0].1["contact"]["display_name"], "Ana Torres");
        assert_eq!(events[0].1["contact"]["username"], "ana");
    })
    .await;
}
