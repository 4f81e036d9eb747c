//! Forms on a phone: a whole visit without an endpoint, one with, and every kind of entry that is refused.

use serde_json::{Map, Value, json};
use wa_flow_json::check;
use wa_flow_json::client::{OpenError, Outcome, Phone, Unusable, Why, refuse};

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn footer(label: &str, action: Value) -> Value {
    json!({"type": "Footer", "label": label, "on-click-action": action})
}

fn screen(id: &str, data: Value, children: Value) -> Value {
    json!({"id": id, "data": data, "layout": {"type": "SingleColumnLayout", "children": children}})
}

fn appointment() -> Value {
    let mut first = screen(
        "DETAILS",
        json!({"states": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}, "title": {"type": "string"}}}, "__example__": []},
               "picked": {"type": "boolean", "__example__": false}}),
        json!([
            {"type": "TextHeading", "text": "`'Hello ' ${form.name}`"},
            {"type": "TextInput", "name": "name", "label": "Name", "required": true, "min-chars": 2},
            {"type": "RadioButtonsGroup", "name": "country", "label": "Country", "required": true, "data-source": [
                {"id": "us", "title": "USA", "on-select-action": {"name": "update_data", "payload": {"picked": true, "states": [{"id": "ny", "title": "New York"}]}}},
                {"id": "ca", "title": "Canada", "on-select-action": {"name": "update_data", "payload": {"picked": true, "states": [{"id": "on", "title": "Ontario"}]}}},
            ]},
            {"type": "Dropdown", "name": "state", "label": "State", "required": true, "visible": "${data.picked}", "data-source": "${data.states}"},
            {"type": "If", "condition": "${form.country} == 'us'", "then": [{"type": "OptIn", "name": "terms", "label": "US terms", "required": true}],
             "else": [{"type": "TextBody", "text": "No terms"}]},
            footer("Continue", json!({"name": "navigate", "next": {"type": "screen", "name": "DONE"}, "payload": {"name": "${form.name}", "place": "${form.state}"}})),
        ]),
    );
    first["title"] = json!("Details");
    let mut last = screen(
        "DONE",
        json!({"name": {"type": "string", "__example__": "Ana"}, "place": {"type": "string", "__example__": "ny"}}),
        json!([
            {"type": "TextBody", "text": "`${data.name} ' from ' ${data.place}`"},
            {"type": "TextArea", "name": "note", "label": "Note", "init-value": "none"},
            footer("Send", json!({"name": "complete", "payload": {"who": "${data.name}", "country": "${screen.DETAILS.form.country}", "note": "${form.note}"}})),
        ]),
    );
    last["terminal"] = json!(true);
    json!({"version": "7.3", "screens": [first, last]})
}

fn booking() -> Value {
    let mut first = screen(
        "DAY",
        json!({"times": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}, "title": {"type": "string"}}}, "__example__": []}}),
        json!([
            {"type": "DatePicker", "name": "day", "label": "Day", "required": true, "on-select-action": {"name": "data_exchange", "payload": {"day": "${form.day}"}}},
            {"type": "Dropdown", "name": "time", "label": "Time", "data-source": "${data.times}"},
            footer("Book", json!({"name": "data_exchange", "payload": {"day": "${form.day}", "time": "${form.time}"}})),
        ]),
    );
    first["title"] = json!("Day");
    let mut last = screen(
        "CONFIRM",
        json!({"summary": {"type": "string", "__example__": "x"}}),
        json!([{"type": "TextBody", "text": "${data.summary}"}, footer("Done", json!({"name": "data_exchange", "payload": {}}))]),
    );
    last["terminal"] = json!(true);
    last["refresh_on_back"] = json!(true);
    json!({"version": "7.3", "data_api_version": "3.0", "routing_model": {"DAY": ["CONFIRM"], "CONFIRM": []}, "screens": [first, last]})
}

