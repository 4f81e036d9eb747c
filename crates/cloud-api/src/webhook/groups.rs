//! The four group fields: life, members, settings, state.

use serde_json::Value;

use super::{Item, item};
use crate::error::GraphErrorBody;
use crate::wire::{Read, Unreadable};

/// The value of the four `group_…_update` fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Groups {
    /// What happened to groups.
    pub groups: Vec<Item<GroupEvent>>,
}

wire! {
    /// Something that happened to a group. `kind` says which of the other members is there.
    pub struct GroupEvent {
        /// `group_create`, `group_delete`, `group_participants_add`, `group_participants_remove`, `group_join_request_created`,
        /// `group_join_request_revoked`, `group_suspend`, `group_suspend_cleared`, or a settings update.
        pub kind: Option<String> = "type",
        /// Meta's id of the group.
        pub group_id: Option<String>,
        /// Unix seconds.
        pub timestamp: Option<i64>,
        /// Which call of ours this answers.
        pub request_id: Option<String>,
        /// Title of the group.
        pub subject: Option<String>,
        /// Description of the group.
        pub description: Option<String>,
        /// Whether the title could be changed.
        pub group_subject: Option<GroupSetting>,
        /// Whether the description could be changed.
        pub group_description: Option<GroupSetting>,
        /// Whether the picture could be changed.
        pub profile_picture: Option<GroupSetting>,
        /// Link to join by.
        pub invite_link: Option<String>,
        /// `auto_approve` or `approval_required`.
        pub join_approval_mode: Option<String>,
        /// Why it happened (`invite_link` …).
        pub reason: Option<String>,
        /// `business` or `participant`.
        pub initiated_by: Option<String>,
        /// Who joined.
        pub added_participants: Vec<GroupParticipant>,
        /// Who left or was removed.
        pub removed_participants: Vec<GroupParticipant>,
        /// Whom it did not work for.
        pub failed_participants: Vec<GroupParticipant>,
        /// Which request to join.
        pub join_request_id: Option<String>,
        /// Who wants to join.
        pub wa_id: Option<String>,
        /// Business-scoped user id of who wants to join.
        pub user_id: Option<String>,
        /// Why it failed.
        pub errors: Vec<GraphErrorBody>,
    }

    /// The outcome of a changed setting.
    pub struct GroupSetting {
        /// The new words.
        pub text: Option<String>,
        /// Type of the new picture.
        pub mime_type: Option<String>,
        /// Hash of the new picture.
        pub sha256: Option<String>,
        /// It was changed.
        pub update_successful: Option<bool>,
        /// Why not.
        pub errors: Vec<GraphErrorBody>,
    }

    /// A member of a group.
    pub struct GroupParticipant {
        /// Phone number.
        pub wa_id: Option<String>,
        /// What we gave when adding.
        pub input: Option<String>,
        /// Business-scoped user id.
        pub user_id: Option<String>,
        /// Username.
        pub username: Option<String>,
        /// Why it did not work.
        pub errors: Vec<GraphErrorBody>,
    }
}

impl Read for Groups {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let members = value.as_object().ok_or_else(|| Unreadable("expected an object".into()))?;
        Ok(Self {
            groups: item::read_all(members.get("groups")),
        })
    }
}
