//! Each rule: what it refuses, and what it lets pass. The clean definitions are those Meta's pages show.

use serde_json::{Value, json};

use super::*;

fn with(components: Value) -> Value {
    json!({ "name": "a_name", "language": "en_US", "category": "MARKETING", "components": components })
}

fn body(text: &str, samples: &[&str]) -> Value {
    json!({ "type": "BODY", "text": text, "example": { "body_text": [samples] } })
}

fn errors(definition: &Value) -> Vec<(String, &'static str)> {
    let errors = lint(definition).into_iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| (finding.pointer, finding.code)).collect()
}

#[track_caller]
fn check(definition: &Value, pointer: &str, code: &'static str) {
    assert_eq!(errors(definition), [(pointer.to_owned(), code)], "{definition}");
}

#[test]
fn what_meta_documents_passes() {
    let image = json!({ "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["4::aW1n"] } });
    let card = json!({ "components": [image, body("For {{1}} only today", &["Ana"]), { "type": "BUTTONS", "buttons": [
        { "type": "QUICK_REPLY", "text": "Keep it" }, { "type": "URL", "text": "See", "url": "https://e.example/{{1}}", "example": ["https://e.example/x"] }] }] });
    for definition in [
        with(json!([body("Hello there.", &[])])),
        with(json!([
            { "type": "HEADER", "format": "TEXT", "text": "Order {{1}}", "example": { "header_text": ["A-1"] } },
            body("Your order {{1}} leaves today, {{2}}, with the morning van.", &["A-1", "Ana"]),
            { "type": "FOOTER", "text": "Lumen" },
            { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Yes" }, { "type": "QUICK_REPLY", "text": "No" },
                { "type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550104477" }, { "type": "COPY_CODE", "example": "LIGHT25" }] },
        ])),
        with(json!([body("Swipe and choose.", &[]), { "type": "CAROUSEL", "cards": [card, card] }])),
        with(
            json!([{ "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Weekend lights", "has_expiration": true } }, body("Two for one.", &[])]),
        ),
        json!({ "name": "code", "language": "es_MX", "category": "AUTHENTICATION", "message_send_ttl_seconds": 600, "components": [
            { "type": "BODY", "add_security_recommendation": true }, { "type": "FOOTER", "code_expiration_minutes": 10 },
            { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code" }] }] }),
        json!({ "name": "named", "language": "de", "category": "UTILITY", "parameter_format": "NAMED", "components": [
            { "type": "BODY", "text": "Hi {{first_name}}, see you on {{day}} at noon.", "example": { "body_text_named_params": [
                { "param_name": "first_name", "example": "Ana" }, { "param_name": "day", "example": "Monday" }] } }] }),
    ] {
        assert_eq!(lint(&definition), [], "{definition}");
    }
}

#[test]
fn names_languages_and_categories_are_metas() {
    let set = |member: &str, value: &str| {
        let mut definition = with(json!([body("Hello there.", &[])]));
        definition[member] = value.into();
        definition
    };
    check(&set("name", ""), "/name", "name.empty");
    check(&set("name", "Order Shipped"), "/name", "name.form");
    check(&set("name", &"a".repeat(513)), "/name", "name.too_long");
    check(&set("language", "xx"), "/language", "language.unknown");
    check(&set("language", "en-US"), "/language", "language.unknown");
    check(&set("category", "FUN"), "/category", "category.unknown");
    let mut slow = set("category", "UTILITY");
    slow["message_send_ttl_seconds"] = 43_201.into();
    check(&slow, "/message_send_ttl_seconds", "ttl.out_of_range");
    let twice = with(json!([body("Hello.", &[]), body("Hello.", &[])]));
    check(&twice, "/components/1", "component.duplicate");
    check(&with(json!([{ "type": "FOOTER", "text": "Bye" }])), "/components", "body.missing");
}

#[test]
fn variables_stand_among_words_and_have_samples() {
    let text = "/components/0/text";
    let one = |text: &str, samples: &[&str]| with(json!([body(text, samples)]));
    check(&one("{{1}} is here now", &["Ana"]), text, "variable.at_start");
    check(&one("We greet you, {{1}}", &["Ana"]), text, "variable.at_end");
    check(&one("We greet {{1}} {{2}} and all", &["a", "b"]), text, "variable.adjacent");
    check(&one("a-{{1}}-b-{{2}}-c and", &["1", "2"]), text, "variable.ratio");
}

#[test]
fn variables_count_up_and_are_well_formed() {
    let text = "/components/0/text";
    let one = |text: &str, samples: &[&str]| with(json!([body(text, samples)]));
    check(&one("Your order {{2}} is on its way", &["a"]), text, "variable.order");
    check(&one("Your order {{first}} is on its way", &["a"]), text, "variable.name");
    check(&one("Your order {{1} is on its way", &[]), text, "variable.malformed");
    check(&one("Your order {{}} is on its way", &[]), text, "variable.malformed");
    check(
        &one("Your order {{1}} is on its way", &[]),
        "/components/0/example/body_text/0",
        "sample.missing",
    );
    check(
        &one("Your order {{1}} is on its way to {{2}} in town", &["A", "  "]),
        "/components/0/example/body_text/1",
        "sample.missing",
    );
    check(&one(&"a".repeat(1025), &[]), text, "text.too_long");
    check(&one("   ", &[]), text, "text.empty");
    assert!(
        lint(&one("Hello {{1}} and welcome to us.\n\n\n\nBye", &["Ana"]))
            .iter()
            .any(|finding| finding.code == "text.blanks")
    );
    let marks = lint(&one("We greet you, {{1}}.", &["Ana"]));
    assert_eq!((marks.len(), marks[0].severity), (1, Severity::Warning), "{marks:?}");
}

#[test]
fn headers_and_footers_have_their_own_rules() {
    let header = |header: Value| with(json!([header, body("Hello there.", &[])]));
    let at = "/components/0/text";
    check(
        &header(json!({ "type": "HEADER", "format": "TEXT", "text": "a".repeat(61) })),
        at,
        "text.too_long",
    );
    check(
        &header(json!({ "type": "HEADER", "format": "TEXT", "text": "*Bold*" })),
        at,
        "header.formatting",
    );
    let named = lint(&header(json!({ "type": "HEADER", "format": "TEXT", "text": "Hello {{first_name}}" })));
    assert!(
        !named.iter().any(|finding| finding.code == "header.formatting"),
        "a variable's name is no formatting: {named:?}"
    );
    check(
        &header(json!({ "type": "HEADER", "format": "TEXT", "text": "a {{1}} b {{2}} c", "example": { "header_text": ["x", "y"] } })),
        at,
        "header.variables",
    );
    check(
        &header(json!({ "type": "HEADER", "format": "SONG" })),
        "/components/0/format",
        "header.format",
    );
    let sample = "/components/0/example/header_handle";
    check(&header(json!({ "type": "HEADER", "format": "VIDEO" })), sample, "sample.missing");
    let old = json!({ "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["https://scontent.whatsapp.net/a"] } });
    check(&header(old), sample, "sample.expired");
    check(&header(json!({ "type": "FOOTER", "text": "Bye {{1}} then" })), at, "footer.variables");
}

#[test]
fn buttons_go_together_as_meta_allows() {
    let buttons = |buttons: Value| with(json!([body("Hello there.", &[]), { "type": "BUTTONS", "buttons": buttons }]));
    let list = "/components/1/buttons";
    let quick = |text: &str| json!({ "type": "QUICK_REPLY", "text": text });
    let url = |text: &str| json!({ "type": "URL", "text": text, "url": "https://e.example" });
    check(&buttons(json!([])), list, "buttons.empty");
    check(&buttons(json!([quick("a"), url("b"), quick("c")])), list, "buttons.mixed");
    check(
        &buttons(json!([url("a"), url("b"), url("c")])),
        &format!("{list}/2"),
        "buttons.too_many_of_kind",
    );
    check(&buttons(json!([quick("a"), quick("a")])), &format!("{list}/1/text"), "button.duplicate");
    check(&buttons(json!([quick(&"a".repeat(26))])), &format!("{list}/0/text"), "text.too_long");
    let eleven: Vec<Value> = (0..11).map(|index| quick(&index.to_string())).collect();
    assert!(errors(&buttons(json!(eleven))).contains(&(list.to_owned(), "buttons.too_many")));
    let link = |url: &str, sample: &str| buttons(json!([{ "type": "URL", "text": "See", "url": url, "example": [sample] }]));
    check(&link("example.com", ""), &format!("{list}/0/url"), "url.form");
    check(
        &link("https://e.example/{{1}}/x", "https://e.example/1/x"),
        &format!("{list}/0/url"),
        "url.variable",
    );
    check(&link("https://e.example/{{1}}", ""), &format!("{list}/0/example/0"), "sample.missing");
    check(
        &buttons(json!([{ "type": "PHONE_NUMBER", "text": "Call", "phone_number": "call me" }])),
        &format!("{list}/0/phone_number"),
        "phone.form",
    );
    check(
        &buttons(json!([{ "type": "COPY_CODE", "example": "A".repeat(21) }])),
        &format!("{list}/0/example"),
        "text.too_long",
    );
    check(
        &buttons(json!([{ "type": "FLOW", "text": "Open" }])),
        &format!("{list}/0/flow_id"),
        "button.flow",
    );
    check(
        &buttons(json!([{ "type": "OTP", "otp_type": "COPY_CODE" }])),
        &format!("{list}/0"),
        "button.otp_category",
    );
    check(
        &buttons(json!([{ "type": "DANCE", "text": "x" }])),
        &format!("{list}/0/type"),
        "button.unknown",
    );
}

#[test]
fn authentication_offers_and_carousels_keep_to_their_shape() {
    let code = |components: Value| json!({ "name": "code", "language": "en", "category": "AUTHENTICATION", "components": components });
    let button = json!({ "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copy" }] });
    check(
        &code(json!([{ "type": "BODY", "text": "Your code is {{1}} now" }, button])),
        "/components/0/text",
        "authentication.text",
    );
    check(&code(json!([{ "type": "BODY" }])), "/components", "authentication.button");
    check(
        &code(json!([{ "type": "BODY" }, { "type": "FOOTER", "code_expiration_minutes": 91 }, button])),
        "/components/1/code_expiration_minutes",
        "authentication.minutes",
    );
    let tap = json!({ "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "ONE_TAP", "text": "Fill in" }] });
    check(
        &code(json!([{ "type": "BODY" }, tap])),
        "/components/1/buttons/0/supported_apps",
        "otp.app",
    );
    let offer = json!({ "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Far too long for an offer" } });
    check(
        &with(json!([offer, body("Two for one.", &[])])),
        "/components/0/limited_time_offer/text",
        "text.too_long",
    );
    let image = json!({ "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["4::aW1n"] } });
    let video = json!({ "type": "HEADER", "format": "VIDEO", "example": { "header_handle": ["4::aW1n"] } });
    let carousel = |cards: Value| with(json!([body("Swipe.", &[]), { "type": "CAROUSEL", "cards": cards }]));
    check(
        &carousel(json!([{ "components": [image] }, { "components": [video] }])),
        "/components/1/cards/1",
        "carousel.unlike",
    );
    check(&carousel(json!([])), "/components/1/cards", "carousel.empty");
}

#[test]
fn advertising_in_a_utility_template_is_pointed_out() {
    let mut definition = with(json!([body("Take 20 % off and enjoy our special offer today.", &[])]));
    assert_eq!(lint(&definition), []);
    definition["category"] = "UTILITY".into();
    let findings = lint(&definition);
    assert_eq!(
        (findings.len(), findings[0].code, findings[0].severity),
        (1, "category.promotional", Severity::Warning)
    );
    definition["components"][0]["text"] = "Your wholesale order has been packed.".into();
    assert_eq!(lint(&definition), [], "whole words only");
}
