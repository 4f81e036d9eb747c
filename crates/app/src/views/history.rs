//! How far the history of the phone app has come.

use model::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// The history of the WhatsApp Business app on its way to us. Meta sends it in pieces, in any order, once: while a number joins
/// ([Meta: Onboarding WhatsApp Business app users](https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HistoryView {
    /// Where it stands.
    pub state: HistoryState,
    /// The furthest part heard of: 0 the last day, 1 up to 90 days, 2 up to 180 days.
    pub phase: i64,
    /// Percent of the whole, 0 to 100.
    pub progress: i64,
    /// Different pieces that arrived.
    pub chunk_count: i64,
    /// Messages it brought that were not known before.
    pub message_count: i64,
    /// Files it brought; Meta only keeps those of the last 14 days.
    pub file_count: i64,
    /// Meta's code when there is no history.
    pub error_code: Option<i64>,
    /// When the first piece arrived.
    pub started_at: Timestamp,
    /// When the last piece arrived.
    pub updated_at: Timestamp,
    /// When it was complete.
    pub finished_at: Option<Timestamp>,
}

/// Where a history stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HistoryState {
    /// Pieces are still arriving.
    Running,
    /// All of it is here; files may still follow.
    Complete,
    /// The business chose not to share it (Meta's code 2593109), or Meta gave another reason.
    Declined,
}

impl From<store::ChannelHistory> for HistoryView {
    fn from(history: store::ChannelHistory) -> Self {
        let state = match (history.error_code, history.finished_at) {
            (Some(_), _) => HistoryState::Declined,
            (None, Some(_)) => HistoryState::Complete,
            (None, None) => HistoryState::Running,
        };
        Self {
            state,
            phase: history.phase,
            progress: history.progress,
            chunk_count: history.chunk_count,
            message_count: history.message_count,
            file_count: history.file_count,
            error_code: history.error_code,
            started_at: history.started_at,
            updated_at: history.updated_at,
            finished_at: history.finished_at,
        }
    }
}
