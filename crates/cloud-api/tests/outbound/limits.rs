//! Every limit: at the number all is well, one more is refused, at the right place.

use cloud_api::outbound::{LIMITS, OutboundContent, ViolationCode, limits};
use serde_json::{Value, json};

/// The pointers and codes of a content's violations.
fn violations(content: Value) -> Vec<(String, ViolationCode)> {
    let content = OutboundContent::from_json(content).unwrap_or_else(|error| panic!("{error}"));
    content
        .validate()
        .into_iter()
        .map(|violation| (violation.pointer, violation.code))
        .collect()
}

#[track_caller]
fn check(content: Value, expected: &[(&str, ViolationCode)]) {
    let found = violations(content);
    let found: Vec<_> = found.iter().map(|(pointer, code)| (pointer.as_str(), *code)).collect();
    assert_eq!(found, expected);
}

/// At `limit` characters nothing, one more is too long, at `pointer`.
#[track_caller]
fn length(limit: usize, pointer: &str, content: impl Fn(String) -> Value) {
    check(content("ä".repeat(limit)), &[]);
    check(content("ä".repeat(limit + 1)), &[(pointer, ViolationCode::TooLong)]);
}

fn interactive(kind: &str, mut object: Value) -> Value {
    object["type"] = kind.into();
    object.as_object_mut().unwrap().entry("body").or_insert(json!({"text": "b"}));
    json!({"type": "interactive", "interactive": object})
}

fn buttons(count: usize) -> Value {
    (0..count)
        .map(|place| json!({"type": "reply", "reply": {"id": format!("i{place}"), "title": format!("t{place}")}}))
        .collect()
}

fn button_message(buttons: Value) -> Value {
    interactive("button", json!({"action": {"buttons": buttons}}))
}

fn rows(from: usize, count: usize) -> Value {
    (from..from + count)
        .map(|place| json!({"id": format!("r{place}"), "title": "t"}))
        .collect()
}

fn list(sections: Value) -> Value {
    interactive("list", json!({"action": {"button": "Choose", "sections": sections}}))
}

#[test]
fn texts_and_captions() {
    length(4096, "/text/body", |text| json!({"type": "text", "text": {"body": text}}));
    check(json!({"type": "text", "text": {"body": " \n"}}), &[("/text/body", ViolationCode::Empty)]);
    for kind in ["image", "video", "document"] {
        length(
            1024,
            &format!("/{kind}/caption"),
            |text| json!({"type": kind, (kind): {"id": "1", "caption": text}}),
        );
    }
}

#[test]
fn a_file_has_one_source() {
    for kind in ["audio", "document", "image", "sticker", "video"] {
        check(json!({"type": kind, (kind): {}}), &[(&format!("/{kind}/id"), ViolationCode::Missing)]);
        check(
            json!({"type": kind, (kind): {"id": "1", "link": "https://a.example"}}),
            &[(&format!("/{kind}/link"), ViolationCode::Conflict)],
        );
        for link in ["a.example/x.png", "javascript:alert(1)", "https://", "https:///x", "https://a b"] {
            check(
                json!({"type": kind, (kind): {"link": link}}),
                &[(&format!("/{kind}/link"), ViolationCode::Format)],
            );
        }
    }
}

#[test]
fn places_are_on_the_globe() {
    let place = |latitude: f64, longitude: f64| json!({"type": "location", "location": {"latitude": latitude, "longitude": longitude}});
    check(place(90.0, -180.0), &[]);
    check(
        place(90.1, 181.0),
        &[
            ("/location/latitude", ViolationCode::OutOfRange),
            ("/location/longitude", ViolationCode::OutOfRange),
        ],
    );
}

#[test]
fn cards_need_two_names() {
    let card = json!({"name": {"formatted_name": "A B", "first_name": "A"}});
    check(json!({"type": "contacts", "contacts": [card]}), &[]);
    check(json!({"type": "contacts", "contacts": []}), &[("/contacts", ViolationCode::TooFew)]);
    check(
        json!({"type": "contacts", "contacts": vec![card; 258]}),
        &[("/contacts", ViolationCode::TooMany)],
    );
    check(
        json!({"type": "contacts", "contacts": [{"name": {"formatted_name": ""}, "birthday": "23.01.1999"}]}),
        &[
            ("/contacts/0/name/formatted_name", ViolationCode::Empty),
            ("/contacts/0/name/first_name", ViolationCode::Missing),
            ("/contacts/0/birthday", ViolationCode::Format),
        ],
    );
}

#[test]
fn reactions_are_emoji() {
    for (emoji, expected) in [("👍", 0), ("", 0), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 0), ("❤️", 0), ("1️⃣", 0), ("ok", 1), ("👍 great", 1)]
    {
        assert_eq!(
            violations(json!({"type": "reaction", "reaction": {"message_id": "w", "emoji": emoji}})).len(),
            expected,
            "{emoji}"
        );
    }
}

