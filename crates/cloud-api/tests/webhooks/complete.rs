//! Nothing is forgotten: a fixture for every kind and field, a type for every documented member.

use std::collections::BTreeSet;

use cloud_api::Content;
use cloud_api::inbound::KINDS;
use cloud_api::webhook::{FIELDS, FieldValue};

use super::fixtures;

#[test]
fn every_kind_has_a_fixture_that_is_read_as_it() {
    let fixtures = fixtures::all();
    for kind in KINDS {
        let of_kind: Vec<_> = fixtures.iter().filter(|fixture| fixture.kind() == *kind).collect();
        assert!(!of_kind.is_empty(), "add tests/fixtures/webhooks/messages/{kind}.json");
        let of_messages = of_kind.iter().filter(|fixture| fixture.field == "messages");
        for fixture in of_messages {
            let content = fixtures::message(&fixture.name).content;
            assert_eq!(content.kind(), *kind, "{}", fixture.name);
            assert!(!matches!(content, Content::Unknown { .. }), "{} is not understood", fixture.name);
        }
    }
}

#[test]
fn every_field_has_a_fixture_that_is_read_as_it() {
    let fixtures = fixtures::all();
    for field in FIELDS {
        let of_field: Vec<_> = fixtures.iter().filter(|fixture| fixture.field == *field).collect();
        assert!(!of_field.is_empty(), "add tests/fixtures/webhooks/{field}/….json");
        for fixture in of_field {
            for change in fixture.delivery().changes {
                assert!(!matches!(change.value, FieldValue::Unknown), "{field}/{} is not understood", fixture.name);
            }
        }
    }
}

#[test]
fn unlisted_fields_are_kept_raw() {
    let change = fixtures::get("unlisted", "consumer_profile").delivery().changes.remove(0);
    assert_eq!(
        (change.field.as_str(), change.value, change.raw["anything"][1].as_i64()),
        ("consumer_profile", FieldValue::Unknown, Some(2))
    );
    assert_eq!(change.phone_number_id.as_deref(), Some("106540352242922"));
}

/// Fixtures that hold something undocumented on purpose.
const ON_PURPOSE: [&str; 5] = [
    "image-odd_caption",
    "interactive-new_member",
    "malformed-beside_sound",
    "status-group",
    "unknown-nothing_at_all",
];
/// Members that live on the change.
const ELSEWHERE: [&str; 2] = ["messaging_product", "metadata"];

#[test]
fn every_documented_member_has_a_place() {
    for fixture in fixtures::all() {
        if ON_PURPOSE.contains(&fixture.name.as_str()) || fixture.field == "unlisted" {
            continue;
        }
        let untyped: BTreeSet<String> = fixture
            .delivery()
            .changes
            .iter()
            .flat_map(|change| extra_members(&format!("{:#?}", change.value)))
            .collect();
        let forgotten: Vec<_> = untyped.iter().filter(|member| !ELSEWHERE.contains(&member.as_str())).collect();
        assert!(forgotten.is_empty(), "{}/{}: {forgotten:?}", fixture.field, fixture.name);
    }
}

/// Names of members that ended in some `extra`, found by indentation of the debug form. An explicit `null` is kept there too.
fn extra_members(debug: &str) -> Vec<String> {
    let mut members = Vec::new();
    let mut inside: Option<usize> = None;
    for line in debug.lines() {
        let depth = line.len() - line.trim_start().len();
        match inside {
            _ if line.ends_with(": Null,") => {}
            None if line.trim() == "extra: {" => inside = Some(depth),
            Some(outer) if depth == outer => inside = None,
            Some(outer) if depth == outer + 4 => {
                members.extend(line.trim().strip_prefix('"').and_then(|line| line.split('"').next()).map(str::to_owned))
            }
            Some(_) | None => {}
        }
    }
    members
}

#[test]
fn the_check_above_can_fail() {
    let body = br#"{"entry":[{"changes":[{"field":"account_review_update","value":{"decision":"APPROVED","brand_new":{"a":1}}}]}]}"#;
    let delivery = cloud_api::webhook::Delivery::parse(body).unwrap();
    assert_eq!(extra_members(&format!("{:#?}", delivery.changes[0].value)), ["brand_new"]);
}

#[test]
fn the_dashboards_test_button_is_recognised() {
    let body = br#"{"entry":[{"id":"0","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"123456123"}}}]}]}"#;
    assert!(cloud_api::webhook::Delivery::parse(body).unwrap().changes[0].is_dashboard_test());
    assert!(!fixtures::get("messages", "text").delivery().changes[0].is_dashboard_test());
}
