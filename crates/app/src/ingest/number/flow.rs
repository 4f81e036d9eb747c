//! Field `flows`: state of native forms, and how their phones and our endpoint do.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/flows/reference/flowswebhooks>

use cloud_api::webhook::FlowEvent;

use super::{Fact, Severity, word};

/// The facts of one event. The subject is Meta's id of the form: its name stands in no webhook.
pub(super) fn event(value: &FlowEvent) -> Vec<Fact> {
    let event = word(value.event.as_deref());
    let ended = word(value.alert_state.as_deref()) == "DEACTIVATED";
    let id = value.flow_id.clone().unwrap_or_default();
    let fact = match event.as_str() {
        "FLOW_STATUS_CHANGE" => return vec![status(value, &id)],
        "CLIENT_ERROR_RATE" => alert("wa_flow.client_errors", "wa_flow.client_errors_over", ended),
        "ENDPOINT_ERROR_RATE" => alert("wa_flow.endpoint_errors", "wa_flow.endpoint_errors_over", ended),
        "ENDPOINT_LATENCY" => alert("wa_flow.endpoint_slow", "wa_flow.endpoint_slow_over", ended),
        "ENDPOINT_AVAILABILITY" => alert("wa_flow.endpoint_away", "wa_flow.endpoint_away_over", ended),
        "FLOW_VERSION_EXPIRY_WARNING" => Fact::new("wa_flow", "wa_flow.version_expires", Severity::Warning),
        _ => Fact::new("wa_flow", "wa_flow.updated", Severity::Info),
    };
    let (kind, begins) = (
        fact.kind.clone(),
        fact.severity != Severity::Info && event != "FLOW_VERSION_EXPIRY_WARNING",
    );
    let errors: Vec<&str> = value.errors.iter().filter_map(|error| error.error_type.as_deref()).collect();
    let fact = fact
        .about(id)
        .with("flow_id", value.flow_id.as_deref())
        .with("event", value.event.as_deref())
        .with("message", value.message.as_deref())
        .with("warning", value.warning.as_deref())
        .with("threshold", value.threshold)
        .with("error_rate", value.error_rate)
        .with("errors", (!errors.is_empty()).then(|| errors.join(", ")))
        .with("p50_latency", value.p50_latency)
        .with("p90_latency", value.p90_latency)
        .with("availability", value.availability);
    let standing = STANDING.into_iter().find(|standing| kind.starts_with(standing));
    vec![match standing {
        Some(standing) if begins => fact.raises(standing, None),
        Some(standing) => fact.clears(&[standing]),
        None => fact,
    }]
}

/// Conditions that stand until Meta says they are over.
const STANDING: [&str; 4] = [
    "wa_flow.client_errors",
    "wa_flow.endpoint_errors",
    "wa_flow.endpoint_slow",
    "wa_flow.endpoint_away",
];

fn alert(begins: &'static str, over: &'static str, ended: bool) -> Fact {
    if ended {
        Fact::new("wa_flow", over, Severity::Info)
    } else {
        Fact::new("wa_flow", begins, Severity::Warning)
    }
}

fn status(value: &FlowEvent, id: &str) -> Fact {
    let new = word(value.new_status.as_deref());
    let severity = match new.as_str() {
        "BLOCKED" => Severity::Critical,
        "THROTTLED" => Severity::Warning,
        _ => Severity::Info,
    };
    let fact = Fact::new("wa_flow", "wa_flow.status", severity)
        .about(id)
        .with("flow_id", value.flow_id.as_deref())
        .with("before", value.old_status.as_deref().map(|old| word(Some(old))))
        .with("status", Some(new.as_str()))
        .with("message", value.message.as_deref());
    match new.as_str() {
        "BLOCKED" => fact.clears(&["wa_flow.throttled"]).raises("wa_flow.blocked", None),
        "THROTTLED" => fact.clears(&["wa_flow.blocked"]).raises("wa_flow.throttled", None),
        _ => fact.clears(&["wa_flow.blocked", "wa_flow.throttled"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Vec<Fact> {
        event(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn a_state_raises_and_clears_what_stands() {
        let blocked = &facts(r#"{"event": "FLOW_STATUS_CHANGE", "flow_id": "7", "old_status": "THROTTLED", "new_status": "BLOCKED"}"#)[0];
        assert_eq!(
            (blocked.kind.as_str(), blocked.severity, blocked.subject.as_str()),
            ("wa_flow.status", Severity::Critical, "7")
        );
        assert_eq!(blocked.raises, [("wa_flow.blocked", None)]);
        let well = &facts(r#"{"event": "FLOW_STATUS_CHANGE", "flow_id": "7", "new_status": "PUBLISHED"}"#)[0];
        assert_eq!((well.raises.len(), well.clears.len(), well.severity), (0, 2, Severity::Info));
    }

    #[test]
    fn alerts_begin_and_end() {
        let slow = &facts(r#"{"event": "ENDPOINT_LATENCY", "flow_id": "7", "alert_state": "ACTIVATED", "p90_latency": 5400}"#)[0];
        assert_eq!(slow.raises, [("wa_flow.endpoint_slow", None)]);
        assert_eq!(slow.data["p90_latency"], 5400.0);
        let over = &facts(r#"{"event": "ENDPOINT_LATENCY", "flow_id": "7", "alert_state": "DEACTIVATED"}"#)[0];
        assert_eq!(
            (over.kind.as_str(), over.clears[0].0),
            ("wa_flow.endpoint_slow_over", "wa_flow.endpoint_slow")
        );
        let expires = &facts(r#"{"event": "FLOW_VERSION_EXPIRY_WARNING", "flow_id": "7", "warning": "soon"}"#)[0];
        assert!(expires.raises.is_empty() && expires.severity == Severity::Warning);
    }
}
