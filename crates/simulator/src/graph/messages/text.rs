//! Text messages.

use serde_json::json;

use crate::graph::{check::Parameter, error::GraphError, messages::Draft};

/// Longest text (<https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages>).
const LONGEST: usize = 4096;

pub(crate) fn draft(text: &Parameter<'_>) -> Result<Draft, GraphError> {
    text.object()?;
    let body = text.get("body");
    let content = body.string()?;
    match content.chars().count() {
        0 => return Err(body.wrong("must be a non-empty string")),
        length if length > LONGEST => return Err(body.wrong(&format!("must be at most {LONGEST} characters long"))),
        _ => {}
    }
    let preview = text.get("preview_url");
    let preview_url = match preview.value() {
        None => false,
        Some(value) => value.as_bool().ok_or_else(|| preview.wrong("must be a boolean"))?,
    };
    Ok(Draft::free_form(json!({ "body": content, "preview_url": preview_url })))
}
