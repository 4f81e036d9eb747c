//! Contacts that may be one person, and what merging them would do.

use model::ConversationId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{ContactSummary, ContactView, ConversationStatus, TagView};

/// Two contacts that may be one person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DuplicateView {
    /// The two, the one known for longer first.
    pub contacts: Vec<ContactSummary>,
    /// Why they may be one.
    pub reasons: Vec<DuplicateReason>,
}

/// Why two contacts may be one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DuplicateReason {
    /// What they share.
    pub kind: DuplicateKind,
    /// The number, username, address or name itself; numbers in digits, names in lower case.
    pub value: String,
}

/// What two contacts share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateKind {
    /// Both have had this phone number.
    Phone,
    /// Both have had this WhatsApp id of the parent portfolio.
    ParentBsuid,
    /// Both have had this username.
    Username,
    /// Both have this e-mail address.
    Email,
    /// Both go by this name, and one of them has not written with an id of their own.
    Name,
}

impl DuplicateReason {
    pub(crate) fn of(kind: &str, value: String) -> Self {
        let kind = match kind {
            "phone" => DuplicateKind::Phone,
            "parent_bsuid" => DuplicateKind::ParentBsuid,
            "username" => DuplicateKind::Username,
            "email" => DuplicateKind::Email,
            _ => DuplicateKind::Name,
        };
        Self { kind, value }
    }
}

/// What merging two contacts would do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MergePreview {
    /// The contact that stays.
    pub into: ContactView,
    /// The contact that goes into it; its ids join those of the other.
    pub from: ContactView,
    /// Tags that join.
    pub tags: Vec<TagView>,
    /// The threads of both. Two on one number become one.
    pub conversations: Vec<MergeThreadView>,
    /// Messages that join.
    pub message_count: i64,
    /// Notes that join.
    pub note_count: i64,
    /// Fields that both have and that differ: choose. What only one of them has is kept.
    pub conflicts: Vec<MergeConflict>,
}

/// A thread that a merge concerns.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MergeThreadView {
    /// Its id.
    pub id: ConversationId,
    /// With whom.
    pub contact_id: model::ContactId,
    /// Whether it is open. The one thread is open if one of the two was, else snoozed if one of them was.
    pub status: ConversationStatus,
    /// Messages in it.
    pub message_count: i64,
    /// Notes in it.
    pub note_count: i64,
}

/// A field that both contacts have.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MergeConflict {
    /// `name`, `email`, `locale`, or `attributes.` and the name of one.
    pub field: String,
    /// What the contact that stays has.
    #[schema(value_type = Value)]
    pub kept: serde_json::Value,
    /// What the contact that goes has; taken when the field is named in `take`.
    #[schema(value_type = Value)]
    pub taken: serde_json::Value,
}

/// A contact after ids were taken off it, and the contact they went to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SplitView {
    /// The contact they were taken off.
    pub contact: ContactView,
    /// The contact that has them now.
    pub new_contact: ContactView,
}

impl From<store::MergeThread> for MergeThreadView {
    fn from(thread: store::MergeThread) -> Self {
        Self {
            id: thread.id,
            contact_id: thread.contact_id,
            status: ConversationStatus::parse(&thread.status),
            message_count: thread.message_count,
            note_count: thread.note_count,
        }
    }
}
