//! Outline, differences, schema, places, and texts that want to hurt.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value, json};
use wa_flow_json::catalog::COMPONENTS;
use wa_flow_json::{Change, Rule, VERSIONS, check, diff, outline, schema};

const LOCAL: &str = include_str!("bases/local.json");
const ENDPOINT: &str = include_str!("bases/endpoint.json");

#[test]
fn the_outline_tells_what_a_form_consists_of() {
    let outline = outline(LOCAL).unwrap();
    assert_eq!(
        (outline.version.as_deref(), outline.endpoint, outline.entries.as_slice()),
        (Some("7.3"), false, &["FIRST".to_owned()][..])
    );
    let [first, second] = outline.screens.as_slice() else {
        panic!("two screens")
    };
    assert_eq!(
        (first.title.as_deref(), first.terminal, second.success),
        (Some("Who are you?"), false, true)
    );
    assert_eq!(first.components, ["TextHeading", "TextInput", "Footer"]);
    assert_eq!(
        (first.inputs[0].name.as_str(), first.inputs[0].value, first.inputs[0].required),
        ("name", "string", true)
    );
    assert_eq!((second.data[0].name.as_str(), &second.data[0].example), ("name", &json!("Ana")));
    assert_eq!(
        (
            outline.routes[0].from.as_str(),
            outline.routes[0].to.as_str(),
            outline.routes[0].by.as_slice()
        ),
        ("FIRST", "SECOND", &["Footer".to_owned()][..])
    );
    assert_eq!(wa_flow_json::outline("[]"), None);
    assert_eq!(wa_flow_json::outline("{"), None);
}

#[test]
fn differences_are_told_by_screen_and_component() {
    let mut after: Value = serde_json::from_str(LOCAL).unwrap();
    after["version"] = json!("7.2");
    after["screens"][0]["layout"]["children"][1]["label"] = json!("Your name");
    after["screens"][0]["layout"]["children"]
        .as_array_mut()
        .unwrap()
        .insert(0, json!({"type": "Image", "src": "AAAA"}));
    after["screens"][1]["id"] = json!("LAST");
    let changes = diff(LOCAL, &after.to_string()).unwrap();
    let changed = |screen: Option<&str>, component: Option<&str>, property: &str, before: Value, after: Value, pointer: &str| Change::Changed {
        screen: screen.map(str::to_owned),
        component: component.map(str::to_owned),
        property: property.to_owned(),
        before,
        after,
        pointer: pointer.to_owned(),
    };
    for expected in [
        changed(None, None, "version", json!("7.3"), json!("7.2"), "/version"),
        changed(
            Some("FIRST"),
            Some("TextInput name"),
            "label",
            json!("Name"),
            json!("Your name"),
            "/screens/0/layout/children/2/label",
        ),
        Change::ComponentAdded {
            screen: "FIRST".into(),
            component: "Image".into(),
            pointer: "/screens/0/layout/children/0".into(),
        },
        Change::ScreenAdded {
            screen: "LAST".into(),
            pointer: "/screens/1".into(),
        },
        Change::ScreenRemoved {
            screen: "SECOND".into(),
            pointer: "/screens/1".into(),
        },
    ] {
        assert!(changes.contains(&expected), "{expected:?} is not in {changes:#?}");
    }
    assert_eq!(changes.len(), 5, "{changes:#?}");
    assert_eq!(diff(LOCAL, LOCAL), Some(vec![]));
    // The same with another order of properties and other spaces.
    let shuffled = serde_json::to_string(&serde_json::from_str::<Value>(ENDPOINT).unwrap()).unwrap();
    assert_eq!(diff(ENDPOINT, &shuffled), Some(vec![]));
    assert_eq!(diff("{", LOCAL), None);
}

#[test]
fn the_schema_knows_every_component_of_its_version_and_no_newer_one() {
    for (version, _) in VERSIONS {
        let schema = schema(*version);
        for component in COMPONENTS {
            let described = &schema["$defs"][component.name];
            assert_eq!(described.is_object(), component.since <= *version, "{} in {version}", component.name);
            for property in component.properties.iter().filter(|_| component.since <= *version) {
                assert_eq!(
                    described["properties"][property.name].is_object(),
                    property.since <= *version,
                    "{}.{} in {version}",
                    component.name,
                    property.name
                );
            }
        }
    }
}

