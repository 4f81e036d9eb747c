//! A template as requests write it.

use app::templates::TemplateDraft;
use serde_json::Value;

use crate::prelude::*;

/// A template to be written: the body of Meta's own call.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({
    "name": "order_shipped", "language": "en_US", "category": "UTILITY",
    "components": [{ "type": "BODY", "text": "Your order {{1}} is on its way to you.", "example": { "body_text": [["A-1042"]] } }],
}))]
pub(super) struct TemplateDefinition {
    /// Lower-case letters, digits and `_`, at most 512; the same in every language.
    name: String,
    /// A code such as `en_US`.
    language: String,
    /// `MARKETING`, `UTILITY` or `AUTHENTICATION`.
    category: String,
    /// `POSITIONAL` (when missing) or `NAMED`.
    parameter_format: Option<String>,
    /// Header, body, footer, buttons, carousel, limited-time offer: as on the wire.
    #[schema(value_type = Vec<Object>)]
    components: Vec<Value>,
    /// How long Meta tries to deliver, in seconds; Meta's own time when missing.
    message_send_ttl_seconds: Option<i64>,
}

impl From<TemplateDefinition> for TemplateDraft {
    fn from(definition: TemplateDefinition) -> Self {
        let TemplateDefinition {
            name,
            language,
            category,
            parameter_format,
            components,
            message_send_ttl_seconds,
        } = definition;
        Self {
            name,
            language,
            category,
            parameter_format,
            components,
            message_send_ttl_seconds,
        }
    }
}