#[test]
fn reply_buttons() {
    check(button_message(buttons(3)), &[]);
    check(button_message(buttons(0)), &[("/interactive/action/buttons", ViolationCode::TooFew)]);
    check(button_message(buttons(4)), &[("/interactive/action/buttons", ViolationCode::TooMany)]);
    let one = |id: &str, title: &str| button_message(json!([{"type": "reply", "reply": {"id": id, "title": title}}]));
    length(20, "/interactive/action/buttons/0/reply/title", |text| one("i", &text));
    length(256, "/interactive/action/buttons/0/reply/id", |text| one(&text, "t"));
    check(one("", "t"), &[("/interactive/action/buttons/0/reply/id", ViolationCode::Empty)]);
    let twice = json!([{"type": "reply", "reply": {"id": "a", "title": "Yes"}}, {"type": "reply", "reply": {"id": "a", "title": "Yes "}}]);
    check(
        button_message(twice),
        &[
            ("/interactive/action/buttons/1/reply/id", ViolationCode::Duplicate),
            ("/interactive/action/buttons/1/reply/title", ViolationCode::Duplicate),
        ],
    );
}

#[test]
fn header_body_and_footer() {
    let with = |member: &str, value: Value| interactive("button", json!({"action": {"buttons": buttons(1)}, (member): value}));
    length(60, "/interactive/header/text", |text| {
        with("header", json!({"type": "text", "text": text}))
    });
    length(1024, "/interactive/body/text", |text| with("body", json!({"text": text})));
    length(60, "/interactive/footer/text", |text| with("footer", json!({"text": text})));
    check(
        with("header", json!({"type": "image", "image": {}})),
        &[("/interactive/header/image/id", ViolationCode::Missing)],
    );
}

#[test]
fn lists() {
    let section = |rows: Value| json!({"title": "s", "rows": rows});
    check(list(json!([section(rows(0, 10))])), &[]);
    check(
        list(json!([section(rows(0, 11))])),
        &[("/interactive/action/sections/0/rows", ViolationCode::TooMany)],
    );
    check(
        list(json!([section(rows(0, 6)), section(rows(6, 5))])),
        &[("/interactive/action/sections", ViolationCode::TooMany)],
    );
    check(list(json!([])), &[("/interactive/action/sections", ViolationCode::TooFew)]);
    check(
        list(json!([section(json!([]))])),
        &[("/interactive/action/sections/0/rows", ViolationCode::TooFew)],
    );
    check(list(json!([{"rows": rows(0, 1)}])), &[]);
    check(
        list(json!([{"rows": rows(0, 1)}, section(rows(1, 1))])),
        &[("/interactive/action/sections/0/title", ViolationCode::Missing)],
    );
    check(
        list(json!([section(rows(0, 1)), section(rows(0, 1))])),
        &[("/interactive/action/sections/1/rows/0/id", ViolationCode::Duplicate)],
    );
    let row = |row: Value| list(json!([section(json!([row]))]));
    length(24, "/interactive/action/sections/0/rows/0/title", |text| {
        row(json!({"id": "a", "title": text}))
    });
    length(200, "/interactive/action/sections/0/rows/0/id", |text| {
        row(json!({"id": text, "title": "t"}))
    });
    length(72, "/interactive/action/sections/0/rows/0/description", |text| {
        row(json!({"id": "a", "title": "t", "description": text}))
    });
    length(24, "/interactive/action/sections/0/title", |text| {
        list(json!([{"title": text, "rows": rows(0, 1)}]))
    });
    length(20, "/interactive/action/button", |text| {
        interactive("list", json!({"action": {"button": text, "sections": [section(rows(0, 1))]}}))
    });
    length(4096, "/interactive/body/text", |text| {
        interactive(
            "list",
            json!({"body": {"text": text}, "action": {"button": "b", "sections": [section(rows(0, 1))]}}),
        )
    });
    let pictured = json!({"header": {"type": "image", "image": {"id": "1"}}, "action": {"button": "b", "sections": [section(rows(0, 1))]}});
    check(interactive("list", pictured), &[("/interactive/header/type", ViolationCode::NotAllowed)]);
}

#[test]
fn links() {
    let link = |text: &str, url: &str| {
        interactive(
            "cta_url",
            json!({"action": {"name": "cta_url", "parameters": {"display_text": text, "url": url}}}),
        )
    };
    length(20, "/interactive/action/parameters/display_text", |text| link(&text, "https://a.example"));
    check(
        link("Open", "a.example"),
        &[("/interactive/action/parameters/url", ViolationCode::Format)],
    );
}

