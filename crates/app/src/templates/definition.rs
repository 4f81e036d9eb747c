//! A template's definition on its way into the database: what Meta shows, or what somebody here wrote.

use cloud_api::template::{Template, TemplateComponent};
use serde_json::Value;
use store::FoundTemplate;

/// Characters of the search text; a body has 1,024 at most.
const SEARCH: usize = 4_000;

/// What Meta shows.
pub(super) fn found(template: Template) -> FoundTemplate {
    let upper = |text: Option<String>, missing: &str| text.map_or_else(|| missing.to_owned(), |text| text.to_uppercase());
    let reason = template
        .rejected_reason
        .filter(|reason| !reason.eq_ignore_ascii_case("NONE") && !reason.is_empty());
    let ttl = template.extra.get("message_send_ttl_seconds").and_then(Value::as_i64);
    FoundTemplate {
        meta_id: template.id.unwrap_or_default(),
        search: search(&template.name, &template.components),
        name: template.name,
        // Sends want `en_US`, whatever Meta writes elsewhere.
        language: template.language.replace('-', "_"),
        category: upper(template.category, "UNKNOWN"),
        status: upper(template.status, "UNKNOWN"),
        quality: upper(template.quality_score.and_then(|quality| quality.score), "UNKNOWN"),
        parameter_format: upper(template.parameter_format, "POSITIONAL"),
        components: serde_json::to_string(&template.components).unwrap_or_else(|_| "[]".to_owned()),
        rejected_reason: reason,
        previous_category: template.previous_category,
        correct_category: template.correct_category,
        ttl_seconds: ttl.filter(|seconds| *seconds > 0),
    }
}

/// Name and words, to be looked through.
pub(super) fn search(name: &str, components: &[TemplateComponent]) -> String {
    let mut words = vec![name.to_owned()];
    for component in components {
        words.extend(component.text.clone());
        words.extend(component.buttons.iter().filter_map(|button| button.text.clone()));
        for card in &component.cards {
            words.extend(card.components.iter().filter_map(|part| part.text.clone()));
        }
    }
    words.join("\n").to_lowercase().chars().take(SEARCH).collect()
}
