//! Every outbound kind of Meta's list: taken by our API, by the checks, by Graph; on the phone, and in the thread as what it is.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use cloud_api::outbound::{INTERACTIVE_KINDS, KINDS, OutboundContent};
use serde_json::{Value, json};
use simulator::{File, Say};

use crate::support::{Inbox, TestApp, on_both};

/// The documented shapes, one file each; templates apart, because they must exist.
fn fixtures() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cloud-api/tests/fixtures/outbound");
    let mut fixtures: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap())
        })
        .filter(|(name, _): &(String, Value)| !name.starts_with("template"))
        .collect();
    fixtures.sort_by_key(|(name, _)| name.clone());
    fixtures
}

fn words(values: &[&str]) -> Value {
    values.iter().map(|value| json!({ "type": "text", "text": value })).collect()
}

/// One of each template the simulator's business has, with every component filled.
fn templates(picture: &str, document: &str) -> Vec<(String, Value)> {
    let image = json!({ "type": "header", "parameters": [{ "type": "image", "image": { "media_id": picture } }] });
    let button = |sub_type: &str, index: usize, parameter: Value| json!({ "type": "button", "sub_type": sub_type, "index": index.to_string(), "parameters": [parameter] });
    let text = |value: &str| json!({ "type": "text", "text": value });
    let named = |name: &str, value: &str| json!({ "type": "text", "parameter_name": name, "text": value });
    let card = |index: usize| {
        json!({ "card_index": index, "components": [
            image, { "type": "body", "parameters": words(&["$18"]) },
            button("quick_reply", 0, json!({ "type": "payload", "payload": format!("keep-{index}") })), button("url", 1, text("aurora")) ] })
    };
    let template = |name: &str, components: Value| {
        let content = json!({ "type": "template", "template": { "name": name, "language": { "code": "en_US" }, "components": components } });
        (format!("template {name}"), content)
    };
    vec![
        template("hello_world", json!([])),
        template(
            "order_shipped",
            json!([
                { "type": "header", "parameters": words(&["A-1042"]) }, { "type": "body", "parameters": words(&["A-1042", "Ana", "12/24"]) },
                button("url", 0, text("A-1042")), button("quick_reply", 1, json!({ "type": "payload", "payload": "fine" })) ]),
        ),
        template(
            "appointment_reminder",
            json!([
                { "type": "header", "parameters": [named("first_name", "Ana")] },
                { "type": "body", "parameters": [named("day", "Monday"), named("time", "10:30")] } ]),
        ),
        template(
            "welcome_back",
            json!([image, { "type": "body", "parameters": words(&["Ana"]) },
                button("copy_code", 0, json!({ "type": "coupon_code", "coupon_code": "LIGHT25" })) ]),
        ),
        template(
            "login_code",
            json!([{ "type": "body", "parameters": words(&["123456"]) }, button("url", 0, text("123456"))]),
        ),
        template(
            "invoice_ready",
            json!([{ "type": "header", "parameters": [{ "type": "document", "document": { "media_id": document } }] },
                { "type": "body", "parameters": [text("F-2041"),
                    { "type": "currency", "currency": { "fallback_value": "$18.40", "code": "USD", "amount_1000": 18_400 } }] } ]),
        ),
        template(
            "visit_us",
            json!([{ "type": "header", "parameters": [{ "type": "location",
                "location": { "latitude": "19.4", "longitude": "-99.1", "name": "Shop", "address": "1 Way" } }] },
                { "type": "body", "parameters": words(&["Ana"]) } ]),
        ),
        template(
            "weekend_offer",
            json!([{ "type": "limited_time_offer", "parameters": [
                    { "type": "limited_time_offer", "limited_time_offer": { "expiration_time_ms": 1_900_000_000_000_i64 } }] },
                { "type": "body", "parameters": words(&["Ana"]) },
                button("copy_code", 0, json!({ "type": "coupon_code", "coupon_code": "WEEKEND2" })), button("url", 1, text("w2")) ]),
        ),
        template(
            "new_arrivals",
            json!([{ "type": "body", "parameters": words(&["Ana"]) }, { "type": "carousel", "cards": [card(0), card(1)] }]),
        ),
    ]
}

/// Files a customer sent, which can be sent again: our ids by kind.
async fn files(inbox: &Inbox<'_>, ana: &simulator::Phone, path: &str) -> Value {
    let mut files = json!({});
    for (kind, say) in [
        ("image", Say::Image(File::default())),
        ("video", Say::Video(File::default())),
        ("audio", Say::Voice(File::default())),
        ("document", Say::Document(File::default())),
        ("sticker", Say::Sticker(File::default())),
    ] {
        ana.sends(say).await;
        inbox.app.settle().await;
        let page = inbox.agent.get(path).await.ok();
        files[kind] = page["data"].as_array().unwrap().last().unwrap()["media"]["id"].clone();
    }
    files
}