#[test]
fn places_are_lines_and_columns_of_the_text() {
    let text = LOCAL.replace("\"Welcome\"", "\"\"");
    let report = check(&text);
    let [problem] = report.problems.as_slice() else {
        panic!("{:#?}", report.problems)
    };
    let line = text.lines().position(|line| line.ends_with("\"text\": \"\"")).unwrap();
    assert_eq!((problem.rule, problem.span.line_start as usize), (Rule::BlankText, line + 1));
    let column = text.lines().nth(line).unwrap().find("\"\"").unwrap();
    assert_eq!(
        (problem.span.column_start as usize, problem.span.column_end as usize),
        (column + 1, column + 3)
    );
}

#[test]
fn f08_hostile_texts_end_soon_and_with_few_problems() {
    let many_screens = format!(
        r#"{{"version":"7.3","screens":[{}]}}"#,
        vec![r#"{"id":"A","layout":{"type":"SingleColumnLayout","children":[{"type":"X"}]}}"#; 100_000].join(",")
    );
    let many_keys = format!("{{{}}}", (0..400_000).map(|n| format!(r#""k{n}":{n}"#)).collect::<Vec<_>>().join(","));
    let same_keys = format!("{{{}}}", vec![r#""__proto__":1"#; 400_000].join(","));
    let one_text = format!(r#"{{"version":"{}"}}"#, "9".repeat(5_000_000));
    let child = r#"{"type":"TextInput","name":"n","label":"L"}"#;
    let one_screen = format!(
        r#"{{"version":"7.3","screens":[{{"id":"A","layout":{{"type":"SingleColumnLayout","children":[{}]}}}}]}}"#,
        vec![child; 100_000].join(",")
    );
    let chain: Vec<_> = (0..3_000)
        .map(|n| format!(r#"{{"id":"S{n}","layout":{{"type":"SingleColumnLayout","children":[{{"type":"EmbeddedLink","text":"t","on-click-action":{{"name":"navigate","next":{{"type":"screen","name":"S{}"}},"payload":{{}}}}}}]}}}}"#, n + 1))
        .collect();
    let chain = format!(r#"{{"version":"7.3","screens":[{}]}}"#, chain.join(","));
    for text in [
        many_screens,
        many_keys,
        same_keys,
        one_text,
        one_screen,
        chain,
        "[".repeat(5_000_000),
        "\"".repeat(5_000_000),
        "\u{feff}{}".into(),
    ] {
        let started = Instant::now();
        let report = check(&text);
        assert!(!report.problems.is_empty() && report.problems.len() <= 500);
        // Generous for a busy machine without optimisation; what grows with the square would take minutes.
        assert!(started.elapsed() < Duration::from_secs(60), "{:.60}… took {:?}", text, started.elapsed());
        for problem in report.problems {
            assert!(problem.message.len() < 2_000, "{:.200}", problem.message);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any value anywhere in a form is survived by everything that reads forms.
    #[test]
    fn any_value_anywhere_is_survived(place in 0usize..200, kind in 0usize..8, endpoint: bool) {
        let mut form: Value = serde_json::from_str(if endpoint { ENDPOINT } else { LOCAL }).unwrap();
        let mut pointers = Vec::new();
        collect(&form, String::new(), &mut pointers);
        let pointer = pointers[place % pointers.len()].clone();
        let odd = [json!(null), json!(true), json!(-1), json!(1e300), json!(""), json!("${data.x.y}"), json!([[]]), json!({"type": "If", "name": "x"})];
        *form.pointer_mut(&pointer).unwrap() = odd[kind].clone();
        let text = form.to_string();
        let _ = (check(&text), outline(&text), diff(&text, LOCAL), diff(LOCAL, &text));
        if let Ok(mut phone) = wa_flow_json::client::Phone::open(form, None, serde_json::Map::new()) {
            let _ = phone.fill("name", json!("x"));
            let _ = phone.press_footer();
            let _ = (phone.view(), phone.title(), phone.back());
        }
    }
}

fn collect(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(place, item)| collect(item, format!("{pointer}/{place}"), found)),
        Value::Object(members) => members
            .iter()
            .for_each(|(key, value)| collect(value, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), found)),
        _ => {}
    }
    found.push(pointer);
}
