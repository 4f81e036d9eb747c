//! The loop test.

use app::views::ChannelCheck;

use crate::prelude::*;

/// Test the whole way in: a delivery signed like Meta's goes out to the public address and must arrive here.
#[utoipa::path(post, path = "/workspaces/{workspace}/channel/loop-test", tag = "channel", params(WorkspacePath),
    responses((status = OK, body = ChannelCheck)))]
pub(super) async fn loop_test_channel(State(app): State<App>, member: Member<perm::ManageChannel>) -> Result<Json<ChannelCheck>, ApiError> {
    Ok(Json(app.channels().loop_test(&member.actor()).await?))
}
