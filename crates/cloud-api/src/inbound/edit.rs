//! A message changed after sending.

use serde_json::{Map, Value};

use super::{Content, InboundKind};
use crate::ids::Wamid;
use crate::webhook::Context;
use crate::wire::{Read, Unreadable, Write};

/// The sender changed a message, within fifteen minutes. Only on numbers shared with the WhatsApp Business app; elsewhere an edit
/// arrives as `unsupported`. The edit has a message id of its own; apply it to the original.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The message that was changed.
    pub original_message_id: Wamid,
    /// What it says now.
    pub content: Box<Content>,
    /// What the changed message answers or forwards.
    pub context: Option<Context>,
    /// The whole `edit` object as it came.
    raw: Value,
}

impl Read for Edit {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let message = value.get("message").and_then(Value::as_object);
        let message = message.ok_or_else(|| Unreadable("the edit holds no `message`".into()))?;
        Ok(Self {
            original_message_id: Wamid::read(value.get("original_message_id").unwrap_or(&Value::Null))?,
            content: Box::new(edited(message)),
            context: message.get("context").and_then(|context| Context::read(context).ok()),
            raw: value.clone(),
        })
    }
}

/// The new content. An edit of an edit does not exist, so it is not followed.
fn edited(message: &Map<String, Value>) -> Content {
    if message.get("type").and_then(Value::as_str) == Some(Edit::KIND) || message.contains_key(Edit::KIND) {
        return Content::Unknown {
            kind: Edit::KIND.into(),
            raw: Value::Object(message.clone()),
        };
    }
    Content::of_message(message)
}

impl Write for Edit {
    fn write(&self) -> Value {
        self.raw.clone()
    }
}

wire_serde!(Edit);

impl InboundKind for Edit {
    const KIND: &'static str = "edit";

    fn preview(&self) -> String {
        format!("✏️ {}", self.content.preview())
    }
}
