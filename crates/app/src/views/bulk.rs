//! What became of each conversation of a bulk action.

use model::{ConversationId, TeamId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ConversationStatus, Priority};

/// How a conversation stands, as far as bulk actions change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConversationState {
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// Where it stands.
    pub status: ConversationStatus,
    /// When it comes back, while snoozed.
    pub snoozed_until: Option<Timestamp>,
    /// The member who takes care of it.
    pub assignee_id: Option<UserId>,
    /// The team it belongs to.
    pub team_id: Option<TeamId>,
    /// How much it matters.
    pub priority: Priority,
}

/// What became of one conversation of a bulk action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulkResult {
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// It is as was asked for now.
    pub ok: bool,
    /// Something changed; false when it was so already.
    pub changed: bool,
    /// Why not: the code of a problem.
    pub code: Option<&'static str>,
    /// How it stood before, to put it back; `null` when there is no such conversation here.
    pub before: Option<ConversationState>,
}

impl BulkResult {
    /// It is as was asked for.
    #[must_use]
    pub const fn done(conversation_id: ConversationId, changed: bool, before: ConversationState) -> Self {
        Self {
            conversation_id,
            ok: true,
            changed,
            code: None,
            before: Some(before),
        }
    }

    /// There is no such conversation here.
    #[must_use]
    pub const fn not_found(conversation_id: ConversationId) -> Self {
        Self {
            conversation_id,
            ok: false,
            changed: false,
            code: Some("resource.not_found"),
            before: None,
        }
    }
}

/// What became of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulkResults {
    /// One for each conversation, in the order of their ids.
    pub results: Vec<BulkResult>,
}
