//! What became of a message we sent.

use serde_json::Value;

use super::item;
use super::message::{object, unix_seconds};
use crate::error::GraphErrorBody;
use crate::ids::{self, Wamid};
use crate::wire::{self, Read, Unreadable};

/// One report about a message we sent. Reports come in any order, more than once, and `delivered` may never come.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The message. Together with `status` (and the participant, in groups) the key against duplicates.
    pub id: Wamid,
    /// What happened to it.
    pub status: StatusKind,
    /// Unix seconds by Meta's clock. `0` when it could not be read.
    pub timestamp: i64,
    /// `payment` or `call` when this is not about a message.
    pub kind: Option<String>,
    /// Phone number in digits, or the group. Missing when we sent to a user id.
    pub recipient_id: Option<String>,
    /// Business-scoped user id.
    pub recipient_user_id: Option<String>,
    /// User id across linked portfolios.
    pub recipient_parent_user_id: Option<String>,
    /// `group` in groups.
    pub recipient_type: Option<String>,
    /// Phone of the group member this is about.
    pub recipient_participant_id: Option<String>,
    /// User id of the group member this is about.
    pub recipient_participant_user_id: Option<String>,
    /// Only when the identity change check is on.
    pub recipient_identity_key_hash: Option<String>,
    /// What we sent along as `biz_opaque_callback_data`.
    pub biz_opaque_callback_data: Option<String>,
    /// The billing conversation; since v24.0 only for free entry points.
    pub conversation: Option<Conversation>,
    /// What it costs. Count it once per message: it is repeated on a later status.
    pub pricing: Option<Pricing>,
    /// The payment this is about.
    pub payment: Option<Payment>,
    /// Why it failed.
    pub errors: Vec<GraphErrorBody>,
    /// The status as it came.
    pub raw: Value,
}

/// What happened to a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StatusKind {
    /// Meta has sent it.
    Sent,
    /// It is on the phone.
    Delivered,
    /// It was seen.
    Read,
    /// A voice note was listened to.
    Played,
    /// It will not arrive.
    Failed,
    /// It was deleted. Hardly ever sent.
    Deleted,
    /// A word we do not know, as it came (also the states of calls and payments).
    Other(String),
}

wire! {
    /// The billing conversation a message belongs to.
    pub struct Conversation {
        /// Meta's id of it.
        pub id: Option<String>,
        /// When it ends, unix seconds. Only with `sent`.
        pub expiration_timestamp: Option<i64>,
        /// How it began.
        pub origin: Option<Origin>,
    }

    /// How a billing conversation began.
    pub struct Origin {
        /// `marketing`, `utility`, `authentication`, `service`, `referral_conversion` …
        pub kind: Option<String> = "type",
    }

    /// What a message costs.
    pub struct Pricing {
        /// To be removed by Meta; use `kind` and `category`.
        pub billable: Option<bool>,
        /// `PMP` (per message); `CBP` before July 2025.
        pub pricing_model: Option<String>,
        /// `regular`, `free_customer_service`, `free_entry_point`, `free_group_customer_service`.
        pub kind: Option<String> = "type",
        /// `marketing`, `utility`, `authentication`, `service` …
        pub category: Option<String>,
    }

    /// The payment a status is about.
    pub struct Payment {
        /// Our own id of the order.
        pub reference_id: Option<String>,
    }
}

impl StatusKind {
    /// Reads Meta's word.
    pub fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "sent" => Self::Sent,
            "delivered" => Self::Delivered,
            "read" => Self::Read,
            "played" => Self::Played,
            "failed" => Self::Failed,
            "deleted" => Self::Deleted,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// Meta's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed => "failed",
            Self::Deleted => "deleted",
            Self::Other(word) => word,
        }
    }
}

impl Read for Status {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let status = value.as_object().ok_or_else(|| Unreadable("expected a status object".into()))?;
        let id = item::wamid(status.get("id"))?;
        let word = wire::text(status.get("status")).ok_or_else(|| Unreadable("the status does not say what happened".into()))?;
        let text = |name: &str| wire::text(status.get(name));
        // The spelling of the parent's member differs between Meta's drafts.
        let parent = ["recipient_parent_user_id", "parent_recipient_user_id", "parent_user_id"]
            .into_iter()
            .find_map(text);
        let (recipient_id, recipient_user_id) = ids::phone_or_user_id(text("recipient_id"), text("recipient_user_id"));
        let participant = ["recipient_participant_id", "participant_recipient_id"].into_iter().find_map(text);
        let (participant_id, participant_user_id) = ids::phone_or_user_id(participant, text("recipient_participant_user_id"));
        Ok(Self {
            id,
            status: StatusKind::parse(&word),
            timestamp: unix_seconds(status.get("timestamp")).unwrap_or(0),
            kind: text("type"),
            recipient_id,
            recipient_user_id,
            recipient_parent_user_id: parent,
            recipient_type: text("recipient_type"),
            recipient_participant_id: participant_id,
            recipient_participant_user_id: participant_user_id,
            recipient_identity_key_hash: text("recipient_identity_key_hash"),
            biz_opaque_callback_data: text("biz_opaque_callback_data"),
            conversation: object(status.get("conversation")),
            // Meta's aggregated group sample has it one level too deep.
            pricing: object(status.get("pricing")).or_else(|| object(status.get("conversation")?.get("pricing"))),
            payment: object(status.get("payment")),
            errors: wire::readable(status.get("errors")),
            raw: value.clone(),
        })
    }
}
