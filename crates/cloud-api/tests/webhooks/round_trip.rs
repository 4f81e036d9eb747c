//! What is stored is what was on the wire, and is read back as the same.

use cloud_api::Content;
use cloud_api::inbound::{Contacts, Text};
use cloud_api::webhook::{FieldValue, Item};
use serde_json::{Value, json};

use super::fixtures;

/// Every message of every fixture, with the fixture's name.
fn contents() -> Vec<(String, Content, Value)> {
    let mut contents = Vec::new();
    for fixture in fixtures::all() {
        for change in fixture.delivery().changes {
            let found: Vec<(Content, Value)> = match change.value {
                FieldValue::Messages(value) => value
                    .messages
                    .into_iter()
                    .filter_map(Item::into_parsed)
                    .map(|message| (message.content, message.raw))
                    .collect(),
                FieldValue::Echoes(value) => value
                    .echoes
                    .into_iter()
                    .filter_map(Item::into_parsed)
                    .map(|echo| (echo.content, echo.raw))
                    .collect(),
                _ => Vec::new(),
            };
            contents.extend(
                found
                    .into_iter()
                    .map(|(content, raw)| (format!("{}/{}", fixture.field, fixture.name), content, raw)),
            );
        }
    }
    contents
}

/// Fixtures whose numbers are text, or whose parts Meta puts beside the object.
const NORMALISED: [&str; 6] = [
    "messages/contacts-request_on_message",
    "messages/order-single",
    "messages/unsupported",
    "messages/unsupported-companion_device",
    "messages/unsupported-file_too_large",
    "messages/unsupported-unknown_before_2025",
];

#[test]
fn content_is_as_on_the_wire() {
    let contents = contents();
    assert!(contents.len() > 70, "{}", contents.len());
    for (fixture, content, raw) in contents {
        let Some(wire) = raw.get(content.kind()) else { continue };
        if !NORMALISED.contains(&fixture.as_str()) {
            assert_eq!(&content.content_json(), wire, "{fixture}");
        }
    }
}

#[test]
fn stored_content_is_read_back_the_same() {
    for (fixture, content, _) in contents() {
        assert_eq!(Content::from_json(content.kind(), &content.content_json()), content, "{fixture}");
    }
}

#[test]
fn an_odd_member_does_not_spoil_its_object() {
    let content = fixtures::message("image-odd_caption").content;
    assert_eq!(content.preview(), "📷 Photo");
    assert_eq!(content.content_json()["caption"], json!({"text": "not text"}));
    let order = fixtures::message("order-single").content.content_json();
    assert_eq!(
        order["product_items"],
        json!([{"product_retailer_id": "2", "quantity": 1, "item_price": 5.5, "currency": "EUR"}])
    );
}

#[test]
fn unsupported_keeps_its_reason() {
    let content = fixtures::message("unsupported-companion_device").content;
    assert_eq!(content.content_json()["errors"][0]["code"], 131_060);
    assert_eq!(content.preview(), "Unsupported message (Ask them to resend from their phone)");
}

#[test]
fn the_answer_to_a_contact_request_is_recognised_in_both_places() {
    for (name, expected) in [
        ("contacts-request_on_card", true),
        ("contacts-request_on_message", true),
        ("contacts", false),
    ] {
        let Content::Contacts(contacts) = fixtures::message(name).content else {
            panic!("{name}")
        };
        assert_eq!(contacts.answers_contact_request(), expected, "{name}");
    }
}

#[test]
fn finished_forms_are_read_in_both_spellings() {
    let response = |name: &str| match fixtures::message(name).content {
        Content::Interactive(cloud_api::inbound::Interactive::NfmReply(reply)) => (reply.flow_token(), reply.response()),
        other => panic!("{other:?}"),
    };
    assert_eq!(response("interactive-nfm_reply").0.as_deref(), Some("t-1"));
    assert_eq!(response("interactive-nfm_reply").1.unwrap()["guests"], 2);
    assert_eq!(response("interactive-nfm_reply_as_object").0.as_deref(), Some("t-2"));
    assert_eq!(response("interactive-nfm_reply_broken_json"), (None, None));
}

#[test]
fn kinds_are_values_of_serde_too() {
    let text: Text = serde_json::from_value(json!({"body": "hi", "new": 1})).unwrap();
    assert_eq!(serde_json::to_value(&text).unwrap(), json!({"body": "hi", "new": 1}));
    assert_eq!(serde_json::from_value::<Text>(json!({})).unwrap_err().to_string(), "`body` is missing");
    assert!(serde_json::from_value::<Contacts>(json!({})).is_err());
}
