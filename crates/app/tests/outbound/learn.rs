//! What the answers to sends teach about the contact.

use serde_json::{Value, json};
use store::testing::both;

use super::support::{World, world};

/// Somebody writes first, so that their window is open.
async fn hello(world: &World<'_>, from: &str, wamid: &str) {
    let message =
        json!({ "from": from, "id": wamid, "timestamp": store::testing::START.seconds().to_string(), "type": "text", "text": { "body": "hola" } });
    world.webhook(json!({ "messages": [message] })).await;
}

async fn say(world: &World<'_>, phone: &str, body: &str) {
    let conversation = world.conversation_of(phone).await;
    world.app.outbound().send(&world.agent, conversation, World::request(body)).await.unwrap();
    world.app.settle().await;
}

/// Kind and value of every id, a phone as it is written.
async fn ids(world: &World<'_>, line: &str) -> Vec<(String, String)> {
    let workspace = world.store.workspace(world.workspace.id);
    let contact = workspace.find_contact_by_identity("phone", line).await.unwrap().unwrap();
    let contact = workspace.get_contact(contact).await.unwrap();
    let mut ids: Vec<_> = contact.identities.into_iter().map(|id| (id.kind, id.value)).collect();
    ids.sort();
    ids
}

fn id(kind: &str, value: &str) -> (String, String) {
    (kind.to_owned(), value.to_owned())
}

async fn shown(world: &World<'_>, line: &str) -> Value {
    let workspace = world.store.workspace(world.workspace.id);
    let contact = workspace.find_contact_by_identity("phone", line).await.unwrap().unwrap();
    json!(workspace.get_contact(contact).await.unwrap().row.phone)
}

#[tokio::test]
async fn metas_way_of_writing_a_number_is_kept() {
    both(async |store| {
        let world = world(store).await;
        hello(&world, "525512345678", "wamid.mx").await;
        world
            .stub
            .names(json!({ "input": "+525512345678", "wa_id": "5215512345678", "user_id": "MX.7" }));
        say(&world, "525512345678", "¿qué tal?").await;
        let expected = [id("bsuid", "MX.7"), id("phone", "5215512345678")];
        assert_eq!(ids(&world, "525512345678").await, expected);
        assert_eq!(shown(&world, "525512345678").await, "5215512345678");
        say(&world, "525512345678", "otra vez").await;
        assert_eq!(ids(&world, "525512345678").await, expected);
    })
    .await;
}

/// The next message comes from the number in the answer: it belongs into the same thread.
#[tokio::test]
async fn a_number_that_leads_to_another_one_is_one_person() {
    both(async |store| {
        let world = world(store).await;
        hello(&world, "34600000002", "wamid.two").await;
        world.stub.names(json!({ "input": "+34600000002", "wa_id": "34600000099" }));
        say(&world, "34600000002", "did you move?").await;
        hello(&world, "34600000099", "wamid.moved").await;
        assert_eq!(world.conversation_of("34600000099").await, world.conversation_of("34600000002").await);
    })
    .await;
}

#[tokio::test]
async fn nobody_loses_their_number_or_id_to_an_answer() {
    both(async |store| {
        let world = world(store).await;
        hello(&world, "34600000002", "wamid.two").await;
        // Both ids are those of the world's own contact.
        world
            .stub
            .names(json!({ "input": "+34600000002", "wa_id": "34600000001", "user_id": "US.1" }));
        say(&world, "34600000002", "who are you?").await;
        assert_ne!(world.conversation_of("34600000001").await, world.conversation_of("34600000002").await);
        assert_eq!(ids(&world, "34600000002").await, [id("phone", "34600000002")]);
    })
    .await;
}

/// Another user id than the one we know: the number has a new owner, and what the answer says is about them.
#[tokio::test]
async fn the_new_owner_of_a_number_teaches_nothing() {
    both(async |store| {
        let world = world(store).await;
        world
            .stub
            .names(json!({ "input": "+34600000001", "wa_id": "34600000077", "user_id": "US.9" }));
        world.say("still you?").await;
        assert_eq!(ids(&world, "34600000001").await, [id("bsuid", "US.1"), id("phone", "34600000001")]);
    })
    .await;
}
