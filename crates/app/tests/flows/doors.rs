//! A flow's secret address: whom a call is about, signatures, repetitions, and flows that are switched off.

use app::runs::Knock;
use app::{Actor, App};
use cloud_api::signature;
use model::Role;
use secrecy::SecretString;
use serde_json::{Value, json};
use store::testing::both;

use super::support::{World, world};
use super::triggers::flow;

const PATH: &str = "orders-0123456789abcdef";

fn webhook(secret: &str, contact: Value) -> Value {
    json!({ "type": "webhook", "path": PATH, "signature_secret": secret, "contact": contact })
}

async fn knock(app: &App, body: &Value, key: Option<&str>, signature: Option<&str>) -> app::Result<app::runs::Admitted> {
    let body = body.to_string();
    let knock = Knock {
        path: PATH,
        signature,
        key,
        body: body.as_bytes(),
        request_id: "test",
    };
    app.runs().knock(knock).await
}

fn owner(world: &World<'_>) -> Actor {
    Actor {
        role: Role::Owner,
        ..world.agent.clone()
    }
}

#[tokio::test]
async fn a_call_starts_one_run_for_each_key_with_the_run_it_was_told() {
    both(async |store| {
        let world = world(store).await;
        world
            .publish("Shipped", &flow(webhook("", json!(null)), "Order {{trigger.data.order}} is on its way"))
            .await;
        world.app.settle().await;
        let body = json!({ "contact": "+34 600 000 001", "order": "A-1" });
        let first = knock(&world.app, &body, Some("k1"), None).await.unwrap();
        world.app.settle().await;
        let again = knock(&world.app, &body, Some("k1"), None).await.unwrap();
        world.app.settle().await;
        assert_eq!((again.run, again.repeated, first.repeated), (first.run, true, false));
        assert_eq!(world.stub.texts(), ["Order A-1 is on its way"]);
        assert_eq!(world.runs().await[0].id, first.run);
        // Without a key each call counts; a contact may be named by its id.
        let by_id = json!({ "contact": world.contact().await, "order": "A-2" });
        knock(&world.app, &by_id, None, None).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts()[1..], ["Order A-2 is on its way"]);
        let about_nobody = knock(&world.app, &json!({ "order": "A-3" }), None, None).await.unwrap_err();
        assert_eq!(about_nobody.pointer.as_deref(), Some("/contact"));
        // A number nobody knows becomes a contact; the window is closed, so nothing is sent.
        knock(&world.app, &json!({ "contact": "34655555555", "order": "A-4" }), None, None)
            .await
            .unwrap();
        world.app.settle().await;
        assert_eq!((world.runs().await.len(), world.stub.texts().len()), (3, 2));
    })
    .await;
}

#[tokio::test]
async fn a_door_is_shut_without_its_signature_its_flow_or_its_secret() {
    both(async |store| {
        let world = world(store).await;
        let place = json!("customer.phones[0]");
        let id = world.publish("Signed", &flow(webhook("SHOP_KEY", place), "Hi")).await;
        world.app.settle().await;
        let body = json!({ "customer": { "phones": ["34600000001"] } });
        let signed = signature::sign(b"hunter2", body.to_string().as_bytes());
        let code = async |signature: Option<&str>| knock(&world.app, &body, None, signature).await.map_err(|error| error.code);
        assert_eq!(code(Some(&signed)).await, Err("hook.signature"), "the secret is not there yet");
        let secret = SecretString::from("hunter2");
        world.app.secrets().put(&owner(&world), "SHOP_KEY", &secret).await.unwrap();
        assert_eq!(code(None).await, Err("hook.signature"));
        let other = signature::sign(b"hunter3", body.to_string().as_bytes());
        assert_eq!(code(Some(&other)).await, Err("hook.signature"));
        assert!(code(Some(&signed)).await.is_ok());
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["Hi"]);
        let mut tx = store.begin().await.unwrap();
        assert!(tx.workspace(world.workspace.id).switch_flow(id, false).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(
            code(Some(&signed)).await,
            Err("hook.not_found"),
            "at once, not only when a worker has seen it"
        );
        world.app.settle().await;
        assert_eq!(code(Some(&signed)).await, Err("hook.not_found"));
    })
    .await;
}

#[tokio::test]
async fn one_run_goes_on_in_a_conversation_whatever_knocks() {
    both(async |store| {
        let world = world(store).await;
        let asks = json!({ "schema": 1, "nodes": [
            { "id": "n_start", "type": "start", "name": "start", "config": { "triggers": [webhook("", json!(null))] } },
            { "id": "n_ask", "type": "ask", "name": "city", "config": { "prompt": "Which city?" } },
        ], "edges": [{ "id": "e_1", "from": "n_start", "handle": "next", "to": "n_ask" }], "settings": { "new_trigger": "ignore" } });
        world.publish("Asks", &asks).await;
        world.app.settle().await;
        for key in ["k1", "k2"] {
            knock(&world.app, &json!({ "contact": "34600000001" }), Some(key), None).await.unwrap();
            world.app.settle().await;
        }
        assert_eq!(world.stub.texts(), ["Which city?"]);
        assert_eq!(world.runs().await.len(), 1);
    })
    .await;
}
