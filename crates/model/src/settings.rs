//! What a workspace can choose about how it behaves towards its customers.

use serde::{Deserialize, Serialize};

use crate::OptOutWords;

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
    /// How long a member's message can be taken back before it leaves, in seconds, 0 to 30.
    ///
    /// Off unless a workspace asks for it: in a chat each second of it is a second the customer waits, unlike in mail.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 30))]
    pub undo_send_seconds: u8,
    /// Words by which contacts opt out and come back.
    pub opt_out_words: OptOutWords,
    /// After how many days the bytes of files are deleted, 0 to 3650; 0 keeps them. Their messages stay.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 3650))]
    pub keep_media_days: u16,
    /// After how many days runs of flows that are over are deleted with their trails, 0 to 3650; 0 keeps them. What they sent stays.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 3650))]
    pub keep_run_days: u16,
    /// After how many days what customers sent with forms is deleted with its files, 0 to 3650; 0 keeps it.
    ///
    /// Their messages stay, and say only that a form came.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 3650))]
    pub keep_submission_days: u16,
    /// For how many days it is kept what phones asked and were told while a form was open, 1 to 30.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 30))]
    pub keep_exchange_days: u8,
    /// Let no member in who signs in without a second factor.
    pub require_second_factor: bool,
}

/// The longest time files can be kept for and then deleted, in days.
pub const MAX_KEEP_MEDIA_DAYS: u16 = 3650;

/// The longest time runs of flows can be kept for and then deleted, in days.
pub const MAX_KEEP_RUN_DAYS: u16 = 3650;

/// The longest time what forms brought can be kept for and then deleted, in days.
pub const MAX_KEEP_SUBMISSION_DAYS: u16 = 3650;

/// The longest time exchanges of forms are kept, in days.
pub const MAX_KEEP_EXCHANGE_DAYS: u8 = 30;

/// The longest pause for "typing…", in milliseconds.
pub const MAX_TYPING_PAUSE_MS: u16 = 5000;

/// The longest time a message can be taken back in, in seconds.
pub const MAX_UNDO_SEND_SECONDS: u8 = 30;

impl Default for WorkspaceSettings {
    fn default() -> Self {
        Self {
            read_receipts: ReadReceipts::default(),
            typing_to_contact: true,
            typing_pause_ms: 600,
            unknown_policy: UnknownPolicy::default(),
            keep_media_days: 0,
            keep_run_days: 90,
            keep_submission_days: 0,
            keep_exchange_days: MAX_KEEP_EXCHANGE_DAYS,
            require_second_factor: false,
            undo_send_seconds: 0,
            opt_out_words: OptOutWords::default(),
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
