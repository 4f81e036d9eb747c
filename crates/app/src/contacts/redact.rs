//! Takes one person's items out of a raw delivery and leaves the others' as they were.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// Arrays whose elements each speak of one person or of one message.
const ITEMS: [&str; 9] = [
    "calls",
    "contacts",
    "message_echoes",
    "messages",
    "state_sync",
    "statuses",
    "threads",
    "user_preferences",
    "standby",
];

/// The body without the items that name one of `ids`; nothing when none does. A body that cannot be read, or that still names one of them somewhere else,
/// is emptied: rather too much goes than too little.
pub(super) fn without(body: &[u8], ids: &HashSet<&str>) -> Option<Vec<u8>> {
    let Ok(mut value) = serde_json::from_slice::<Value>(body) else {
        return mentions(&String::from_utf8_lossy(body), ids).then(|| b"{}".to_vec());
    };
    if !names(&value, ids, Depth::Everything) {
        return None;
    }
    prune(&mut value, ids);
    let left = if names(&value, ids, Depth::Everything) {
        "{}".to_owned()
    } else {
        value.to_string()
    };
    Some(left.into_bytes())
}

/// How deep to look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Everything,
    /// Not into arrays of items, which are looked at one by one.
    OwnWords,
}

fn prune(value: &mut Value, ids: &HashSet<&str>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                if let (true, Value::Array(items)) = (ITEMS.contains(&name.as_str()), &mut *member) {
                    items.retain(|item| !names(item, ids, Depth::OwnWords));
                }
                prune(member, ids);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| prune(element, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn names(value: &Value, ids: &HashSet<&str>, depth: Depth) -> bool {
    match value {
        Value::String(text) => is_one(text, ids) || (text.len() > 64 && mentions(text, ids)),
        Value::Number(number) => ids.contains(number.to_string().as_str()),
        Value::Object(members) => names_within(members, ids, depth),
        Value::Array(elements) => elements.iter().any(|element| names(element, ids, depth)),
        Value::Null | Value::Bool(_) => false,
    }
}

fn names_within(members: &Map<String, Value>, ids: &HashSet<&str>, depth: Depth) -> bool {
    members
        .iter()
        .filter(|(name, member)| depth == Depth::Everything || !(ITEMS.contains(&name.as_str()) && member.is_array()))
        .any(|(_, member)| names(member, ids, depth))
}

/// Numbers come with `+` and spaces, usernames with `@` and in any case.
fn is_one(text: &str, ids: &HashSet<&str>) -> bool {
    let plain = text.trim_start_matches(['+', '@']);
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    ids.contains(plain)
        || ids.contains(plain.to_lowercase().as_str())
        || (digits.len() >= 7
            && plain.chars().all(|character| character.is_ascii_digit() || " -().".contains(character))
            && ids.contains(digits.as_str()))
}

/// Long ids inside a longer text (a notice's sentence, a body that is no JSON).
fn mentions(text: &str, ids: &HashSet<&str>) -> bool {
    ids.iter().any(|id| id.len() >= 7 && text.contains(id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn left(body: &Value, ids: &[&str]) -> Option<Value> {
        let left = without(body.to_string().as_bytes(), &ids.iter().copied().collect())?;
        Some(serde_json::from_slice(&left).unwrap())
    }

    fn delivery(value: Value) -> Value {
        json!({ "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": value }] }] })
    }

    #[test]
    fn only_the_persons_items_go() {
        let body = delivery(json!({
            "metadata": { "display_phone_number": "15550000001" },
            "contacts": [{ "wa_id": "34600000001", "user_id": "US.1" }, { "wa_id": "34600000002", "user_id": "US.2" }],
            "messages": [{ "from": "34600000001", "id": "wamid.1", "text": { "body": "hi" } }, { "from": "34600000002", "id": "wamid.2" }],
            "statuses": [{ "id": "wamid.3", "recipient_user_id": "US.1" }, { "id": "wamid.4", "recipient_id": "34600000002" }],
        }));
        let expected = delivery(json!({
            "metadata": { "display_phone_number": "15550000001" },
            "contacts": [{ "wa_id": "34600000002", "user_id": "US.2" }],
            "messages": [{ "from": "34600000002", "id": "wamid.2" }],
            "statuses": [{ "id": "wamid.4", "recipient_id": "34600000002" }],
        }));
        assert_eq!(left(&body, &["34600000001", "US.1"]), Some(expected));
        assert_eq!(left(&body, &["34600000009"]), None);
    }

    #[test]
    fn a_chat_of_the_history_goes_whole_and_the_others_stay() {
        let chat = |id: &str| json!({ "id": id, "messages": [{ "from": id, "id": format!("wamid.{id}") }] });
        let history = |threads: Vec<Value>| delivery(json!({ "history": [{ "metadata": { "phase": 0 }, "threads": threads }] }));
        let body = history(vec![chat("34600000001"), chat("34600000002")]);
        assert_eq!(left(&body, &["34600000001"]), Some(history(vec![chat("34600000002")])));
        // Known by a message alone: the message goes, and with it the words of nobody else.
        assert_eq!(
            left(&body, &["wamid.34600000002"]).unwrap()["entry"][0]["changes"][0]["value"]["history"][0]["threads"][1]["messages"],
            json!([])
        );
    }

    #[test]
    fn numbers_and_usernames_are_found_however_they_are_written() {
        let body = delivery(json!({ "state_sync": [{ "contact": { "full_name": "Ana", "phone_number": "+34 600-000-001" } }] }));
        assert_eq!(left(&body, &["34600000001"]), Some(delivery(json!({ "state_sync": [] }))));
        let body = delivery(json!({ "contacts": [{ "profile": { "username": "@Ana.T" } }] }));
        assert_eq!(left(&body, &["ana.t"]), Some(delivery(json!({ "contacts": [] }))));
    }

    #[test]
    fn what_cannot_be_told_apart_goes_whole() {
        assert_eq!(left(&json!({ "odd": { "about": "34600000001" } }), &["34600000001"]), Some(json!({})));
        let ids = HashSet::from(["34600000001"]);
        assert_eq!(without(b"not json 34600000001", &ids), Some(b"{}".to_vec()));
        assert_eq!(without(b"not json", &ids), None);
    }
}
