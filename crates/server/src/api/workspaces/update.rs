//! Change a workspace's name, time zone and policies.

use app::views::WorkspaceView;
use app::workspaces::{SettingsPatch, WorkspacePatch};
use model::{ReadReceipts, UnknownPolicy};

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
    } = request.settings;
    let settings = SettingsPatch {
        read_receipts,
        typing_to_contact,
        typing_pause_ms,
        unknown_policy,
    };
    let patch = WorkspacePatch {
        name: request.name,
        time_zone: request.time_zone,
        settings,
    };
    let workspace = app.workspaces().update(&member.actor(), patch, version).await?;
    Ok((ETag(workspace.version), Json(workspace)))
}
