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
const MACHINE: &[&str] = &[
    "id",
    "sha256",
    "mime_type",
    "payload",
    "type",
    "flow_token",
    "flow_message_version",
    "wa_id",
    "language",
];
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

/// The words of a template message: those of its definition (`components`, as Meta gives them) with the message's values in them.
#[must_use]
pub fn template_texts(content: &str, components: &str) -> Vec<String> {
    let (Ok(message), Ok(definition)) = (serde_json::from_str::<Value>(content), serde_json::from_str::<Value>(components)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    fill(&definition, message.get("components").unwrap_or(&Value::Null), &mut found);
    found
}

fn fill(definition: &Value, values: &Value, found: &mut Vec<String>) {
    for part in definition.as_array().into_iter().flatten() {
        let kind = part["type"].as_str().unwrap_or_default();
        let given = values
            .as_array()
            .into_iter()
            .flatten()
            .find(|given| given["type"].as_str().is_some_and(|given| given.eq_ignore_ascii_case(kind)));
        if let Some(text) = part["text"].as_str() {
            add(&filled(text, given.map_or(&Value::Null, |given| &given["parameters"])), found);
        }
        for button in part["buttons"].as_array().into_iter().flatten() {
            add(button["text"].as_str().unwrap_or_default(), found);
        }
        for (at, card) in part["cards"].as_array().into_iter().flatten().enumerate() {
            let values = given.map_or(&Value::Null, |given| &given["cards"][at]["components"]);
            fill(&card["components"], values, found);
        }
    }
}

/// `{{1}}`, `{{name}}` replaced by the parameters, by name or in their order.
fn filled(text: &str, parameters: &Value) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        let named = parameters
            .as_array()
            .into_iter()
            .flatten()
            .find(|parameter| parameter["parameter_name"].as_str() == Some(name.trim()));
        let place = name.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let value = named.or_else(|| place.and_then(|place| parameters.get(place)));
        out.push_str(before);
        out.push_str(value.and_then(text_of).unwrap_or_default());
        rest = after;
    }
    out + rest
}

fn text_of(parameter: &Value) -> Option<&str> {
    parameter["text"]
        .as_str()
        .or_else(|| parameter["currency"]["fallback_value"].as_str())
        .or_else(|| parameter["date_time"]["fallback_value"].as_str())
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
            (
                r#"{"type":"list_reply","list_reply":{"id":"x","title":"Large","description":"size L"}}"#,
                &["size L", "Large"],
            ),
            (
                r#"{"nfm_reply":{"name":"flow","response_json":"{\"flow_token\":\"t\",\"city\":\"Lima\",\"n\":3}"}}"#,
                &["flow", "Lima", "3"],
            ),
            ("not json", &[]),
        ] {
            let mut found = content_texts(content);
            let mut expected: Vec<String> = expected.iter().map(|text| (*text).to_owned()).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{content}");
        }
    }

    #[test]
    fn a_template_reads_as_it_was_sent() {
        let content =
            r#"{"name":"shipped","components":[{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"A-77"}]}]}"#;
        let components = r#"[{"type":"HEADER","format":"TEXT","text":"News"},{"type":"BODY","text":"Hi {{1}}, {{2}} left {{3}}"},
            {"type":"BUTTONS","buttons":[{"type":"URL","text":"Track it"}]}]"#;
        assert_eq!(template_texts(content, components), ["News", "Hi Ana, A-77 left ", "Track it"]);
        let named = r#"{"components":[{"type":"body","parameters":[{"type":"text","parameter_name":"who","text":"Bo"}]}]}"#;
        assert_eq!(template_texts(named, r#"[{"type":"BODY","text":"Hi {{who}} {{"}]"#), ["Hi Bo {{"]);
    }
}
