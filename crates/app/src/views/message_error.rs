//! Why a message failed, in words a person can act on.

use cloud_api::error::{Advice, Class, GraphError, GraphErrorBody, advice};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Why a message failed, in words, and what can be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MessageError {
    /// Meta's code, or a word of ours.
    pub code: ErrorCode,
    /// Its short name.
    pub title: String,
    /// What happened.
    pub detail: String,
    /// What a person can do.
    #[serde(default)]
    pub remedy: String,
    /// Who can do it: `agent`, `admin`, `contact`, `meta` or `nobody`.
    #[serde(default)]
    pub who: String,
    /// Sending it again now, or once the remedy is done, may work. Not for what Meta holds back for a stated time: it would only hold back longer.
    #[serde(default)]
    pub retryable: bool,
}

/// Meta's numeric code, or a word of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ErrorCode {
    /// Meta's.
    Meta(i64),
    /// Ours.
    Ours(String),
}

impl MessageError {
    /// What Meta answered to a call.
    #[must_use]
    pub fn from_graph(error: &GraphError) -> Self {
        Self::advised(error.advice(), error.explanation())
    }

    /// What Meta said in a webhook.
    #[must_use]
    pub fn from_webhook(error: &GraphErrorBody) -> Self {
        Self::advised(error.advice(), error.explanation().unwrap_or_default())
    }

    /// A trouble of our own, in words; `code` is a word of ours such as `send.unknown`.
    #[must_use]
    pub fn ours(code: &str, title: &str, detail: impl Into<String>, remedy: &str) -> Self {
        Self {
            code: ErrorCode::Ours(code.to_owned()),
            title: title.to_owned(),
            detail: detail.into(),
            remedy: remedy.to_owned(),
            who: "agent".to_owned(),
            retryable: true,
        }
    }

    /// As it is stored on a message or an attempt.
    #[must_use]
    pub fn to_stored(&self) -> String {
        serde_json::to_string(self).expect("words and numbers are valid JSON")
    }

    /// Reads what is stored: this very shape, or Meta's own objects, or just words.
    #[must_use]
    pub fn from_stored(json: &str) -> Self {
        let value: Value = serde_json::from_str(json).unwrap_or_else(|_| Value::String(json.to_owned()));
        if let Ok(mut error) = serde_json::from_value::<Self>(value.clone()) {
            // What a code means is known better today than when it was written down.
            if let ErrorCode::Meta(code) = error.code {
                error.retryable = may_be_sent_again(advice(code));
            }
            return error;
        }
        let first = value.as_array().and_then(|errors| errors.first()).unwrap_or(&value);
        let text = |name: &str| first.get(name).and_then(Value::as_str);
        let details = first.pointer("/error_data/details").and_then(Value::as_str);
        let words = details
            .or(text("detail"))
            .or(text("details"))
            .or(text("message"))
            .or(text("title"))
            .or(first.as_str())
            .unwrap_or_default();
        match first.get("code") {
            Some(Value::Number(code)) => Self::advised(advice(code.as_i64().unwrap_or_default()), words),
            other => Self {
                code: ErrorCode::Ours(other.and_then(Value::as_str).unwrap_or("send.failed").to_owned()),
                title: text("title").unwrap_or("Not delivered").to_owned(),
                detail: words.to_owned(),
                remedy: String::new(),
                who: "nobody".to_owned(),
                retryable: false,
            },
        }
    }

    fn advised(advice: Advice, explanation: &str) -> Self {
        let who = serde_json::to_value(advice.who).ok().and_then(|who| who.as_str().map(str::to_owned));
        Self {
            code: ErrorCode::Meta(advice.code),
            title: advice.title.to_owned(),
            detail: if explanation.is_empty() {
                advice.meaning.to_owned()
            } else {
                explanation.to_owned()
            },
            remedy: advice.remedy.to_owned(),
            who: who.unwrap_or_else(|| "nobody".to_owned()),
            retryable: may_be_sent_again(advice),
        }
    }
}

/// Meta's waits are hours and days: "Do not send it again today" and a button that sends it again contradict each other.
fn may_be_sent_again(advice: Advice) -> bool {
    match advice.class {
        Class::Retry | Class::RateLimited | Class::Fix => true,
        Class::Wait | Class::Permanent => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_form_becomes_words() {
        let ours = MessageError::from_stored(
            r#"{"code":"send.expired","title":"Too late","detail":"It waited a day.","remedy":"Send it again.","who":"agent","retryable":true}"#,
        );
        assert_eq!((ours.code.clone(), ours.retryable), (ErrorCode::Ours("send.expired".to_owned()), true));
        assert_eq!(MessageError::from_stored(&serde_json::to_string(&ours).unwrap()), ours);
        let metas = MessageError::from_stored(r#"[{"code":131047,"title":"Re-engagement message","error_data":{"details":"More than 24 hours"}}]"#);
        assert_eq!((metas.code, metas.detail.as_str()), (ErrorCode::Meta(131_047), "More than 24 hours"));
        assert_eq!(MessageError::from_stored("connection reset").detail, "connection reset");
    }

    /// Table, words and button say the same: nobody is offered to send again what must wait.
    #[test]
    fn what_must_wait_offers_no_second_attempt() {
        for codes in cloud_api::error::documented_codes() {
            let advice = advice(*codes.start());
            let error = MessageError::advised(advice, "");
            assert!(advice.class != Class::Wait || !error.retryable, "{}: {}", advice.code, error.remedy);
            assert!(!advice.is_retryable() || error.retryable, "{}", advice.code);
        }
        let stored = r#"{"code":131049,"title":"","detail":"","remedy":"","who":"agent","retryable":true}"#;
        assert!(
            !MessageError::from_stored(stored).retryable,
            "nor of one written down by an earlier version"
        );
    }
}
