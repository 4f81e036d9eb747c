//! Reactions to a message, or taking one back.

use serde_json::json;

use crate::graph::{check::Parameter, error::GraphError, messages::Draft};

pub(crate) fn draft(reaction: &Parameter<'_>) -> Result<Draft, GraphError> {
    reaction.object()?;
    let message = reaction.get("message_id").text(512)?;
    let emoji = reaction.get("emoji");
    // An empty emoji takes the reaction back.
    let text = if emoji.is_there() { emoji.string()? } else { "" };
    if text.chars().count() > 16 || text.chars().any(|character| character.is_ascii_alphabetic()) {
        return Err(emoji.not_allowed("must be one emoji"));
    }
    Ok(Draft::free_form(json!({ "message_id": message, "emoji": text })))
}
