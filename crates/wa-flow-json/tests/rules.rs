//! Every rule of the list, broken and kept: `rules/<rule>.json` holds changes to the forms in `bases/`.
//!
//! A case names its base and what is set, removed or repeated; or it is a whole text. A broken one must be reported by its rule (at the pointer `at`)
//! and by no other than those it allows in `also`; a kept one must be reported by none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use wa_flow_json::{MAX_BYTES, Rule, Severity, check};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn file(folder_name: &str, name: &str) -> Value {
    let path = folder(folder_name).join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{} is missing: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Sets a value at a pointer; a list may grow by one.
fn set(form: &mut Value, pointer: &str, value: Value) {
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer has a slash");
    match form.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
        Value::Array(items) => match last.parse::<usize>().expect("a place") {
            place if place < items.len() => items[place] = value,
            place => {
                assert_eq!(place, items.len(), "{pointer}");
                items.push(value);
            }
        },
        Value::Object(members) => {
            members.insert(last.to_owned(), value);
        }
        other => panic!("{pointer} is inside {other}"),
    }
}

fn remove(form: &mut Value, pointer: &str) {
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer has a slash");
    match form.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
        Value::Array(items) => {
            items.remove(last.parse().expect("a place"));
        }
        Value::Object(members) => {
            members.remove(last).unwrap_or_else(|| panic!("no {pointer}"));
        }
        other => panic!("{pointer} is inside {other}"),
    }
}

fn text(case: &Value) -> String {
    if let Some(text) = case["text"].as_str() {
        return text.to_owned();
    }
    let mut form = file("bases", case["base"].as_str().expect("a base"));
    if let Some(repeat) = case["repeat"].as_array() {
        let list = form
            .pointer_mut(repeat[0].as_str().expect("a list"))
            .and_then(Value::as_array_mut)
            .expect("a list");
        let item = list[usize::try_from(repeat[1].as_u64().expect("a place")).expect("small")].clone();
        list.extend((0..repeat[2].as_u64().expect("a number")).map(|_| item.clone()));
    }
    for pointer in case["remove"].as_array().into_iter().flatten() {
        remove(&mut form, pointer.as_str().expect("a pointer"));
    }
    // Shorter pointers first, so that parts of what was set can be changed; places of lists in their order.
    let mut changes: Vec<_> = case["set"].as_object().into_iter().flatten().collect();
    changes.sort_by_key(|(pointer, _)| (pointer.matches('/').count(), pointer.len(), *pointer));
    for (pointer, value) in changes {
        set(&mut form, pointer, written_out(value));
    }
    serde_json::to_string_pretty(&form).expect("JSON")
}

/// `{"$repeat": ["A", 1000]}` is a text of a thousand.
fn written_out(value: &Value) -> Value {
    match value {
        Value::Object(members) => match members.get("$repeat") {
            Some(repeat) => {
                let times = usize::try_from(repeat[1].as_u64().expect("a number")).expect("small");
                json!(repeat[0].as_str().expect("a text").repeat(times))
            }
            None => members.iter().map(|(name, value)| (name.clone(), written_out(value))).collect(),
        },
        Value::Array(items) => items.iter().map(written_out).collect(),
        other => other.clone(),
    }
}

fn cases<'a>(fixture: &'a Value, kind: &str) -> &'a [Value] {
    let cases = fixture[kind].as_array().map_or(&[][..], Vec::as_slice);
    assert!(!cases.is_empty(), "there is no {kind} form");
    cases
}

#[test]
fn the_bases_have_no_problem() {
    for name in ["local", "endpoint"] {
        assert_eq!(check(&file("bases", name).to_string()).problems, [], "{name}");
    }
    let old = check(&file("bases", "old").to_string());
    assert_eq!(old.problems.iter().map(|problem| problem.rule).collect::<Vec<_>>(), [Rule::VersionFrozen]);
    assert!(old.is_publishable());
}

#[test]
fn every_rule_is_broken_and_kept_by_its_forms() {
    let mut failures = Vec::new();
    for rule in Rule::ALL.iter().filter(|rule| **rule != Rule::JsonTooLarge) {
        let fixture = file("rules", rule.name());
        for (place, case) in cases(&fixture, "bad").iter().enumerate() {
            let report = check(&text(case));
            let found: BTreeSet<&str> = report.problems.iter().map(|problem| problem.rule.name()).collect();
            let mut allowed: BTreeSet<&str> = case["also"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            allowed.insert(rule.name());
            if !found.contains(rule.name()) || !found.is_subset(&allowed) {
                failures.push(format!("{} bad {place}: {:#?}", rule.name(), report.problems));
            }
            if let Some(at) = case["at"].as_str() {
                let there = |problem: &&wa_flow_json::Problem| problem.rule == *rule && problem.pointer == at;
                if !report.problems.iter().any(|problem| there(&problem)) {
                    failures.push(format!("{} bad {place} is not at {at}: {:#?}", rule.name(), report.problems));
                }
            }
        }
        for (place, case) in cases(&fixture, "good").iter().enumerate() {
            let report = check(&text(case));
            let any = case["also"] == json!(["*"]);
            if report.problems.iter().any(|problem| problem.rule == *rule || !any) {
                failures.push(format!("{} good {place}: {:#?}", rule.name(), report.problems));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_text_beyond_the_limit_is_refused_unread() {
    let report = check(&" ".repeat(MAX_BYTES + 1));
    assert_eq!(report.problems[0].rule, Rule::JsonTooLarge);
}

#[test]
fn every_file_belongs_to_a_rule_and_every_code_is_metas() {
    let known: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(known.len(), Rule::ALL.len(), "two rules have one name");
    for entry in std::fs::read_dir(folder("rules")).expect("the folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        assert!(known.contains(name.trim_end_matches(".json")), "{name} belongs to no rule");
    }
    for rule in Rule::ALL {
        assert!(
            rule.code().bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'),
            "{}",
            rule.code()
        );
        assert!(rule.help().ends_with('.') && !rule.help().contains("  "), "{}", rule.help());
    }
    assert!(Rule::ALL.iter().any(|rule| rule.severity() == Severity::Warning));
}
