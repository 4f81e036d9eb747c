//! One message to one person: the whole body of a send call.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::check::{Check, ViolationCode};
use super::{LIMITS, LimitViolation, OutboundContent};
use crate::ids::Wamid;

/// Whom to write to. The phone is used when it is known; some kinds (one-tap codes) cannot go to a user id (131062).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Phone with country code; spaces, dashes, brackets and a leading `+` make no difference.
    pub phone: Option<String>,
    /// Business-scoped user id, sent verbatim.
    pub user_id: Option<String>,
}

/// A message ready to go. Meta has no idempotency key: after a time-out nobody knows whether it went, and `opaque`, which comes
/// back in every status, is the only way to find out.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Whom to.
    pub to: Recipient,
    /// What it says.
    pub content: OutboundContent,
    /// The message to quote. Reactions name their target themselves.
    pub reply_to: Option<Wamid>,
    /// Comes back as `biz_opaque_callback_data` in every status, at most 512 characters.
    pub opaque: Option<String>,
}

impl Recipient {
    /// By phone.
    pub fn phone(phone: impl Into<String>) -> Self {
        Self {
            phone: Some(phone.into()),
            user_id: None,
        }
    }

    /// By business-scoped user id.
    pub fn user_id(user_id: impl Into<String>) -> Self {
        Self {
            phone: None,
            user_id: Some(user_id.into()),
        }
    }

    /// The phone in Meta's safest form. Without `+` Meta would put *our* country code before it.
    fn dialled(&self) -> Option<String> {
        let digits: String = self.phone.as_deref()?.chars().filter(char::is_ascii_digit).collect();
        (!digits.is_empty()).then(|| format!("+{digits}"))
    }
}

impl Message {
    /// A message that quotes nothing and carries nothing along.
    pub fn new(to: Recipient, content: OutboundContent) -> Self {
        Self {
            to,
            content,
            reply_to: None,
            opaque: None,
        }
    }

    /// The exact body of the call.
    pub fn to_body(&self) -> Value {
        let mut body = json!({"messaging_product": "whatsapp", "recipient_type": "individual"});
        match (self.to.dialled(), &self.to.user_id) {
            (Some(phone), _) => body["to"] = phone.into(),
            (None, Some(user_id)) => body["recipient"] = user_id.as_str().into(),
            (None, None) => {}
        }
        body["type"] = self.content.kind().into();
        body[self.content.kind()] = self.content.content_json();
        if let Some(quoted) = &self.reply_to
            && !matches!(self.content, OutboundContent::Reaction(_))
        {
            body["context"] = json!({"message_id": quoted});
        }
        if let Some(opaque) = &self.opaque {
            body["biz_opaque_callback_data"] = opaque.as_str().into();
        }
        body
    }

    /// What Meta would refuse: the content's violations, and a missing recipient or an overlong `opaque`.
    pub fn validate(&self) -> Vec<LimitViolation> {
        let mut violations = self.content.validate();
        let mut check = Check::default();
        if self.to.dialled().is_none() && self.to.user_id.as_deref().is_none_or(|id| id.trim().is_empty()) {
            check.note(
                "to",
                ViolationCode::Missing,
                None,
                "the contact has neither a phone number nor a user id to write to",
            );
        }
        check.short("opaque", self.opaque.as_deref().unwrap_or_default(), LIMITS.opaque);
        violations.extend(check.into_violations());
        violations
    }
}