/// Puts our files and a real message in place of the fixtures' made-up ids.
fn with_real_ids(value: &mut Value, files: &Value, wamid: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| with_real_ids(item, files, wamid)),
        Value::Object(members) => {
            for (name, member) in members {
                if let (Some(file), Some(object)) = (files.get(name.as_str()), member.as_object_mut())
                    && object.remove("id").is_some()
                {
                    object.insert("media_id".to_owned(), file.clone());
                }
                if name == "message_id" {
                    *member = wamid.into();
                }
                with_real_ids(member, files, wamid);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[tokio::test]
async fn every_kind_goes_out_and_reaches_the_phone_as_what_it_is() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let path = format!("/conversations/{}/messages", conversation["id"].as_str().unwrap());
        let hola = ana.thread()[0].id.clone();
        let files = files(&inbox, &ana, &format!("{path}?limit=50")).await;
        let id = |kind: &str| files[kind].as_str().unwrap().to_owned();
        let mut seen = BTreeSet::new();
        for (name, mut content) in fixtures().into_iter().chain(templates(&id("image"), &id("document"))) {
            with_real_ids(&mut content, &files, &hola);
            // One contact takes only so many messages at a time.
            inbox.advance(Duration::from_secs(7));
            let sent = inbox.agent.post(&path, json!({ "content": content })).await;
            assert_eq!(sent.status.as_u16(), 201, "{name}: {}", sent.text);
            app.settle().await;
            let kind = content["type"].as_str().unwrap().to_owned();
            let sub_kind = content["interactive"]["type"].as_str().map(str::to_owned);
            let shown = inbox.agent.get(&format!("/messages/{}", sent.body["id"].as_str().unwrap())).await.ok();
            assert_eq!((&shown["kind"], &shown["content"]["type"]), (&json!(kind), &json!(sub_kind)), "{name}");
            // Reactions of ours are only ever sent; everything else arrives.
            let reached = if kind == "reaction" { "sent" } else { "delivered" };
            assert_eq!((&shown["status"], &shown["error"]), (&json!(reached), &Value::Null), "{name}");
            if kind != "reaction" {
                let received = ana.last_received().unwrap();
                assert_eq!(
                    (received.kind.as_str(), &received.content["type"]),
                    (kind.as_str(), &json!(sub_kind)),
                    "{name}"
                );
            }
            seen.insert(kind);
            seen.extend(sub_kind.map(|sub_kind| format!("interactive {sub_kind}")));
        }
        let listed = INTERACTIVE_KINDS.iter().map(|kind| format!("interactive {kind}"));
        let listed: BTreeSet<String> = KINDS.iter().map(|kind| (*kind).to_owned()).chain(listed).collect();
        assert_eq!(seen, listed, "the list of kinds and this matrix differ");
    })
    .await;
}

#[tokio::test]
async fn files_in_headers_and_cards_reach_the_phone_and_wrong_ones_are_pointed_at() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
    let path = format!("/conversations/{}/messages", conversation["id"].as_str().unwrap());
    let files = files(&inbox, &ana, &format!("{path}?limit=50")).await;
    let card = |index: usize| {
        json!({ "card_index": index, "type": "cta_url", "header": { "type": "image", "image": { "media_id": files["image"] } },
            "action": { "name": "cta_url", "parameters": { "display_text": "Buy", "url": "https://example.com" } } })
    };
    let carousel = |cards: Value| json!({ "type": "interactive", "interactive": { "type": "carousel", "body": { "text": "New" }, "action": { "cards": cards } } });
    inbox
        .agent
        .post(&path, json!({ "content": carousel(json!([card(0), card(1)])) }))
        .await
        .ok();
    app.settle().await;
    let received = ana.last_received().unwrap();
    for place in [0, 1] {
        let media = &received.content["action"]["cards"][place]["header"]["media"];
        assert_eq!(
            (&media["mime_type"], media["url"].is_string()),
            (&json!("image/png"), true),
            "card {place}: {media}"
        );
    }
    let mut wrong = card(1);
    wrong["header"]["image"]["media_id"] = files["video"].clone();
    let refused = inbox.agent.post(&path, json!({ "content": carousel(json!([card(0), wrong])) })).await;
    assert_eq!(
        refused.refused(422, "request.invalid").errors(),
        [(
            "/content/interactive/action/cards/1/header/image/media_id".to_owned(),
            "media.wrong_type".to_owned()
        )]
    );
    app.stop().await;
}

#[tokio::test]
async fn what_breaks_a_limit_is_pointed_at_before_and_at_sending() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let content = json!({ "type": "interactive", "interactive": { "type": "button", "body": { "text": "" }, "action": { "buttons": [
        { "type": "reply", "reply": { "id": "a", "title": "a label that is too long" } }] } } });
    let pointers = ["/interactive/body/text", "/interactive/action/buttons/0/reply/title"];
    let base = format!("/conversations/{}", conversation["id"].as_str().unwrap());
    let asked = inbox.agent.post(&format!("{base}/preflight"), json!({ "content": content })).await.ok();
    let refusals = asked["refusals"].as_array().unwrap().iter();
    assert_eq!(refusals.map(|refusal| refusal["pointer"].as_str().unwrap()).collect::<Vec<_>>(), pointers);
    let refused = inbox.agent.post(&format!("{base}/messages"), json!({ "content": content })).await;
    let errors = refused.refused(422, "send.limit").errors();
    assert_eq!(
        errors.into_iter().map(|(pointer, _)| pointer).collect::<Vec<_>>(),
        pointers.map(|pointer| format!("/content{pointer}"))
    );
    // The same pointers come from the types themselves.
    let violations = OutboundContent::from_json(content).unwrap().validate();
    assert_eq!(violations.into_iter().map(|violation| violation.pointer).collect::<Vec<_>>(), pointers);
    app.stop().await;
}
