//! Two contacts that are one person: suggested, looked at, merged, and split again.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[tokio::test]
async fn two_contacts_become_one_with_everything_that_was_said() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, with_ana) = inbox.conversation_with("Ana", "from my number").await;
        let (bea, with_bea) = inbox.conversation_with("Bea", "from my other number").await;
        let (ana, other) = (&with_ana["contact"], &with_bea["contact"]);
        inbox.answers(&with_bea, "answered there").await;
        app.settle().await;
        for (contact, name, city) in [(ana, "Ana T.", "Lima"), (other, "Ana Torres", "Quito")] {
            let change = json!({ "name": name, "email": "Ana@lumen.example", "attributes": { "city": city, id(contact): 1 } });
            inbox.agent.patch(&format!("/contacts/{}", id(contact)), change).await.ok();
        }
        let vip = inbox.admin.post("/tags", json!({ "name": "VIP", "color": "amber" })).await.ok();
        inbox
            .agent
            .put(&format!("/contacts/{}/tags/{}", id(other), id(&vip)), json!({}))
            .await
            .ok();
        inbox
            .agent
            .post(&format!("/conversations/{}/notes", id(&with_bea)), json!({ "body": "prefers mornings" }))
            .await
            .ok();
        inbox
            .agent
            .patch(&format!("/contacts/{}", id(other)), json!({ "opted_out": true }))
            .await
            .ok();

        let pairs = inbox.agent.get(&format!("/contacts/duplicates?contact={}", id(ana))).await.ok();
        assert_eq!(pairs["data"][0]["reasons"], json!([{ "kind": "email", "value": "ana@lumen.example" }]));
        assert_eq!(inbox.agent.get("/contacts/duplicates").await.ok()["data"].as_array().unwrap().len(), 1);

        let path = format!("/contacts/{}/merge", id(ana));
        let preview = inbox.agent.get(&format!("{path}?from={}", id(other))).await.ok();
        assert_eq!(
            (&preview["message_count"], &preview["note_count"], &preview["tags"][0]["name"]),
            (&json!(2), &json!(1), &json!("VIP"))
        );
        let fields: Vec<&str> = preview["conflicts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|conflict| conflict["field"].as_str().unwrap())
            .collect();
        assert_eq!(fields, ["name", "attributes.city"]);
        assert_eq!(
            inbox.agent.get(&format!("/contacts/{}", id(other))).await.status,
            200,
            "a preview changes nothing"
        );

        let request = json!({ "contact_id": id(other), "take": ["attributes.city"] });
        inbox.analyst.post(&path, request.clone()).await.refused(403, "access.denied");
        let merged = inbox.agent.post(&path, request.clone()).await.ok();
        assert_eq!((&merged["name"], &merged["attributes"]["city"]), (&json!("Ana T."), &json!("Quito")));
        assert_eq!(merged["attributes"].as_object().unwrap().len(), 3);
        assert_eq!((&merged["opted_out"], &merged["tags"][0]["name"]), (&json!(true), &json!("VIP")));
        assert!(merged["identities"].as_array().unwrap().len() >= 4, "{merged}");
        let said: Vec<String> = inbox.thread(&with_ana).await.into_iter().map(|(_, text, _)| text).collect();
        assert_eq!(said, ["from my number", "from my other number", "answered there"]);
        let notes = inbox.agent.get(&format!("/conversations/{}/notes", id(&with_ana))).await.ok();
        assert_eq!(notes["data"].as_array().unwrap().len(), 1);

        // Again, and from elsewhere.
        assert_eq!(inbox.agent.post(&path, request).await.ok()["id"], ana["id"]);
        let gone = inbox.agent.get(&format!("/contacts/{}", id(other))).await;
        assert!(gone.refused(404, "contact.merged").body["detail"].as_str().unwrap().contains(id(ana)));
        // A link from an old mail leads to the thread that stays.
        let linked = inbox.agent.get(&format!("/conversations/{}", id(&with_bea))).await.ok();
        assert_eq!((&linked["id"], &linked["contact"]["id"]), (&with_ana["id"], &ana["id"]));
        let told: Vec<Value> = inbox
            .events()
            .await
            .into_iter()
            .filter(|event| event["type"] == "contact.merged")
            .collect();
        assert_eq!(told.len(), 1);
        assert_eq!((&told[0]["data"]["contact_id"], &told[0]["data"]["into_id"]), (&other["id"], &ana["id"]));
        assert_eq!(told[0]["data"]["conversations"][0]["conversation_id"], with_bea["id"]);
        let entries = inbox.owner.get("/audit?action=contact.merged").await.ok();
        let detail = &entries["data"][0]["detail"];
        assert_eq!(
            (&detail["from_id"], &detail["messages"], &detail["taken"]),
            (&other["id"], &json!(2), &json!(["attributes.city"]))
        );

        // Whoever writes under the other number is the one person.
        bea.says("still me").await;
        app.settle().await;
        assert!(inbox.thread(&with_ana).await.iter().any(|(_, text, _)| text == "still me"));
        assert_eq!(inbox.agent.get("/contacts").await.ok()["data"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn links_to_a_thread_that_went_twice_lead_to_the_last_one() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let mut threads = Vec::new();
        for name in ["Ana", "Bea", "Cai"] {
            threads.push(inbox.conversation_with(name, "hola").await.1);
        }
        let [first, second, last] = &threads[..] else {
            unreachable!("three threads")
        };
        for (from, into) in [(first, second), (second, last)] {
            let path = format!("/contacts/{}/merge", id(&into["contact"]));
            inbox.agent.post(&path, json!({ "contact_id": id(&from["contact"]) })).await.ok();
        }
        for gone in [first, second] {
            let linked = inbox.agent.get(&format!("/conversations/{}", id(gone))).await.ok();
            assert_eq!(linked["id"], last["id"]);
        }
        // Nobody else's link leads there, and none leads to what was erased.
        let other = app.tenant("Other").await;
        other
            .owner
            .get(&format!("/conversations/{}", id(first)))
            .await
            .refused(404, "resource.not_found");
        inbox.admin.delete(&format!("/contacts/{}", id(&last["contact"]))).await.ok();
        inbox
            .agent
            .get(&format!("/conversations/{}", id(first)))
            .await
            .refused(404, "resource.not_found");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_merged_across_workspaces_or_with_nobody() {
    let app = TestApp::start().await;
    let (ours, theirs) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
    let ana = ours.agent.post("/contacts", json!({ "phone": "+34600000001" })).await.ok();
    let foreign = theirs.agent.post("/contacts", json!({ "phone": "+34600000002" })).await.ok();
    let path = format!("/contacts/{}/merge", id(&ana));
    for other in [id(&foreign).to_owned(), model::ContactId::new().to_string()] {
        assert_eq!(ours.agent.get(&format!("{path}?from={other}")).await.status, 404);
        assert_eq!(ours.agent.post(&path, json!({ "contact_id": other })).await.status, 404);
        let distinct = format!("/contacts/{}/distinct", id(&ana));
        assert_eq!(ours.agent.post(&distinct, json!({ "contact_id": other })).await.status, 404);
    }
    ours.agent
        .post(&path, json!({ "contact_id": id(&ana) }))
        .await
        .refused(422, "request.invalid");
    ours.agent
        .post(&path, json!({ "contact_id": id(&foreign), "take": ["phone"] }))
        .await
        .refused(422, "request.invalid");
    assert_eq!(theirs.agent.get(&format!("/contacts/{}", id(&foreign))).await.status, 200);
    app.stop().await;
}

#[tokio::test]
async fn two_people_are_kept_apart_and_split_again() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, with_ana) = inbox.conversation_with("Ana", "hello").await;
        let by_hand = inbox
            .agent
            .post("/contacts", json!({ "phone": "+34600000009", "name": "Ana Pérez" }))
            .await
            .ok();
        let ana = id(&with_ana["contact"]).to_owned();
        inbox.agent.patch(&format!("/contacts/{ana}"), json!({ "name": "ana pérez" })).await.ok();
        let pairs = async || inbox.agent.get("/contacts/duplicates").await.ok()["data"].as_array().unwrap().len();
        assert_eq!(pairs().await, 1, "one name, and one of them never wrote");
        let distinct = json!({ "contact_id": id(&by_hand) });
        assert_eq!(inbox.agent.post(&format!("/contacts/{ana}/distinct"), distinct).await.status, 204);
        assert_eq!(pairs().await, 0);

        inbox
            .agent
            .post(&format!("/contacts/{ana}/merge"), json!({ "contact_id": id(&by_hand) }))
            .await
            .ok();
        let phone = json!([{ "kind": "phone", "value": "34600000009" }]);
        let all = inbox.agent.get(&format!("/contacts/{ana}")).await.ok()["identities"].clone();
        let path = format!("/contacts/{ana}/split");
        inbox.agent.post(&path, json!({ "identities": [] })).await.refused(422, "request.invalid");
        let ids: Vec<Value> = all
            .as_array()
            .unwrap()
            .iter()
            .map(|one| json!({ "kind": one["kind"], "value": one["value"] }))
            .collect();
        inbox
            .agent
            .post(&path, json!({ "identities": ids }))
            .await
            .refused(422, "request.invalid");
        let split = inbox.agent.post(&path, json!({ "identities": phone })).await.ok();
        assert_eq!(split["new_contact"]["phone"], json!("+34600000009"));
        assert_ne!(split["contact"]["phone"], json!("+34600000009"));
        assert_eq!(
            inbox.agent.get("/contacts?q=34600000009").await.ok()["data"][0]["id"],
            split["new_contact"]["id"]
        );
        assert_eq!(inbox.thread(&with_ana).await.len(), 1, "what was said stays");
        assert_eq!(pairs().await, 0);
    })
    .await;
}

#[tokio::test]
async fn erasing_takes_one_persons_items_out_of_a_shared_delivery() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (ana, bea) = (inbox.simulator.phone("Ana"), inbox.simulator.phone("Bea"));
    inbox.simulator.hold();
    ana.says("CANARY-ANA").await;
    bea.says("CANARY-BEA").await;
    inbox.simulator.release(simulator::Release {
        order: simulator::Order::Queued,
        batch: 10,
    });
    app.settle().await;
    let found = inbox.agent.get("/contacts?q=Ana").await.ok();
    assert_eq!(inbox.admin.delete(&format!("/contacts/{}", id(&found["data"][0]))).await.status, 204);
    let deliveries = inbox.owner.get("/webhook-events").await.ok();
    let mut bodies = String::new();
    for delivery in deliveries["data"].as_array().unwrap() {
        bodies.push_str(&inbox.owner.get(&format!("/webhook-events/{}", id(delivery))).await.ok()["body"].to_string());
    }
    assert!(!bodies.contains("CANARY-ANA"), "{bodies}");
    assert!(bodies.contains("CANARY-BEA"), "{bodies}");
    app.stop().await;
}
