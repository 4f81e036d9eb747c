//! Answers to interactive messages: a tapped button, a chosen row, a finished form, a call permission.

use serde_json::{Map, Value};

use super::{Answer, InboundKind};
use crate::preview;
use crate::wire::{Read, Unreadable, Write};

/// An answer to an interactive message.
#[derive(Debug, Clone, PartialEq)]
pub enum Interactive {
    /// A reply button was tapped.
    ButtonReply(ButtonReply),
    /// The contact answered whether we may call.
    CallPermissionReply(CallPermissionReply),
    /// A row of a list was chosen.
    ListReply(ListReply),
    /// A native Flow or an address form was finished.
    NfmReply(NfmReply),
    /// A sub-kind we do not know, as it came.
    Other {
        /// Meta's name of the sub-kind.
        kind: String,
        /// The whole `interactive` object.
        raw: Value,
    },
}

wire! {
    /// A tapped reply button.
    pub struct ButtonReply {
        /// What we gave the button.
        pub id: String,
        /// The label.
        pub title: String,
    }

    /// A chosen row.
    pub struct ListReply {
        /// What we gave the row.
        pub id: String,
        /// First line of the row.
        pub title: String,
        /// Second line of the row.
        pub description: Option<String>,
    }

    /// A finished form. It may arrive twice, and is not certain to arrive at all.
    pub struct NfmReply {
        /// `flow` or `address_message`.
        pub name: Option<String>,
        /// What the bubble says (`Sent`).
        pub body: Option<String>,
        /// What was filled in: text that holds JSON, now and then the object itself. Use [`NfmReply::response`].
        pub response_json: Option<Value>,
    }

    /// Whether we may call.
    pub struct CallPermissionReply {
        /// `accept` or `reject`.
        pub response: String,
        /// The grant does not end.
        pub is_permanent: Option<bool>,
        /// When the grant ends, unix seconds.
        pub expiration_timestamp: Option<i64>,
        /// `user_action` or `automatic`.
        pub response_source: Option<String>,
    }
}

impl NfmReply {
    /// What was filled in, as JSON. `None` when it is missing or its text is not JSON.
    pub fn response(&self) -> Option<Value> {
        match self.response_json.as_ref()? {
            Value::String(text) => crate::json::read(text.as_bytes()).ok(),
            value => Some(value.clone()),
        }
    }

    /// The token the flow was sent with; the only link to what we sent besides the message's context. Untrusted input.
    pub fn flow_token(&self) -> Option<String> {
        Some(self.response()?.get("flow_token")?.as_str()?.to_owned())
    }
}

impl Interactive {
    /// Meta's name of the sub-kind.
    pub fn kind(&self) -> &str {
        match self {
            Self::ButtonReply(_) => "button_reply",
            Self::CallPermissionReply(_) => "call_permission_reply",
            Self::ListReply(_) => "list_reply",
            Self::NfmReply(_) => "nfm_reply",
            Self::Other { kind, .. } => kind,
        }
    }
}

impl Read for Interactive {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let object = value.as_object().ok_or_else(|| Unreadable("expected an interactive object".into()))?;
        let known = ["button_reply", "call_permission_reply", "list_reply", "nfm_reply"];
        let named = object.get("type").and_then(Value::as_str);
        let kind = named.or_else(|| known.into_iter().find(|kind| object.contains_key(*kind)));
        let kind = kind.ok_or_else(|| Unreadable("the interactive object does not say its `type`".into()))?;
        // Members beside `type` and the reply have nowhere to live in the typed form.
        let plain = object.len() == 1 + usize::from(named.is_some());
        let reply = object.get(kind).filter(|_| plain);
        let read = match (kind, reply) {
            ("button_reply", Some(reply)) => ButtonReply::read(reply).map(Self::ButtonReply),
            ("call_permission_reply", Some(reply)) => CallPermissionReply::read(reply).map(Self::CallPermissionReply),
            ("list_reply", Some(reply)) => ListReply::read(reply).map(Self::ListReply),
            ("nfm_reply", Some(reply)) => NfmReply::read(reply).map(Self::NfmReply),
            _ => Err(Unreadable(String::new())),
        };
        Ok(read.unwrap_or_else(|_| Self::Other {
            kind: kind.to_owned(),
            raw: value.clone(),
        }))
    }
}

impl Write for Interactive {
    fn write(&self) -> Value {
        let reply = match self {
            Self::ButtonReply(reply) => reply.write(),
            Self::CallPermissionReply(reply) => reply.write(),
            Self::ListReply(reply) => reply.write(),
            Self::NfmReply(reply) => reply.write(),
            Self::Other { raw, .. } => return raw.clone(),
        };
        Value::Object(Map::from_iter([("type".to_owned(), self.kind().into()), (self.kind().to_owned(), reply)]))
    }
}

wire_serde!(Interactive);

impl InboundKind for Interactive {
    const KIND: &'static str = "interactive";

    fn preview(&self) -> String {
        match self {
            Self::ButtonReply(reply) => reply.title.clone(),
            Self::ListReply(reply) => reply.title.clone(),
            Self::NfmReply(reply) if reply.name.as_deref() == Some("address_message") => "📍 Address sent".into(),
            Self::NfmReply(_) => "📋 Form sent".into(),
            Self::CallPermissionReply(reply) if reply.response == "accept" => "📞 Calls allowed".into(),
            Self::CallPermissionReply(_) => "📞 Calls declined".into(),
            Self::Other { kind, .. } => preview::with_icon("Unsupported reply", &[Some(kind)]),
        }
    }

    fn answer(&self) -> Option<Answer> {
        match self {
            Self::ButtonReply(reply) => Some(Answer {
                id: Some(reply.id.clone()),
                text: reply.title.clone(),
            }),
            Self::ListReply(reply) => Some(Answer {
                id: Some(reply.id.clone()),
                text: reply.title.clone(),
            }),
            Self::NfmReply(_) | Self::CallPermissionReply(_) | Self::Other { .. } => None,
        }
    }
}
