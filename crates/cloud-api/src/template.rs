//! Templates as defined at Meta (*Templates*): reading them, asking for new ones, and finding what Meta would refuse.

use serde_json::{Map, Value};

pub use crate::webhook::same_language;
pub use lint::{Finding, Severity, lint};

pub mod lint;

wire! {
    /// A template in one language. Name and language together are its key.
    pub struct Template {
        /// Meta's id of it.
        pub id: Option<String>,
        /// Lower-case letters, digits and `_`.
        pub name: String,
        /// `en_US` … ; webhooks write `en-US`.
        pub language: String,
        /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, `IN_APPEAL`, `ARCHIVED`, `PENDING_DELETION` …
        pub status: Option<String>,
        /// `MARKETING`, `UTILITY`, `AUTHENTICATION`.
        pub category: Option<String>,
        /// Finer category.
        pub sub_category: Option<String>,
        /// The category before Meta moved it.
        pub previous_category: Option<String>,
        /// The category Meta will move it to.
        pub correct_category: Option<String>,
        /// `POSITIONAL` (`{{1}}`) or `NAMED` (`{{first_name}}`).
        pub parameter_format: Option<String>,
        /// Header, body, footer, buttons …
        pub components: Vec<TemplateComponent>,
        /// How people like it.
        pub quality_score: Option<QualityScore>,
        /// Why it was rejected.
        pub rejected_reason: Option<String>,
        /// When it was changed last.
        pub last_updated_time: Option<String>,
    }

    /// How people like a template.
    pub struct QualityScore {
        /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
        pub score: Option<String>,
    }

    /// A part of a template.
    pub struct TemplateComponent {
        /// `HEADER`, `BODY`, `FOOTER`, `BUTTONS`, `CAROUSEL`, `LIMITED_TIME_OFFER`, `CALL_PERMISSION_REQUEST`. Either case.
        pub kind: String = "type",
        /// Of a header: `TEXT`, `IMAGE`, `VIDEO`, `DOCUMENT`, `GIF`, `LOCATION`.
        pub format: Option<String>,
        /// Words, with variables.
        pub text: Option<String>,
        /// Values to show at approval.
        pub example: Option<Value>,
        /// Of `BUTTONS`.
        pub buttons: Vec<TemplateButton>,
        /// Of `CAROUSEL`.
        pub cards: Vec<TemplateCard>,
        /// Of an authentication body: warns not to pass the code on.
        pub add_security_recommendation: Option<bool>,
        /// Of an authentication footer: minutes the code works, 1 to 90.
        pub code_expiration_minutes: Option<i64>,
    }

    /// A button of a template.
    pub struct TemplateButton {
        /// `QUICK_REPLY`, `URL`, `PHONE_NUMBER`, `COPY_CODE`, `OTP`, `FLOW`, `CATALOG`, `MPM`, `SPM`, `VOICE_CALL`,
        /// `REQUEST_CONTACT_INFO` …
        pub kind: String = "type",
        /// The label, at most 25 characters.
        pub text: Option<String>,
        /// Where it leads; may end with one variable.
        pub url: Option<String>,
        /// Whom it calls.
        pub phone_number: Option<String>,
        /// Value to show at approval.
        pub example: Option<Value>,
        /// Native Flow it opens.
        pub flow_id: Option<String>,
        /// `COPY_CODE`, `ONE_TAP` or `ZERO_TAP`.
        pub otp_type: Option<String>,
    }

    /// A card of a carousel.
    pub struct TemplateCard {
        /// Its parts.
        pub components: Vec<TemplateComponent>,
    }

    /// A template to be created.
    pub struct NewTemplate {
        /// Lower-case letters, digits and `_`, at most 512.
        pub name: String,
        /// `en_US` …
        pub language: String,
        /// `MARKETING`, `UTILITY` or `AUTHENTICATION`.
        pub category: String,
        /// `POSITIONAL` (when missing) or `NAMED`.
        pub parameter_format: Option<String>,
        /// Header, body, footer, buttons …
        pub components: Vec<TemplateComponent>,
        /// How long Meta tries to deliver.
        pub message_send_ttl_seconds: Option<i64>,
    }

    /// A change of a template; parts are replaced as a whole.
    pub struct TemplateEdit {
        /// Not for approved templates.
        pub category: Option<String>,
        /// All parts anew.
        pub components: Vec<TemplateComponent>,
        /// How long Meta tries to deliver.
        pub message_send_ttl_seconds: Option<i64>,
    }
}

impl Template {
    /// May be sent now.
    pub fn is_sendable(&self) -> bool {
        self.status.as_deref().is_some_and(|status| status.eq_ignore_ascii_case("APPROVED"))
    }

    /// The part of this kind (`BODY`, `HEADER` …).
    pub fn component(&self, kind: &str) -> Option<&TemplateComponent> {
        self.components.iter().find(|component| component.kind.eq_ignore_ascii_case(kind))
    }
}

impl TemplateComponent {
    /// The variables of the text in the order they appear, each once: `1`, `2` … or names.
    pub fn variables(&self) -> Vec<&str> {
        let mut variables = Vec::new();
        let mut rest = self.text.as_deref().unwrap_or_default();
        while let Some((_, after)) = rest.split_once("{{") {
            let Some((name, tail)) = after.split_once("}}") else { break };
            let name = name.trim();
            if !name.is_empty() && !variables.contains(&name) {
                variables.push(name);
            }
            rest = tail;
        }
        variables
    }
}

impl NewTemplate {
    /// The exact body of the call.
    pub fn to_body(&self) -> Value {
        crate::wire::Write::write(self)
    }
}

impl TemplateEdit {
    /// The exact body of the call.
    pub fn to_body(&self) -> Value {
        crate::wire::Write::write(self)
    }
}

/// The text with its variables filled in: what the contact will read. A variable without a value stays as it is.
pub fn fill(text: &str, values: &Map<String, Value>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, tail)) = after.split_once("}}") else { break };
        filled.push_str(before);
        match values.get(name.trim()).and_then(Value::as_str) {
            Some(value) => filled.push_str(value),
            None => filled.push_str(&format!("{{{{{name}}}}}")),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::{Read as _, Write as _};

    #[test]
    fn a_definition_survives_reading_and_writing() {
        let wire = json!({
            "id": "1", "name": "order_update", "language": "en_US", "status": "APPROVED", "category": "UTILITY",
            "parameter_format": "NAMED", "quality_score": {"score": "GREEN", "date": 1},
            "components": [
                {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::a"]}},
                {"type": "BODY", "text": "Hi {{first_name}}, {{order}} left. Bye {{first_name}}"},
                {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Track", "url": "https://a.example/{{1}}", "example": ["x"]}]},
            ],
        });
        let template = Template::read(&wire).unwrap();
        assert!(template.is_sendable());
        assert_eq!(template.component("body").unwrap().variables(), ["first_name", "order"]);
        assert_eq!(template.write(), wire);
    }

    #[test]
    fn texts_are_filled_once() {
        let values = json!({"1": "Ana", "2": "{{1}}"});
        let values = values.as_object().unwrap();
        assert_eq!(fill("Hi {{1}}, {{ 2 }} {{3}} {{", values), "Hi Ana, {{1}} {{3}} {{");
    }
}
