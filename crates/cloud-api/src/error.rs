//! What Meta says when something went wrong, and what each code means for us (Cloud API, *Error codes*).

use serde_json::Value;

use crate::wire::{self, Read, Unreadable};

wire! {
    /// An error inside a webhook: of a message, of a status, or of the number itself.
    pub struct GraphErrorBody {
        /// Branch on this and on `error_data.details`; titles and messages change.
        pub code: Option<i64>,
        /// Short name of the problem.
        pub title: Option<String>,
        /// Same text as `title` in most webhooks.
        pub message: Option<String>,
        /// The explanation.
        pub error_data: Option<ErrorData>,
        /// Where Meta documents its codes.
        pub href: Option<String>,
        /// Older place of the explanation.
        pub details: Option<String>,
    }

    /// The explanation part of an error.
    pub struct ErrorData {
        /// Why, in Meta's words.
        pub details: Option<String>,
        /// Always `whatsapp` when present.
        pub messaging_product: Option<String>,
    }
}

impl GraphErrorBody {
    /// Meta's explanation, from wherever this version of the payload keeps it.
    pub fn explanation(&self) -> Option<&str> {
        let details = self.error_data.as_ref().and_then(|data| data.details.as_deref());
        details.or(self.details.as_deref()).or(self.message.as_deref()).or(self.title.as_deref())
    }
}

/// The error a Graph call answers with.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("Meta refused with code {code}: {}", details.as_deref().unwrap_or(message))]
pub struct GraphError {
    /// Branch on this and on `details`.
    pub code: i64,
    /// Finer code of some errors (463: token expired, 467: token invalid).
    pub subcode: Option<i64>,
    /// `(#code) Title`.
    pub message: String,
    /// Class of the error in Graph's words (`OAuthException`).
    pub kind: Option<String>,
    /// The explanation of WhatsApp errors.
    pub details: Option<String>,
    /// What Meta suggests to show to people.
    pub user_title: Option<String>,
    /// What Meta suggests to show to people, longer.
    pub user_message: Option<String>,
    /// Meta asks for a repetition.
    pub is_transient: Option<bool>,
    /// Quote this to Meta's support.
    pub fbtrace_id: Option<String>,
    /// HTTP status of the answer; secondary to `code`.
    pub http_status: Option<u16>,
}

impl GraphError {
    /// Reads `{"error": {…}}` from an answer's body.
    pub fn from_body(body: &Value) -> Result<Self, Unreadable> {
        let error = body
            .get("error")
            .and_then(Value::as_object)
            .ok_or_else(|| Unreadable("the answer holds no `error` object".into()))?;
        let data = error.get("error_data");
        Ok(Self {
            code: i64::read(error.get("code").unwrap_or(&Value::Null))?,
            subcode: error.get("error_subcode").and_then(|value| i64::read(value).ok()),
            message: wire::text(error.get("message")).unwrap_or_default(),
            kind: wire::text(error.get("type")),
            details: wire::text(data.and_then(|data| data.get("details"))),
            user_title: wire::text(error.get("error_user_title")),
            user_message: wire::text(error.get("error_user_msg")),
            is_transient: error.get("is_transient").and_then(Value::as_bool),
            fbtrace_id: wire::text(error.get("fbtrace_id")),
            http_status: None,
        })
    }
}