#[test]
fn flows() {
    let flow = |mut parameters: Value| {
        parameters["flow_message_version"] = "3".into();
        parameters.as_object_mut().unwrap().entry("flow_cta").or_insert("Book".into());
        interactive("flow", json!({"action": {"name": "flow", "parameters": parameters}}))
    };
    let at = |member: &str| format!("/interactive/action/parameters/{member}");
    check(flow(json!({"flow_id": "1"})), &[]);
    check(flow(json!({})), &[(&at("flow_id"), ViolationCode::Missing)]);
    check(
        flow(json!({"flow_id": "1", "flow_name": "a"})),
        &[(&at("flow_name"), ViolationCode::Conflict)],
    );
    length(30, &at("flow_cta"), |text| flow(json!({"flow_id": "1", "flow_cta": text})));
    let payload =
        |action: &str, data: Value| flow(json!({"flow_id": "1", "flow_action": action, "flow_action_payload": {"screen": "A", "data": data}}));
    check(payload("navigate", json!({"a": 1})), &[]);
    check(payload("navigate", json!({})), &[(&at("flow_action_payload/data"), ViolationCode::Empty)]);
    check(
        payload("data_exchange", json!({"a": 1})),
        &[(&at("flow_action_payload"), ViolationCode::Conflict)],
    );
}

#[test]
fn products() {
    let items = |count: usize| -> Value { (0..count).map(|place| json!({"product_retailer_id": format!("p{place}")})).collect() };
    let products = |header: Value, sections: Value| {
        interactive(
            "product_list",
            json!({"header": header, "action": {"catalog_id": "1", "sections": sections}}),
        )
    };
    let header = json!({"type": "text", "text": "h"});
    let section = |count: usize| json!({"title": "s", "product_items": items(count)});
    check(products(header.clone(), json!([section(30)])), &[]);
    check(
        products(header.clone(), json!([section(20), section(11)])),
        &[("/interactive/action/sections", ViolationCode::TooMany)],
    );
    check(
        products(header.clone(), Value::from(vec![section(1); 11])),
        &[("/interactive/action/sections", ViolationCode::TooMany)],
    );
    check(
        products(Value::Null, json!([section(1)])),
        &[("/interactive/header", ViolationCode::Missing)],
    );
    check(
        products(json!({"type": "image", "image": {"id": "1"}}), json!([section(1)])),
        &[("/interactive/header/type", ViolationCode::NotAllowed)],
    );
    let nameless = json!({"product_items": items(1)});
    check(
        products(header, json!([section(1), nameless])),
        &[("/interactive/action/sections/1/title", ViolationCode::Missing)],
    );
}

fn card(place: usize) -> Value {
    json!({"card_index": place, "type": "cta_url", "header": {"type": "image", "image": {"id": "1"}}, "body": {"text": "b"},
        "action": {"name": "cta_url", "parameters": {"display_text": "Buy", "url": "https://a.example"}}})
}

fn carousel(cards: Value) -> Value {
    interactive("carousel", json!({"action": {"cards": cards}}))
}

#[test]
fn carousels() {
    let cards = |count: usize| -> Value { (0..count).map(card).collect() };
    check(carousel(cards(10)), &[]);
    check(carousel(cards(1)), &[("/interactive/action/cards", ViolationCode::TooFew)]);
    check(carousel(cards(11)), &[("/interactive/action/cards", ViolationCode::TooMany)]);
    check(carousel(json!([])), &[("/interactive/action/cards", ViolationCode::TooFew)]);
    let second = |pointer: &str, change: Value, expected: &[(&str, ViolationCode)]| {
        let mut cards = cards(2);
        *cards.pointer_mut(&format!("/1{pointer}")).unwrap() = change;
        check(carousel(cards), expected);
    };
    second(
        "/card_index",
        json!(5),
        &[("/interactive/action/cards/1/card_index", ViolationCode::Format)],
    );
    second("/header", Value::Null, &[("/interactive/action/cards/1/header", ViolationCode::Missing)]);
    second(
        "/header",
        json!({"type": "video", "video": {"id": "1"}}),
        &[("/interactive/action/cards/1/header/type", ViolationCode::Conflict)],
    );
    second("/body/text", json!("ä".repeat(160)), &[]);
    second(
        "/body/text",
        json!("ä".repeat(161)),
        &[("/interactive/action/cards/1/body/text", ViolationCode::TooLong)],
    );
    second(
        "/body/text",
        json!("a\nb\nc\nd"),
        &[("/interactive/action/cards/1/body/text", ViolationCode::TooMany)],
    );
    second(
        "/action/parameters/display_text",
        json!("ä".repeat(21)),
        &[("/interactive/action/cards/1/action/parameters/display_text", ViolationCode::TooLong)],
    );
    second(
        "/action",
        json!({"catalog_id": "1", "product_retailer_id": "2"}),
        &[("/interactive/action/cards/1/action", ViolationCode::Conflict)],
    );
}

