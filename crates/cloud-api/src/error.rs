//! What Meta says when something went wrong, and what each code means for us (Cloud API, *Error codes*).

use serde_json::Value;

use crate::wire::{self, Read, Unreadable};

mod advice;
mod table;

pub use advice::{Advice, Class, Scope, Who, advice, documented_codes};

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

    /// What the code means for us; an error without a code is treated like an unknown one.
    pub fn advice(&self) -> Advice {
        advice(self.code.unwrap_or(UNKNOWN))
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

/// Stands in for a code that is missing; Meta's own are never negative.
const UNKNOWN: i64 = -1;

impl GraphError {
    /// What the code means for us.
    pub fn advice(&self) -> Advice {
        advice(self.code)
    }

    /// Meta's explanation, the most helpful text there is.
    pub fn explanation(&self) -> &str {
        self.details.as_deref().or(self.user_message.as_deref()).unwrap_or(&self.message)
    }

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_answer_to_a_refused_call_is_read() {
        let error = GraphError::from_body(&json!({"error": {
            "message": "(#131047) Re-engagement message", "type": "OAuthException", "code": 131047,
            "error_data": {"messaging_product": "whatsapp", "details": "More than 24 hours have passed"},
            "error_subcode": 2494055, "fbtrace_id": "Az8or2yhqkZfEZ-_4Qn_Bam", "is_transient": false,
        }}))
        .unwrap();
        assert_eq!((error.code, error.subcode, error.is_transient), (131047, Some(2494055), Some(false)));
        assert_eq!(error.explanation(), "More than 24 hours have passed");
        assert_eq!(error.to_string(), "Meta refused with code 131047: More than 24 hours have passed");
        assert_eq!(error.advice().title, "More than 24 hours since their last message");
    }

    #[test]
    fn other_answers_are_not_errors_of_graph() {
        for body in [
            json!({}),
            json!({"error": "invalid"}),
            json!({"error": {"message": "no code"}}),
            json!([]),
            json!("error"),
        ] {
            assert!(GraphError::from_body(&body).is_err(), "{body}");
        }
    }

    #[test]
    fn webhook_errors_explain_themselves_from_any_version() {
        let explanation = |error: Value| GraphErrorBody::read(&error).unwrap().explanation().map(str::to_owned);
        assert_eq!(
            explanation(json!({"code": 1, "title": "t", "error_data": {"details": "d"}})).as_deref(),
            Some("d")
        );
        assert_eq!(
            explanation(json!({"code": 130501, "details": "old", "title": "t"})).as_deref(),
            Some("old")
        );
        assert_eq!(explanation(json!({"title": "t"})).as_deref(), Some("t"));
        assert_eq!(GraphErrorBody::read(&json!({})).unwrap().advice().class, Class::Permanent);
    }
}
