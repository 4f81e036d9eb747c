//! The words of a message that people read, out of its object as it is on the wire: text, captions, file names, titles, buttons, what was chosen.

use serde_json::Value;

/// Fields that people read, in WhatsApp's words.
const READ: &[&str] = &[
    "address",
    "answer",
    "body",
    "button_text",
    "caption",
    "city",
    "code",
    "company",
    "country",
    "department",
    "description",
    "display_text",
    "email",
    "fallback_value",
    "filename",
    "first_name",
    "footer",
    "formatted_name",
    "headline",
    "last_name",
    "name",
    "note",
    "phone",
    "product_retailer_id",
    "state",
    "street",
    "text",
    "title",
    "url",
    "zip",
];
/// Fields with answers of a form, as JSON in a text.
const FORMS: &[&str] = &["response_json"];
/// Fields that only machines read, with everything in them.
const MACHINE: &[&str] = &["id", "sha256", "mime_type", "payload", "type", "flow_token", "flow_message_version", "wa_id", "language"];
const DEEPEST: usize = 12;
const MOST_TEXTS: usize = 400;

/// What people read in a message, each text once, in the order of the object. `content` is the kind's own object; what is no JSON has no words.
#[must_use]
pub fn content_texts(content: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(content) {
        collect("", &value, 0, &mut found);
    }
    found
}

fn collect(key: &str, value: &Value, depth: usize, found: &mut Vec<String>) {
    if depth > DEEPEST || found.len() >= MOST_TEXTS {
        return;
    }
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter().filter(|(key, _)| !MACHINE.contains(&key.as_str())) {
                collect(key, value, depth + 1, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(key, item, depth + 1, found)),
        Value::String(text) if FORMS.contains(&key) => {
            if let Ok(answers) = serde_json::from_str::<Value>(text) {
                answers_of("", &answers, depth + 1, found);
            }
        }
        Value::String(text) if READ.contains(&key) => add(text, found),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A form's fields are named by its author: all of its answers are read.
fn answers_of(key: &str, value: &Value, depth: usize, found: &mut Vec<String>) {
    if depth > DEEPEST || found.len() >= MOST_TEXTS || MACHINE.contains(&key) {
        return;
    }
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| answers_of(key, value, depth + 1, found)),
        Value::Array(items) => items.iter().for_each(|item| answers_of(key, item, depth + 1, found)),
        Value::String(text) => add(text, found),
        Value::Number(number) => add(&number.to_string(), found),
        Value::Null | Value::Bool(_) => {}
    }
}

fn add(text: &str, found: &mut Vec<String>) {
    if !text.trim().is_empty() && !found.iter().any(|known| known == text) {
        found.push(text.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_read_is_found_and_nothing_else() {
        for (content, expected) in [
            (r#"{"body":"hola"}"#, &["hola"][..]),
            (r#"{"id":"123","mime_type":"image/jpeg","caption":"the broken cup"}"#, &["the broken cup"]),
            (r#"{"filename":"invoice 7.pdf","id":"9"}"#, &["invoice 7.pdf"]),
            (
                r#"{"type":"button","body":{"text":"Pick"},"action":{"buttons":[{"type":"reply","reply":{"id":"yes_1","title":"Yes"}}]}}"#,
                &["Yes", "Pick"],
            ),
            (r#"{"type":"list_reply","list_reply":{"id":"x","title":"Large","description":"size L"}}"#, &["size L", "Large"]),
            (r#"{"nfm_reply":{"name":"flow","response_json":"{\"flow_token\":\"t\",\"city\":\"Lima\",\"n\":3}"}}"#, &["flow", "Lima", "3"]),
            ("not json", &[]),
        ] {
            let mut found = content_texts(content);
            let mut expected: Vec<String> = expected.iter().map(|text| (*text).to_owned()).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{content}");
        }
    }
}
