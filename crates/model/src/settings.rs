//! What a workspace can choose about how it behaves towards its customers.

use serde::{Deserialize, Serialize};

/// When the contact sees blue ticks for messages they sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReadReceipts {
    /// As soon as a member opens the conversation.
    #[default]
    OnOpen,
    /// When we answer.
    OnReply,
    /// Never by us. (A typing indicator still marks messages read: Meta offers no typing without it.)
    Never,
}

/// What happens to a message whose answer from Meta got lost and that no status confirms in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownPolicy {
    /// It waits for a person: never twice.
    #[default]
    Hold,
    /// It is sent again: at least once, perhaps twice.
    Resend,
}

/// The policies of a workspace. Missing members mean the default, so that old rows stay readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WorkspaceSettings {
    /// When the contact sees blue ticks.
    pub read_receipts: ReadReceipts,
    /// Show "typing…" on the contact's phone while a member writes and just before a message arrives.
    pub typing_to_contact: bool,
    /// How long "typing…" shows before a message, in milliseconds, 0 to 5000.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 5000))]
    pub typing_pause_ms: u16,
    /// What happens to a message nobody knows the fate of.
    pub unknown_policy: UnknownPolicy,
}

/// The longest pause for "typing…", in milliseconds.
pub const MAX_TYPING_PAUSE_MS: u16 = 5000;

impl Default for WorkspaceSettings {
    fn default() -> Self {
        Self {
            read_receipts: ReadReceipts::default(),
            typing_to_contact: true,
            typing_pause_ms: 600,
            unknown_policy: UnknownPolicy::default(),
        }
    }
}

impl WorkspaceSettings {
    /// Reads the stored JSON; what cannot be read falls back to the defaults rather than stopping the workspace.
    #[must_use]
    pub fn from_stored(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_members_take_their_defaults() {
        let settings = WorkspaceSettings::from_stored(r#"{"read_receipts":"never"}"#);
        assert_eq!(
            settings,
            WorkspaceSettings {
                read_receipts: ReadReceipts::Never,
                ..WorkspaceSettings::default()
            }
        );
        assert_eq!(WorkspaceSettings::from_stored("not json"), WorkspaceSettings::default());
    }
}
