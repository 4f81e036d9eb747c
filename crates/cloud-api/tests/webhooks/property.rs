//! Whatever the bytes: no panic, nothing lost, nothing too long.

use cloud_api::MAX_PREVIEW;
use cloud_api::webhook::{Delivery, FieldValue, Item};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::fixtures;

/// Any JSON, with a liking for the names Meta uses.
fn any_json() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "id",
        "from",
        "from_user_id",
        "type",
        "text",
        "body",
        "image",
        "caption",
        "timestamp",
        "contacts",
        "wa_id",
        "interactive",
        "button_reply",
        "nfm_reply",
        "response_json",
        "edit",
        "message",
        "original_message_id",
        "status",
        "errors",
        "code",
        "context",
        "reaction",
        "emoji",
        "system",
        "location",
        "latitude",
        "order",
        "product_items",
        "statuses",
        "messages",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(cloud_api::inbound::KINDS).prop_map(Value::from),
        Just(json!("wamid.X")),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())),
        ]
    })
}

fn count(delivery: &Delivery) -> usize {
    let of_value = |value: &FieldValue| match value {
        FieldValue::Messages(value) => value.messages.len() + value.statuses.len(),
        FieldValue::Echoes(value) => value.echoes.len(),
        _ => 0,
    };
    delivery.changes.iter().map(|change| of_value(&change.value)).sum()
}

fn check_previews(delivery: &Delivery) {
    for change in &delivery.changes {
        let FieldValue::Messages(value) = &change.value else { continue };
        for message in value.messages.iter().filter_map(Item::parsed) {
            let preview = message.content.preview();
            assert!(
                preview.chars().count() <= MAX_PREVIEW && !preview.contains(char::is_control),
                "{preview:?}"
            );
            assert_eq!(
                cloud_api::Content::from_json(message.content.kind(), &message.content.content_json()).kind(),
                message.content.kind()
            );
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Delivery::parse(&bytes);
    }

    #[test]
    fn any_json_is_survived(json in any_json()) {
        let body = json!({"object": "whatsapp_business_account", "entry": json});
        let _ = Delivery::parse(body.to_string().as_bytes());
    }

    #[test]
    fn every_item_is_counted(
        messages in prop::collection::vec(any_json(), 0..5),
        statuses in prop::collection::vec(any_json(), 0..5),
        echoes in prop::collection::vec(any_json(), 0..5),
        odd in any_json(),
    ) {
        let expected = messages.len() + statuses.len() + echoes.len();
        let body = json!({"object": "whatsapp_business_account", "entry": [
            {"id": "1", "changes": [{"field": "messages", "value": {"messages": messages, "statuses": statuses, "contacts": odd}}]},
            odd,
            {"id": "2", "changes": [{"field": "x", "value": odd}, {"field": "smb_message_echoes", "value": {"message_echoes": echoes, "metadata": odd}}]},
        ]});
        let mut delivery = Delivery::parse(body.to_string().as_bytes()).unwrap();
        // The odd entry may happen to look like one with changes.
        delivery.changes.retain(|change| change.entry_id.as_deref() == Some("1") || change.field == "smb_message_echoes");
        prop_assert_eq!(count(&delivery), expected);
        check_previews(&delivery);
    }

    #[test]
    fn a_sound_message_survives_any_neighbour(neighbour in any_json()) {
        let sound = json!({"id": "wamid.SOUND", "from": "1", "type": "text", "text": {"body": "here"}, "timestamp": "5"});
        let body = json!({"entry": [{"changes": [{"field": "messages", "value": {"messages": [neighbour, sound], "errors": neighbour}}]}]});
        let delivery = Delivery::parse(body.to_string().as_bytes()).unwrap();
        let FieldValue::Messages(value) = &delivery.changes[0].value else { panic!("{delivery:?}") };
        prop_assert_eq!(value.messages[1].parsed().map(|message| message.content.preview()), Some("here".to_owned()));
    }

    #[test]
    fn a_damaged_fixture_is_survived(which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let fixtures = fixtures::all();
        let mut bytes = which.get(&fixtures).bytes.clone();
        *place.get_mut(&mut bytes) = byte;
        if let Ok(delivery) = Delivery::parse(&bytes) {
            check_previews(&delivery);
        }
    }
}

#[test]
fn hostile_corners_do_not_harm_sound_messages() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    for odd in [r#""\ud800""#, r#""a\u0000b""#, "1e999", "[null]", r#"{"id":"a","id":"b"}"#, deep.as_str()] {
        let body = format!(
            r#"{{"entry":[{{"changes":[{{"field":"messages","value":{{"messages":[{{"id":"wamid.ODD","from":"1","type":"text","text":{{"body":{odd}}}}},{{"id":"wamid.SOUND","from":"1","type":"text","text":{{"body":"here"}}}}]}}}}]}}]}}"#
        );
        let delivery = Delivery::parse(body.as_bytes()).unwrap();
        let FieldValue::Messages(value) = &delivery.changes[0].value else {
            panic!("{delivery:?}")
        };
        assert_eq!(value.messages[1].parsed().unwrap().content.preview(), "here");
        assert_eq!(value.messages[0].parsed().unwrap().id.as_str(), "wamid.ODD");
        assert!(!format!("{delivery:?}").contains("\\0"), "a NUL would break the database");
    }
}

#[test]
fn what_is_no_delivery_is_refused() {
    for body in [
        "",
        "[]",
        "null",
        "\"entry\"",
        "{}",
        r#"{"object":"whatsapp_business_account"}"#,
        r#"{"entry":5}"#,
        "{\"entry\":[}",
    ] {
        assert!(Delivery::parse(body.as_bytes()).is_err(), "{body}");
    }
    let empty = Delivery::parse(br#"{"object":"page","entry":[]}"#).unwrap();
    assert_eq!((empty.object.as_deref(), empty.changes.len()), (Some("page"), 0));
}
