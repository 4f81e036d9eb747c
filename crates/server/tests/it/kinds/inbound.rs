//! Every inbound kind and sub-kind of Meta's list: sent by a phone, in the thread as what it is, and what cannot be drawn kept as it came.

use std::collections::BTreeSet;

use cloud_api::inbound::KINDS;
use serde_json::{Map, Value, json};
use simulator::{File, Say};

use crate::support::on_both;

fn raw(message: Value) -> Say {
    let Value::Object(message) = message else {
        return Say::Raw { message: Map::new() };
    };
    Say::Raw { message }
}

fn reply(kind: &str, reply: Value) -> Say {
    let mut interactive = json!({ "type": kind });
    interactive[kind] = reply;
    raw(json!({ "type": "interactive", "interactive": interactive }))
}

/// What is sent, the kind it becomes, and a place of its content with what must stand there.
fn samples() -> Vec<(Say, &'static str, &'static str, Value)> {
    let order = json!([{ "product_retailer_id": "aurora-brass", "quantity": 2, "item_price": 89.5, "currency": "EUR" }]);
    let person = json!({ "name": { "formatted_name": "Luis", "first_name": "Luis" }, "phones": [{ "phone": "+52 155", "type": "CELL" }] });
    let unsupported = |kind: &str, code: Option<u32>| Say::Unsupported { kind: kind.to_owned(), code };
    let mut samples = vec![
        (Say::text("hola"), "text", "/body", json!("hola")),
        (Say::Image(File::default()), "image", "/mime_type", json!("image/png")),
        (Say::Video(File::default()), "video", "/mime_type", json!("video/mp4")),
        (Say::Audio(File::default()), "audio", "/voice", json!(false)),
        (Say::Voice(File::default()), "audio", "/voice", json!(true)),
        (Say::Document(File::default()), "document", "/mime_type", json!("application/pdf")),
        (Say::Sticker(File::default()), "sticker", "/animated", json!(false)),
        (
            Say::Location {
                latitude: 19.4,
                longitude: -99.1,
                name: Some("Zócalo".to_owned()),
                address: None,
            },
            "location",
            "/name",
            json!("Zócalo"),
        ),
        (
            Say::Contacts {
                contacts: vec![person.clone()],
                origin: None,
            },
            "contacts",
            "/0/name/first_name",
            json!("Luis"),
        ),
        (
            Say::Contacts {
                contacts: vec![person],
                origin: Some("contact_request".to_owned()),
            },
            "contacts",
            "/0/origin",
            json!("contact_request"),
        ),
        (
            Say::Order {
                catalog_id: "1".to_owned(),
                text: Some("ground".to_owned()),
                product_items: order.as_array().unwrap().clone(),
            },
            "order",
            "/product_items/0/item_price",
            json!(89.5),
        ),
        (
            raw(json!({ "type": "button", "button": { "payload": "track", "text": "Track" } })),
            "button",
            "/payload",
            json!("track"),
        ),
        (
            reply("button_reply", json!({ "id": "yes", "title": "Yes" })),
            "interactive",
            "/button_reply/id",
            json!("yes"),
        ),
        (
            reply("list_reply", json!({ "id": "r1", "title": "Delivery", "description": "Where?" })),
            "interactive",
            "/list_reply/description",
            json!("Where?"),
        ),
        (
            reply(
                "nfm_reply",
                json!({ "name": "flow", "body": "Sent", "response_json": "{\"size\":\"M\"}" }),
            ),
            "interactive",
            "/nfm_reply/name",
            json!("flow"),
        ),
        (
            reply(
                "nfm_reply",
                json!({ "name": "address_message", "body": "Sent", "response_json": "{\"values\":{}}" }),
            ),
            "interactive",
            "/nfm_reply/name",
            json!("address_message"),
        ),
        (
            reply("call_permission_reply", json!({ "response": "reject", "is_permanent": false })),
            "interactive",
            "/call_permission_reply/response",
            json!("reject"),
        ),
        (reply("brand_new_reply", json!({ "x": 1 })), "interactive", "/brand_new_reply/x", json!(1)),
        (
            raw(
                json!({ "type": "system", "system": { "type": "customer_identity_changed", "body": "changed",
                "identity": { "acknowledged": true, "created_timestamp": 1, "hash": "h" } } }),
            ),
            "system",
            "/type",
            json!("customer_identity_changed"),
        ),
        (raw(json!({ "type": "media_placeholder" })), "media_placeholder", "", json!({})),
        (
            raw(json!({ "type": "hologram", "hologram": { "depth": 3 } })),
            "hologram",
            "/depth",
            json!(3),
        ),
    ];
    for kind in [
        "button",
        "edit",
        "errors",
        "gif",
        "group_invite",
        "hsm",
        "image",
        "interactive",
        "keep_in_chat",
        "link_preview",
        "list",
        "location",
        "media_placeholder",
        "order",
        "pin",
        "poll_creation",
        "poll_update",
        "product",
        "reaction",
    ] {
        samples.push((unsupported(kind, None), "unsupported", "/type", json!(kind)));
    }
    samples.push((unsupported("errors", Some(131_060)), "unsupported", "/errors/0/code", json!(131_060)));
    samples
}

