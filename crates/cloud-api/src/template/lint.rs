//! What Meta would refuse in a template, found before it is sent: pure, over the body of the call as it will be posted.
//!
//! Errors are what Meta documents (*Templates*, *Template components*, *Error codes* 2388…); warnings are what its reviewers are known to reject, or what it
//! will change by itself. Every finding points at its place, so that an editor can show it there.

use serde::Serialize;
use serde_json::Value;

use crate::outbound::LIMITS;

mod buttons;
mod carousel;
mod category;
mod language;
mod text;

pub use language::LANGUAGES;

/// One thing about a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// JSON pointer into the definition: `/components/1/text`.
    pub pointer: String,
    /// Stable word, such as `variable.at_start`.
    pub code: &'static str,
    /// Does Meta refuse it?
    pub severity: Severity,
    /// What is wrong and what would be right.
    pub detail: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Meta refuses it at once.
    Error,
    /// Meta takes it, but may reject it in review or change it.
    Warning,
}

/// The kinds of components Meta knows.
const COMPONENTS: [&str; 7] = [
    "HEADER",
    "BODY",
    "FOOTER",
    "BUTTONS",
    "CAROUSEL",
    "LIMITED_TIME_OFFER",
    "CALL_PERMISSION_REQUEST",
];

/// Everything Meta would refuse or dislike, in the order of the definition. Empty is good.
///
/// `definition` is the body of `POST /{WABA}/message_templates`: name, language, category, components.
#[must_use]
pub fn lint(definition: &Value) -> Vec<Finding> {
    let mut notes = Notes {
        named: is(definition, "parameter_format", "NAMED"),
        category: word(&definition["category"]),
        findings: Vec::new(),
    };
    name(&mut notes, &definition["name"]);
    language::check(&mut notes, &definition["language"]);
    category::check(&mut notes, definition);
    let empty = Vec::new();
    let components = definition["components"].as_array().unwrap_or(&empty);
    kinds(&mut notes, components);
    for (index, component) in components.iter().enumerate() {
        component_of(&mut notes, &format!("/components/{index}"), component);
    }
    notes.findings
}

/// Has the list something Meta refuses?
#[must_use]
pub fn is_refused(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Collects findings, and knows what all rules need to know.
struct Notes {
    named: bool,
    category: String,
    findings: Vec<Finding>,
}

impl Notes {
    fn error(&mut self, pointer: &str, code: &'static str, detail: impl Into<String>) {
        self.add(pointer, code, Severity::Error, detail.into());
    }

    fn warning(&mut self, pointer: &str, code: &'static str, detail: impl Into<String>) {
        self.add(pointer, code, Severity::Warning, detail.into());
    }

    fn add(&mut self, pointer: &str, code: &'static str, severity: Severity, detail: String) {
        self.findings.push(Finding {
            pointer: pointer.to_owned(),
            code,
            severity,
            detail,
        });
    }

    fn is_authentication(&self) -> bool {
        self.category == "AUTHENTICATION"
    }
}

/// Meta's words are compared without case.
fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_ascii_uppercase()
}

fn is(value: &Value, member: &str, wanted: &str) -> bool {
    value[member].as_str().is_some_and(|found| found.eq_ignore_ascii_case(wanted))
}

fn name(notes: &mut Notes, value: &Value) {
    let name = value.as_str().unwrap_or_default();
    let most = LIMITS.template.name;
    if name.is_empty() {
        notes.error("/name", "name.empty", "Give the template a name.");
    } else if name.len() > most {
        notes.error("/name", "name.too_long", format!("Use at most {most} characters."));
    }
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !name.bytes().all(fits) {
        notes.error(
            "/name",
            "name.form",
            "Use only the letters a to z, digits and underscores: order_shipped.",
        );
    }
}

/// Each kind once, a body always.
fn kinds(notes: &mut Notes, components: &[Value]) {
    let kinds: Vec<String> = components.iter().map(|component| word(&component["type"])).collect();
    for (index, kind) in kinds.iter().enumerate() {
        let pointer = format!("/components/{index}");
        if !COMPONENTS.contains(&kind.as_str()) {
            notes.error(&pointer, "component.unknown", format!("Meta knows no component `{kind}`."));
        } else if kinds[..index].contains(kind) {
            notes.error(&pointer, "component.duplicate", "A template has each component once.");
        }
    }
    if !kinds.iter().any(|kind| kind == "BODY") {
        notes.error("/components", "body.missing", "Write the body: every template has one.");
    }
    if kinds.iter().any(|kind| kind == "LIMITED_TIME_OFFER") && kinds.iter().any(|kind| kind == "FOOTER") {
        let index = kinds.iter().position(|kind| kind == "FOOTER").unwrap_or_default();
        notes.error(
            &format!("/components/{index}"),
            "offer.footer",
            "A limited-time offer has no footer: WhatsApp shows the countdown there.",
        );
    }
}

fn component_of(notes: &mut Notes, at: &str, component: &Value) {
    match word(&component["type"]).as_str() {
        "HEADER" => text::header(notes, at, component),
        "BODY" => text::body(notes, at, component, LIMITS.template.body),
        "FOOTER" => text::footer(notes, at, component),
        "BUTTONS" => buttons::check(notes, at, component),
        "CAROUSEL" => carousel::check(notes, at, component),
        "LIMITED_TIME_OFFER" => category::offer(notes, at, component),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