#[test]
fn calls_and_addresses() {
    let call = |parameters: Value| interactive("voice_call", json!({"action": {"name": "voice_call", "parameters": parameters}}));
    let at = |member: &str| format!("/interactive/action/parameters/{member}");
    length(20, &at("display_text"), |text| call(json!({"display_text": text})));
    length(512, &at("payload"), |text| call(json!({"payload": text})));
    check(call(json!({"ttl_minutes": 1})), &[]);
    check(call(json!({"ttl_minutes": 43_200})), &[]);
    check(call(json!({"ttl_minutes": 0})), &[(&at("ttl_minutes"), ViolationCode::OutOfRange)]);
    check(call(json!({"ttl_minutes": 43_201})), &[(&at("ttl_minutes"), ViolationCode::OutOfRange)]);
    let address = interactive(
        "address_message",
        json!({"action": {"name": "address_message", "parameters": {"country": "DE"}}}),
    );
    check(address, &[(&at("country"), ViolationCode::Format)]);
    for (kind, name) in [
        ("location_request_message", "send_location"),
        ("request_contact_info", "request_contact_info"),
    ] {
        length(1024, "/interactive/body/text", |text| {
            interactive(kind, json!({"body": {"text": text}, "action": {"name": name}}))
        });
    }
}

#[test]
fn templates() {
    let template =
        |name: &str, components: Value| json!({"type": "template", "template": {"name": name, "language": {"code": "de"}, "components": components}});
    length(512, "/template/name", |text| template(&text.replace('ä', "a"), json!([])));
    check(template("Order", json!([])), &[("/template/name", ViolationCode::Format)]);
    let parameter = |kind: &str, parameter: Value| template("a", json!([{"type": kind, "parameters": [parameter]}]));
    let at = |member: &str| format!("/template/components/0/parameters/0{member}");
    length(60, &at("/text"), |text| parameter("header", json!({"type": "text", "text": text})));
    length(1024, &at("/text"), |text| parameter("body", json!({"type": "text", "text": text})));
    check(
        parameter("body", json!({"type": "text", "text": ""})),
        &[(&at("/text"), ViolationCode::Empty)],
    );
    check(parameter("body", json!({"type": "text"})), &[(&at(""), ViolationCode::Format)]);
    check(parameter("body", json!({"text": "a"})), &[(&at("/type"), ViolationCode::Missing)]);
    check(parameter("body", json!({"type": "brand_new", "brand_new": 1})), &[]);
    check(
        parameter("header", json!({"type": "image", "image": {}})),
        &[(&at("/image/id"), ViolationCode::Missing)],
    );
    let button = |button: Value| template("a", json!([button]));
    check(
        button(json!({"type": "button"})),
        &[
            ("/template/components/0/sub_type", ViolationCode::Missing),
            ("/template/components/0/index", ViolationCode::Missing),
        ],
    );
    check(
        button(json!({"type": "button", "sub_type": "url", "index": 10})),
        &[("/template/components/0/index", ViolationCode::OutOfRange)],
    );
    length(20, &at("/coupon_code"), |code| {
        button(json!({"type": "button", "sub_type": "copy_code", "index": 0, "parameters": [{"type": "coupon_code", "coupon_code": code}]}))
    });
    check(
        button(json!({"type": "carousel", "cards": []})),
        &[("/template/components/0/cards", ViolationCode::TooFew)],
    );
    let in_card =
        json!([{"type": "carousel", "cards": [{"card_index": 0, "components": [{"type": "body", "parameters": [{"type": "text", "text": ""}]}]}]}]);
    check(
        template("a", in_card),
        &[("/template/components/0/cards/0/components/0/parameters/0/text", ViolationCode::Empty)],
    );
}

#[test]
fn the_table_is_json_for_the_web_app() {
    let json = serde_json::to_value(limits()).unwrap();
    assert_eq!(json["text"]["body"], 4096);
    assert_eq!(json["interactive"]["list"]["row_description"], 72);
    assert_eq!(json["media"]["image"]["mime_types"], json!(["image/jpeg", "image/png"]));
    assert_eq!(json["media"]["document"]["bytes"], 104_857_600);
    assert_eq!(*limits(), LIMITS);
}

#[test]
fn a_violation_is_json_with_its_number() {
    let content = OutboundContent::text("a".repeat(5000));
    let json = serde_json::to_value(content.validate()).unwrap();
    assert_eq!(
        json,
        json!([{"pointer": "/text/body", "code": "too_long", "limit": 4096, "detail": "5000 characters; at most 4096 are allowed, 904 too many"}])
    );
}