fn kinds(phone: &Phone) -> Vec<String> {
    phone
        .view()
        .iter()
        .map(|component| component["type"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_forms_of_this_test_pass_the_checks() {
    for form in [appointment(), booking()] {
        assert_eq!(check(&form.to_string()).problems, []);
    }
}

#[test]
fn a_visit_without_an_endpoint() {
    let mut phone = Phone::open(appointment(), None, Map::new()).unwrap();
    assert_eq!((phone.screen(), phone.title().as_str()), ("DETAILS", "Details"));
    assert_eq!(
        kinds(&phone),
        ["TextHeading", "TextInput", "RadioButtonsGroup", "Dropdown", "TextBody", "Footer"]
    );
    assert_eq!(phone.press_footer().unwrap_err().len(), 3);
    phone.fill("name", json!("A"));
    assert_eq!(phone.press_footer().unwrap_err()[0].why, Why::TooShort(2));
    phone.fill("name", json!("Ana"));
    assert_eq!(phone.view()[0]["text"], "Hello Ana");
    assert_eq!(phone.fill("country", json!("us")), [Outcome::Updated]);
    assert_eq!(kinds(&phone)[4], "OptIn");
    assert_eq!(phone.view()[3]["data-source"][0]["id"], "ny");
    phone.fill("state", json!("on"));
    assert_eq!(phone.press_footer().unwrap_err()[0].why, Why::NotAnOption);
    phone.fill("state", json!("ny"));
    phone.fill("terms", json!(true));
    assert_eq!(phone.press_footer(), Ok(Outcome::Shown));
    assert_eq!(phone.view()[0]["text"], "Ana from ny");
    assert_eq!(phone.entered()["note"], "none");
    // Back and forth: what was entered is still there.
    assert_eq!(phone.back(), Outcome::Shown);
    assert_eq!(phone.entered()["name"], "Ana");
    phone.press_footer().unwrap();
    phone.fill("note", json!("soon"));
    assert_eq!(
        phone.press_footer(),
        Ok(Outcome::Complete {
            payload: object(json!({"who": "Ana", "country": "us", "note": "soon"}))
        })
    );
    assert!(phone.is_done());
    assert_eq!(phone.press_footer(), Ok(Outcome::Nothing));
}

#[test]
fn a_visit_with_an_endpoint() {
    let mut phone = Phone::open(booking(), Some("DAY"), object(json!({"times": []}))).unwrap();
    let asked = phone.fill("day", json!("2026-11-30"));
    assert_eq!(
        asked,
        [Outcome::Exchange {
            screen: "DAY".into(),
            payload: object(json!({"day": "2026-11-30"}))
        }]
    );
    assert_eq!(
        phone.answer(&json!({"screen": "DAY", "data": {"times": [{"id": "9", "title": "9:00"}]}})),
        Ok(Outcome::Shown)
    );
    phone.fill("time", json!("9"));
    let payload = object(json!({"day": "2026-11-30", "time": "9"}));
    assert_eq!(
        phone.press_footer(),
        Ok(Outcome::Exchange {
            screen: "DAY".into(),
            payload
        })
    );
    // Refused by the endpoint: same screen, with a message.
    phone.answer(&json!({"screen": "DAY", "data": {"error_message": "Taken"}})).unwrap();
    assert_eq!((phone.screen(), phone.snackbar()), ("DAY", Some("Taken")));
    assert_eq!(phone.entered()["time"], "9");
    let wrong = phone.answer(&json!({"screen": "CONFIRM", "data": {"summary": 5}})).unwrap_err();
    assert_eq!(wrong.key(), "payload-schema-error");
    let wrong = phone.answer(&json!({"screen": "CONFIRM", "data": {}})).unwrap_err();
    assert_eq!(wrong.key(), "payload-schema-error");
    let wrong = phone.answer(&json!({"screen": "ELSEWHERE", "data": {}})).unwrap_err();
    assert_eq!(
        wrong,
        Unusable::Transition {
            from: "DAY".into(),
            to: "ELSEWHERE".into()
        }
    );
    phone
        .answer(&json!({"screen": "CONFIRM", "data": {"summary": "9:00 on Monday"}}))
        .unwrap();
    assert_eq!(phone.snackbar(), None);
    // Going back from a screen that wants to be refreshed asks the endpoint.
    assert_eq!(phone.back(), Outcome::Back { screen: "CONFIRM".into() });
    phone.answer(&json!({"screen": "DAY", "data": {"times": []}})).unwrap();
    assert_eq!(phone.screen(), "DAY");
    phone.answer(&json!({"screen": "CONFIRM", "data": {"summary": "x"}})).unwrap();
    let done = phone.answer(&json!({"screen": "SUCCESS", "data": {"extension_message_response": {"params": {"flow_token": "t", "id": 7}}}}));
    assert_eq!(
        done,
        Ok(Outcome::Complete {
            payload: object(json!({"flow_token": "t", "id": 7}))
        })
    );
}

#[test]
fn what_cannot_be_opened_says_so_and_the_first_screen_can_be_closed() {
    assert_eq!(Phone::open(json!({}), None, Map::new()).unwrap_err(), OpenError::NotAForm);
    assert_eq!(
        Phone::open(appointment(), Some("X"), Map::new()).unwrap_err(),
        OpenError::NoScreen("X".into())
    );
    let mut phone = Phone::open(appointment(), None, Map::new()).unwrap();
    assert_eq!(phone.back(), Outcome::Closed);
    assert_eq!(phone.fill("nothing", json!(1)), [Outcome::Nothing]);
}

#[test]
fn a_list_leads_where_its_item_says() {
    let item = |id: &str, to: &str| json!({"id": id, "main-content": {"title": id}, "on-click-action": {"name": "navigate", "next": {"type": "screen", "name": to}, "payload": {}}});
    let end = |id: &str| {
        let mut end = screen(
            id,
            json!({}),
            json!([footer(
                "End",
                json!({"name": "complete", "payload": {"picked": "${screen.LIST.form.list}"}})
            )]),
        );
        end["terminal"] = json!(true);
        end
    };
    let list = screen(
        "LIST",
        json!({}),
        json!([{"type": "NavigationList", "name": "list", "list-items": [item("a", "ONE"), item("b", "TWO")]}]),
    );
    let mut phone = Phone::open(json!({"version": "7.3", "screens": [list, end("ONE"), end("TWO")]}), None, Map::new()).unwrap();
    let component = phone.view().remove(0);
    assert_eq!(phone.press(&component, Some("b")), Ok(Outcome::Shown));
    assert_eq!(phone.screen(), "TWO");
    assert_eq!(
        phone.press_footer(),
        Ok(Outcome::Complete {
            payload: object(json!({"picked": "b"}))
        })
    );
}

#[test]
fn the_values_of_a_form_component_reach_its_inputs() {
    let form = json!({"type": "Form", "name": "f", "init-values": {"a": "first"}, "error-messages": {"a": "no"}, "children": [{"type": "TextInput", "name": "a", "label": "A"}]});
    let phone = Phone::open(
        json!({"version": "7.3", "screens": [screen("S", json!({}), json!([form]))]}),
        None,
        Map::new(),
    )
    .unwrap();
    assert_eq!(
        (&phone.view()[0]["error-message"], &phone.entered()["a"]),
        (&json!("no"), &json!("first"))
    );
}

#[test]
fn each_kind_of_entry_is_judged() {
    let input = |extra: Value| {
        let mut component = json!({"type": "TextInput", "name": "x"});
        component.as_object_mut().expect("an object").extend(object(extra));
        component
    };
    let of = |kind: &str, extra: Value| {
        let mut component = input(extra);
        component["type"] = json!(kind);
        component
    };
    let options = json!([{"id": "a", "title": "A"}, {"id": "b", "title": "B", "enabled": false}]);
    let days =
        json!({"min-date": "2026-11-02", "max-date": "2026-11-30", "unavailable-dates": ["2026-11-05"], "include-days": ["Mon", "Thu", "Fri"]});
    for (component, value, expected) in [
        (input(json!({"required": true})), json!(""), Some(Why::Required)),
        (input(json!({})), json!(null), None),
        (input(json!({"max-chars": "3"})), json!("abcd"), Some(Why::TooLong(3))),
        (input(json!({})), json!("x".repeat(81)), Some(Why::TooLong(80))),
        (input(json!({"input-type": "number"})), json!("12a"), Some(Why::NotANumber)),
        (input(json!({"input-type": "number"})), json!("-1.5"), None),
        (input(json!({"input-type": "email"})), json!("a@b"), Some(Why::NotAnEmail)),
        (input(json!({"input-type": "email"})), json!("a@b.example"), None),
        (input(json!({"input-type": "phone"})), json!("+1 (555) 010-99"), None),
        (input(json!({"input-type": "phone"})), json!("call me"), Some(Why::NotAPhoneNumber)),
        (input(json!({"input-type": "passcode"})), json!("12x"), Some(Why::NotAPasscode)),
        (input(json!({"pattern": "[A-Z]{2}\\d+"})), json!("ab1"), Some(Why::Pattern)),
        (input(json!({"pattern": "[A-Z]{2}\\d+"})), json!("AB1"), None),
        (input(json!({"pattern": "(?=x)y"})), json!("whatever"), None),
        (of("TextArea", json!({"max-length": 2})), json!("abc"), Some(Why::TooLong(2))),
        (of("Dropdown", json!({"data-source": options})), json!("b"), Some(Why::NotAnOption)),
        (of("Dropdown", json!({"data-source": options})), json!("a"), None),
        (
            of("CheckboxGroup", json!({"data-source": options, "min-selected-items": 2})),
            json!(["a"]),
            Some(Why::TooFew(2)),
        ),
        (of("CheckboxGroup", json!({"data-source": options})), json!("a"), Some(Why::WrongType)),
        (of("OptIn", json!({"required": true})), json!(false), Some(Why::Required)),
        (of("PhotoPicker", json!({"min-uploaded-photos": 1})), json!([]), Some(Why::TooFew(1))),
        (
            of("PhotoPicker", json!({"max-uploaded-photos": 1})),
            json!([{}, {}]),
            Some(Why::TooMany(1)),
        ),
        (of("CalendarPicker", days.clone()), json!("2026-11-01"), Some(Why::TooEarly)),
        (of("CalendarPicker", days.clone()), json!("2026-12-01"), Some(Why::TooLate)),
        (of("CalendarPicker", days.clone()), json!("2026-11-05"), Some(Why::DayNotOffered)),
        (of("CalendarPicker", days.clone()), json!("2026-11-07"), Some(Why::DayNotOffered)),
        (of("CalendarPicker", days), json!("2026-11-23"), None),
        (of("DatePicker", json!({})), json!("23.11.2026"), Some(Why::NotADate)),
        (of("DatePicker", json!({"min-date": "999"})), json!("1733000000000"), None),
        (
            of("CalendarPicker", json!({"mode": "range", "min-days": 3})),
            json!({"start-date": "2026-11-01", "end-date": "2026-11-02"}),
            Some(Why::TooEarly),
        ),
        (
            of("CalendarPicker", json!({"mode": "range"})),
            json!({"start-date": "2026-11-01"}),
            Some(Why::Required),
        ),
        (
            of("CalendarPicker", json!({"mode": "range", "max-days": 3})),
            json!({"start-date": "2026-02-27", "end-date": "2026-03-02"}),
            None,
        ),
    ] {
        assert_eq!(refuse(&component, &value), expected, "{component} {value}");
    }
}