#[tokio::test]
async fn every_kind_comes_in_as_what_it_is() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let path = format!("/conversations/{}/messages?limit=500", conversation["id"].as_str().unwrap());
        let mut seen = BTreeSet::new();
        let samples = samples();
        for (say, ..) in &samples {
            ana.sends(say.clone()).await;
        }
        app.settle().await;
        let page = inbox.agent.get(&path).await.ok();
        let thread = &page["data"].as_array().unwrap()[1..];
        assert_eq!(thread.len(), samples.len(), "one bubble for each");
        for (message, (say, kind, place, expected)) in thread.iter().zip(&samples) {
            assert_eq!(message["kind"], *kind, "{say:?}");
            assert_eq!(message["content"].pointer(place), Some(expected), "{say:?}: {}", message["content"]);
            assert!(!message["preview"].as_str().unwrap().is_empty(), "{say:?}");
            seen.insert((*kind).to_owned());
        }
        // What changes another message is applied to it.
        let first = ana.thread()[0].id.clone();
        ana.reacts(&first, Some("🎉")).await;
        let edited = json!({ "type": "edit", "edit": { "original_message_id": first, "message": { "type": "text", "text": { "body": "adiós" } } } });
        ana.sends(raw(edited)).await;
        app.settle().await;
        let page = inbox.agent.get(&path).await.ok();
        let hola = &page["data"][0];
        assert_eq!((&hola["content"]["body"], hola["edited_at"].is_string()), (&json!("adiós"), true));
        assert_eq!(hola["reactions"][0]["emoji"], "🎉");
        ana.sends(raw(json!({ "type": "revoke", "revoke": { "original_message_id": first } })))
            .await;
        app.settle().await;
        assert!(inbox.agent.get(&path).await.ok()["data"][0]["revoked_at"].is_string());
        seen.extend(["edit", "reaction", "revoke"].map(str::to_owned));
        seen.remove("hologram");
        let listed: BTreeSet<String> = KINDS.iter().map(|kind| (*kind).to_owned()).collect();
        assert_eq!(seen, listed, "the list of kinds and this matrix differ");
    })
    .await;
}

#[tokio::test]
async fn what_comes_along_with_a_message_is_shown() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        ana.sends(Say::text("pasa esto")).forwarded().await;
        ana.sends(Say::text("¿hay?")).asking_about("1", "aurora-brass").await;
        ana.says("vi su anuncio").from_ad("Lights").await;
        app.settle().await;
        let path = format!("/conversations/{}/messages", conversation["id"].as_str().unwrap());
        let thread = inbox.agent.get(&path).await.ok()["data"].clone();
        assert_eq!(
            thread[1]["context"],
            json!({ "forwarded": true, "frequently_forwarded": false, "product": null })
        );
        assert_eq!(
            thread[2]["context"]["product"],
            json!({ "catalog_id": "1", "product_retailer_id": "aurora-brass" })
        );
        assert_eq!(thread[3]["referral"]["headline"], "Lights");
        assert_eq!(thread[0]["context"], Value::Null);
    })
    .await;
}
