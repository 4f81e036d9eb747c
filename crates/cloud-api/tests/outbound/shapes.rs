//! Shapes are read and written exactly; anything else is refused with a pointer.

use std::path::Path;

use cloud_api::outbound::{INTERACTIVE_KINDS, Interactive, KINDS, OutboundContent};
use serde_json::{Value, json};

fn fixtures() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/outbound");
    let mut fixtures: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_stem().unwrap().to_str().unwrap().to_owned(),
                serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap(),
            )
        })
        .collect();
    fixtures.sort_by_key(|(name, _)| name.clone());
    fixtures
}

#[test]
fn every_kind_has_a_fixture() {
    let names: Vec<String> = fixtures().into_iter().map(|(name, _)| name).collect();
    for kind in KINDS.iter().filter(|kind| **kind != "interactive") {
        assert!(
            names.iter().any(|name| name.split('-').next() == Some(kind)),
            "add tests/fixtures/outbound/{kind}.json"
        );
    }
    for kind in INTERACTIVE_KINDS {
        let name = format!("interactive-{kind}");
        assert!(
            names.iter().any(|other| *other == name || other.starts_with(&format!("{name}-"))),
            "add tests/fixtures/outbound/{name}.json"
        );
    }
}

#[test]
fn every_fixture_is_read_written_and_within_limits() {
    let mut previews = String::new();
    for (name, wire) in fixtures() {
        let content = OutboundContent::from_json(wire.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(content.to_json(), wire, "{name}");
        assert_eq!(content.kind(), name.split('-').next().unwrap());
        assert_eq!(content.validate(), [], "{name}");
        assert_eq!(
            OutboundContent::from_content_json(content.kind(), content.content_json()).as_ref(),
            Ok(&content),
            "{name}"
        );
        assert_eq!(serde_json::from_value::<OutboundContent>(wire).unwrap(), content, "{name}");
        if let OutboundContent::Interactive(interactive) = &content {
            assert!(name.starts_with(&format!("interactive-{}", interactive.kind())), "{name}");
            assert_eq!(&serde_json::from_value::<Interactive>(content.content_json()).unwrap(), interactive);
        }
        previews.push_str(&format!("{name}: {}\n", content.preview()));
    }
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("outbound_previews", previews);
    });
}

#[track_caller]
fn refused(content: Value, pointer: &str, detail: &str) {
    let error = OutboundContent::from_json(content).unwrap_err();
    assert_eq!(error.pointer, pointer, "{error}");
    assert!(error.detail.contains(detail), "{error}");
}

#[test]
fn what_does_not_belong_is_refused_where_it_is() {
    refused(json!([]), "", "expected an object");
    refused(json!({}), "/type", "`type` is missing");
    refused(json!({"type": "fax", "fax": {}}), "/type", "use one of audio, contacts");
    refused(json!({"type": "fax"}), "/type", "`fax` cannot be sent");
    refused(json!({"type": "text"}), "/text", "there is no `text`");
    refused(json!({"type": "text", "text": {"body": "a"}, "to": "1"}), "/to", "does not belong");
    refused(json!({"type": "text", "text": {"body": "a"}, "a/b~": 1}), "/a~1b~0", "does not belong");
    refused(json!({"type": "text", "text": {"body": 5}}), "/text/body", "expected a string");
    refused(
        json!({"type": "text", "text": {"body": "a", "bold": true}}),
        "/text/bold",
        "unknown field",
    );
    refused(json!({"type": "text", "text": {}}), "/text", "missing field `body`");
    refused(
        json!({"type": "location", "location": {"latitude": "x", "longitude": 1}}),
        "/location/latitude",
        "expected f64",
    );
    refused(
        json!({"type": "reaction", "reaction": {"message_id": "", "emoji": ""}}),
        "/reaction/message_id",
        "empty",
    );
    refused(json!({"type": "interactive", "interactive": 5}), "/interactive", "expected an object");
    refused(
        json!({"type": "interactive", "interactive": {}}),
        "/interactive/type",
        "`type` is missing",
    );
    refused(
        json!({"type": "interactive", "interactive": {"type": "poll"}}),
        "/interactive/type",
        "not an interactive kind",
    );
    let button = |reply: Value| json!({"type": "interactive", "interactive": {"type": "button", "body": {"text": "a"}, "action": {"buttons": [{"type": "reply", "reply": reply}]}}});
    refused(
        button(json!({"id": "a", "title": "b", "color": "red"})),
        "/interactive/action/buttons/0/reply/color",
        "unknown field",
    );
    refused(button(json!({"id": "a"})), "/interactive/action/buttons/0/reply", "missing field `title`");
    refused(
        json!({"type": "contacts", "contacts": [{"name": {"formatted_name": "A"}}, {"name": {"nick": "B"}}]}),
        "/contacts/1/name/nick",
        "unknown field",
    );
    refused(
        json!({"type": "template", "template": {"name": "a", "language": {"code": "de"}, "components": [{"type": "side"}]}}),
        "/template/components/0/type",
        "unknown variant",
    );
}

#[test]
fn a_file_is_pointed_at_an_upload() {
    let mut content = OutboundContent::from_json(json!({"type": "image", "image": {"link": "https://a.example/1.png", "caption": "c"}})).unwrap();
    content.use_media("77");
    assert_eq!(content.content_json(), json!({"id": "77", "caption": "c"}));
    assert_eq!(content.media_kind().unwrap().as_str(), "image");
    let mut text = OutboundContent::text("a");
    text.use_media("77");
    assert_eq!((text.content_json(), text.media_kind()), (json!({"body": "a"}), None));
}

#[test]
fn a_templates_index_is_text_on_the_wire() {
    let component = |index: Value| {
        json!({"type": "template", "template": {"name": "a", "language": {"code": "de"},
            "components": [{"type": "button", "sub_type": "url", "index": index, "parameters": []}]}})
    };
    for index in [json!(1), json!("1")] {
        let content = OutboundContent::from_json(component(index)).unwrap();
        assert_eq!(content.content_json()["components"][0]["index"], "1");
    }
    assert!(OutboundContent::from_json(component(json!("one"))).is_err());
}

#[test]
fn every_kind_is_in_the_documentation() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/MESSAGES.md")).unwrap();
    let interactive = INTERACTIVE_KINDS.iter().map(|kind| format!("`interactive` `{kind}`"));
    let kinds = KINDS.iter().chain(cloud_api::inbound::KINDS).map(|kind| format!("`{kind}`"));
    for name in interactive.chain(kinds) {
        assert!(page.contains(&name), "docs/MESSAGES.md does not list {name}");
    }
}
