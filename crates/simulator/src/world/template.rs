//! Message templates: their definition, and what a template message looks like on a phone.

use serde_json::{Value, json};

use crate::clock::Time;

/// A message template of a business.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) language: String,
    pub(crate) category: String,
    pub(crate) status: String,
    pub(crate) rejected_reason: String,
    pub(crate) quality: String,
    pub(crate) named: bool,
    pub(crate) components: Vec<Value>,
    pub(crate) updated_at: Time,
}

impl Template {
    /// From a definition as `POST /{WABA}/message_templates` takes it.
    pub(crate) fn new(id: String, definition: &Value, status: &str, now: Time) -> Self {
        let text = |key: &str, fallback: &str| definition[key].as_str().unwrap_or(fallback).to_owned();
        let category = text("category", "UTILITY").to_uppercase();
        let mut components = definition["components"].as_array().cloned().unwrap_or_default();
        if category == "AUTHENTICATION" {
            components.iter_mut().for_each(write_authentication);
        }
        Self {
            id,
            name: text("name", ""),
            language: text("language", "en_US"),
            category,
            status: status.to_owned(),
            rejected_reason: text("rejected_reason", "NONE"),
            quality: text("quality", "UNKNOWN"),
            named: definition["parameter_format"]
                .as_str()
                .is_some_and(|format| format.eq_ignore_ascii_case("NAMED")),
            components,
            updated_at: now,
        }
    }

    /// As the Graph API shows it.
    pub(crate) fn view(&self) -> Value {
        json!({
            "id": self.id, "name": self.name, "language": self.language, "status": self.status, "category": self.category,
            "parameter_format": if self.named { "NAMED" } else { "POSITIONAL" }, "components": self.components,
            "quality_score": { "score": self.quality, "date": self.updated_at.seconds() },
            "rejected_reason": self.rejected_reason, "last_updated_time": self.updated_at.to_string(),
        })
    }

    /// The component of a type (`HEADER`, `BODY` …).
    pub(crate) fn component(&self, kind: &str) -> Option<&Value> {
        component(&self.components, kind)
    }
}

/// Meta writes the words of authentication templates itself, and shows the button for the code as a link
/// (<https://developers.facebook.com/docs/whatsapp/business-management-api/authentication-templates>).
fn write_authentication(component: &mut Value) {
    match component["type"].as_str().unwrap_or_default().to_uppercase().as_str() {
        "BODY" if !component["text"].is_string() => {
            let warning = match component["add_security_recommendation"].as_bool() {
                Some(true) => " For your security, do not share this code.",
                Some(false) | None => "",
            };
            component["text"] = json!(format!("*{{{{1}}}}* is your verification code.{warning}"));
            component["example"] = json!({ "body_text": [["123456"]] });
        }
        "FOOTER" if !component["text"].is_string() => {
            if let Some(minutes) = component["code_expiration_minutes"].as_i64() {
                component["text"] = json!(format!("This code expires in {minutes} minutes."));
            }
        }
        "BUTTONS" => {
            for button in component["buttons"].as_array_mut().into_iter().flatten() {
                if button["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("OTP")) {
                    let kind = button["otp_type"].as_str().unwrap_or("COPY_CODE").to_uppercase();
                    let url = format!("https://www.whatsapp.com/otp/code/?otp_type={kind}&code=otp");
                    let label = button["text"].as_str().unwrap_or("Copy code").to_owned();
                    *button = json!({ "type": "URL", "text": label, "url": format!("{url}{{{{1}}}}"), "example": [format!("{url}123456")] });
                }
            }
        }
        _ => {}
    }
}

/// The component of a type among these.
pub(crate) fn component<'a>(components: &'a [Value], kind: &str) -> Option<&'a Value> {
    components
        .iter()
        .find(|component| component["type"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(kind)))
}

/// The names (or numbers) of the variables in a text, in order of appearance, each once.
pub(crate) fn variables(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split("{{").skip(1) {
        if let Some((name, _)) = piece.split_once("}}") {
            let name = name.trim().to_owned();
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// The text with its variables replaced.
pub(crate) fn filled(text: &str, values: &[(String, String)]) -> String {
    let mut pieces = text.split("{{");
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let Some((name, rest)) = piece.split_once("}}") else {
            whole.push_str("{{");
            whole.push_str(piece);
            continue;
        };
        let value = values.iter().find(|(variable, _)| variable == name.trim());
        whole.push_str(value.map_or("", |(_, value)| value));
        whole.push_str(rest);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_and_filled_in_one_pass() {
        let text = "Hi {{1}}, {{ 2 }} and {{1}} – {{";
        assert_eq!(variables(text), ["1", "2"]);
        let values = [("1".to_owned(), "{{2}}".to_owned()), ("2".to_owned(), "x".to_owned())];
        assert_eq!(filled(text, &values), "Hi {{2}}, x and {{2}} – {{", "a value is never expanded again");
    }
}
