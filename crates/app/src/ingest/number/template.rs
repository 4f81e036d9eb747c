//! The four template fields. A template is named by its name and language; Meta writes the language in two ways.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components>

use cloud_api::webhook::{TemplateCategory, TemplateComponents, TemplateQuality, TemplateStatus};
use model::Timestamp;

use super::{Fact, Severity, word};

fn subject(name: Option<&str>, language: Option<&str>) -> String {
    let language = language.unwrap_or_default().replace('-', "_");
    format!("{} {language}", name.unwrap_or_default()).trim().to_owned()
}

/// `message_template_status_update`.
pub(super) fn status(value: &TemplateStatus) -> Vec<Fact> {
    let event = word(value.event.as_deref());
    let pause = word(value.other_info.as_ref().and_then(|info| info.title.as_deref()));
    let (kind, severity) = match (event.as_str(), pause.as_str()) {
        (_, "UNPAUSE") | ("REINSTATED" | "UNARCHIVED", _) => ("template.reinstated", Severity::Info),
        ("APPROVED", _) => ("template.approved", Severity::Info),
        ("REJECTED", _) => ("template.rejected", Severity::Warning),
        ("PAUSED", _) => ("template.paused", Severity::Critical),
        ("DISABLED", _) => ("template.disabled", Severity::Critical),
        ("FLAGGED", _) => ("template.flagged", Severity::Warning),
        ("LIMIT_EXCEEDED" | "LOCKED", _) => ("template.locked", Severity::Warning),
        ("PENDING" | "IN_APPEAL", _) => ("template.pending", Severity::Info),
        ("PENDING_DELETION", _) => ("template.pending_deletion", Severity::Warning),
        ("DELETED" | "ARCHIVED", _) => ("template.deleted", Severity::Info),
        _ => ("template.updated", Severity::Info),
    };
    let rejection = value.rejection_info.as_ref();
    let reason = rejection.and_then(|info| info.reason.as_deref()).or(value.reason.as_deref());
    let fact = Fact::new("template", kind, severity)
        .about(subject(value.name.as_deref(), value.language.as_deref()))
        .with("template_id", value.template_id.as_deref())
        .with("event", value.event.as_deref())
        .with("category", value.category.as_deref())
        .with("reason", reason.filter(|reason| !reason.eq_ignore_ascii_case("NONE")))
        .with("recommendation", rejection.and_then(|info| info.recommendation.as_deref()))
        .with("pause", Some(pause).filter(|pause| !pause.is_empty()))
        .with("disable_date", value.disable_info.as_ref().and_then(|info| info.disable_date.as_deref()));
    vec![match kind {
        "template.paused" => fact.clears(&["template.disabled"]).raises("template.paused", None),
        "template.disabled" => fact.clears(&["template.paused"]).raises("template.disabled", None),
        "template.approved" | "template.reinstated" | "template.deleted" => {
            fact.clears(&["template.paused", "template.disabled", "template.quality_low"])
        }
        _ => fact,
    }]
}

/// `message_template_quality_update`.
pub(super) fn quality(value: &TemplateQuality) -> Vec<Fact> {
    let new = word(value.new_quality_score.as_deref());
    let severity = if new == "RED" { Severity::Warning } else { Severity::Info };
    let fact = Fact::new("template", "template.quality", severity)
        .about(subject(value.name.as_deref(), value.language.as_deref()))
        .with("template_id", value.template_id.as_deref())
        .with("previous", value.previous_quality_score.as_deref())
        .with("quality", Some(new.as_str()));
    vec![if new == "RED" {
        fact.raises("template.quality_low", None)
    } else {
        fact.clears(&["template.quality_low"])
    }]
}

/// `message_template_components_update`.
pub(super) fn components(value: &TemplateComponents) -> Vec<Fact> {
    vec![
        Fact::new("template", "template.edited", Severity::Info)
            .about(subject(value.name.as_deref(), value.language.as_deref()))
            .with("template_id", value.template_id.as_deref()),
    ]
}

/// `template_category_update`: announced a day ahead, then done.
pub(super) fn category(value: &TemplateCategory) -> Vec<Fact> {
    let fact = if value.is_announcement() {
        let at = value
            .category_update_timestamp
            .filter(|seconds| *seconds > 0)
            .map(Timestamp::from_seconds);
        Fact::new("template", "template.category_announced", Severity::Warning)
            .with("category", value.correct_category.as_deref())
            .with("previous", value.new_category.as_deref())
            .with("at", at)
    } else {
        Fact::new("template", "template.category_changed", Severity::Warning)
            .with("category", value.new_category.as_deref())
            .with("previous", value.previous_category.as_deref())
    };
    vec![
        fact.about(subject(value.name.as_deref(), value.language.as_deref()))
            .with("template_id", value.template_id.as_deref()),
    ]
}
