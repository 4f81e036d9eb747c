//! What each fault does, in words and settings, for a fault panel.

use serde::Serialize;
use serde_json::Value;

/// One kind of fault, described.
#[derive(Debug, Clone, Serialize)]
pub struct FaultKind {
    /// Its name in rules.
    pub kind: &'static str,
    /// What misbehaves: `webhook`, `graph`, `phone` or `media`.
    pub r#where: &'static str,
    /// One sentence.
    pub says: &'static str,
    /// What can be set.
    pub settings: Vec<Setting>,
}

/// One setting of a fault.
#[derive(Debug, Clone, Serialize)]
pub struct Setting {
    /// Key in the rule.
    pub name: &'static str,
    /// `integer`, `choice` or `list`.
    pub r#type: &'static str,
    /// Used when left out.
    pub default: Value,
    /// For `choice` and `list`.
    pub options: &'static [&'static str],
}

/// Every kind of fault.
pub fn kinds() -> Vec<FaultKind> {
    let kind = |kind, r#where, says, settings| FaultKind {
        kind,
        r#where,
        says,
        settings,
    };
    vec![
        kind(
            "duplicate",
            "webhook",
            "Deliver each webhook again, byte for byte.",
            vec![integer("copies", 2)],
        ),
        kind(
            "regroup",
            "webhook",
            "Deliver the same items again inside a different POST.",
            vec![integer("size", 8)],
        ),
        kind(
            "reorder",
            "webhook",
            "Collect webhooks and send them in another order.",
            vec![integer("window", 8)],
        ),
        kind("hold", "webhook", "Keep webhooks back until they are released.", vec![]),
        kind("delay", "webhook", "Send webhooks later.", vec![integer("ms", 2000)]),
        kind(
            "drop_attempt",
            "webhook",
            "Lose the first attempt of each delivery; the retry arrives.",
            vec![],
        ),
        kind("withhold_statuses", "webhook", "Never send these statuses.", vec![statuses()]),
        kind(
            "skip_delivered",
            "webhook",
            "Send read without delivered, as when the chat is open.",
            vec![],
        ),
        kind("bad_signature", "webhook", "Sign the first attempt with a wrong secret.", vec![]),
        kind(
            "status_before_answer",
            "webhook",
            "Deliver the sent status before the send call is answered.",
            vec![],
        ),
        kind(
            "graph_error",
            "graph",
            "Refuse calls with this Graph error.",
            vec![integer("code", 131_000), on()],
        ),
        kind(
            "server_error",
            "graph",
            "Refuse calls with a bare 5xx; nothing is accepted.",
            vec![integer("status", 503), on()],
        ),
        kind(
            "server_error_after_accept",
            "graph",
            "Accept the send, then answer 5xx.",
            vec![integer("status", 500)],
        ),
        kind(
            "drop_answer",
            "graph",
            "Accept the send, then break the connection without an answer.",
            vec![],
        ),
        kind("hang_answer", "graph", "Accept the send and never answer.", vec![]),
        kind("slow_answer", "graph", "Answer late.", vec![integer("ms", 3000), on()]),
        kind(
            "garbage_answer",
            "graph",
            "Accept the send, then answer something that is not JSON.",
            vec![],
        ),
        kind(
            "answer_without_id",
            "graph",
            "Accept the send, then answer 200 without a message id.",
            vec![],
        ),
        kind("expired_token", "graph", "Refuse every call as with an expired token.", vec![]),
        kind(
            "throttle",
            "graph",
            "Refuse sends beyond so many a second with 130429.",
            vec![integer("per_second", 80)],
        ),
        kind(
            "fail_send",
            "phone",
            "Accept the send; a failed status follows.",
            vec![integer("code", 131_026)],
        ),
        kind("slow_media", "media", "Start media downloads late.", vec![integer("ms", 3000)]),
        kind("endless_media", "media", "Let media downloads go on for ever.", vec![]),
        kind("broken_media", "media", "Break media downloads in the middle.", vec![]),
        kind("wrong_media", "media", "Serve bytes that do not fit their hash.", vec![]),
        kind("expired_media", "media", "Answer 404 at the media address.", vec![]),
    ]
}

fn integer(name: &'static str, default: u64) -> Setting {
    Setting {
        name,
        r#type: "integer",
        default: default.into(),
        options: &[],
    }
}

fn on() -> Setting {
    Setting {
        name: "on",
        r#type: "choice",
        default: "messages".into(),
        options: &["messages", "media", "all"],
    }
}

fn statuses() -> Setting {
    let options = &["sent", "delivered", "read", "played", "failed"];
    Setting {
        name: "statuses",
        r#type: "list",
        default: vec!["sent", "delivered", "read"].into(),
        options,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::faults::Fault;

    #[test]
    fn every_kind_is_described_with_the_defaults_it_has() {
        for described in kinds() {
            let fault: Fault = serde_json::from_value(json!({ "kind": described.kind })).expect(described.kind);
            let mut expected = Map::from_iter([("kind".to_owned(), json!(described.kind))]);
            expected.extend(described.settings.into_iter().map(|setting| (setting.name.to_owned(), setting.default)));
            assert_eq!(serde_json::to_value(fault).unwrap(), Value::Object(expected));
        }
    }

    #[test]
    fn no_kind_is_left_out() {
        let missing = serde_json::from_value::<Fault>(json!({ "kind": "?" })).unwrap_err().to_string();
        // serde names every variant in backticks, after the unknown one
        assert_eq!(missing.matches('`').count() / 2 - 1, kinds().len(), "{missing}");
    }
}
