//! Change a workspace's name, time zone and policies.

use app::views::WorkspaceView;
use app::workspaces::{SettingsPatch, WorkspacePatch};
use model::{OptOutWords, ReadReceipts, UnknownPolicy};

use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateWorkspace {
    /// Another name.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Another IANA time zone.
    time_zone: Option<String>,
    /// Other policies.
    #[serde(default)]
    settings: UpdateSettings,
}

/// Which policies to change; what is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct UpdateSettings {
    /// When the contact sees that we read.
    read_receipts: Option<ReadReceipts>,
    /// Show "typing…" to the contact before an answer.
    typing_to_contact: Option<bool>,
    /// How long the typing shows, in milliseconds.
    #[schema(maximum = 5000)]
    typing_pause_ms: Option<u16>,
    /// What becomes of a message whose answer from Meta was lost.
    unknown_policy: Option<UnknownPolicy>,
    /// After how many days the bytes of files are deleted; 0 keeps them.
    #[schema(maximum = 3650)]
    keep_media_days: Option<u16>,
    /// After how many days runs of flows that are over are deleted, 0 to 3650; 0 keeps them.
    #[schema(minimum = 0, maximum = 3650)]
    keep_run_days: Option<u16>,
    /// After how many days what customers sent with forms is deleted with its files; 0 keeps it.
    #[schema(minimum = 0, maximum = 3650)]
    keep_submission_days: Option<u16>,
    /// For how many days exchanges of forms are kept.
    #[schema(minimum = 1, maximum = 30)]
    keep_exchange_days: Option<u8>,
    /// Let no member in who signs in without a second factor; only owners decide this, and only with one of their own.
    require_second_factor: Option<bool>,
    /// How long a member's message can be taken back before it leaves, in seconds; 0 sends at once.
    #[schema(maximum = 30)]
    undo_send_seconds: Option<u8>,
    /// Words by which contacts opt out and come back: all of them, as they should be.
    opt_out_words: Option<OptOutWords>,
}

/// Update a workspace.
///
/// Send the version you read in `If-Match` to be told (412) when somebody else was faster.
#[utoipa::path(patch, path = "/workspaces/{workspace}", tag = "workspaces",
    params(WorkspacePath, ("If-Match" = Option<String>, Header, description = "The version the change was made from")),
    responses((status = OK, body = WorkspaceView)))]
pub(super) async fn update_workspace(
    State(app): State<App>,
    member: Member<perm::UpdateWorkspace>,
    IfMatch(version): IfMatch,
    Json(request): Json<UpdateWorkspace>,
) -> Result<(ETag, Json<WorkspaceView>), ApiError> {
    let UpdateSettings {
        read_receipts,
        typing_to_contact,
        typing_pause_ms,
        unknown_policy,
        keep_media_days,
        keep_run_days,
        keep_submission_days,
        keep_exchange_days,
        require_second_factor,
        undo_send_seconds,
        opt_out_words,
    } = request.settings;
    let settings = SettingsPatch {
        read_receipts,
        typing_to_contact,
        typing_pause_ms,
        unknown_policy,
        keep_media_days,
        keep_run_days,
        keep_submission_days,
        keep_exchange_days,
        require_second_factor,
        undo_send_seconds,
        opt_out_words,
    };
    let patch = WorkspacePatch {
        name: request.name,
        time_zone: request.time_zone,
        settings,
    };
    let workspace = app.workspaces().update(&member.actor(), patch, version).await?;
    Ok((ETag(workspace.version), Json(workspace)))
}
