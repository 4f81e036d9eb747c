//! Canned replies: texts that come back, the workspace's and one's own.

mod create;
mod delete;
mod list;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_canned_replies, create::create_canned_reply))
        .routes(routes!(update::update_canned_reply, delete::delete_canned_reply))
}

/// Paths that name a canned reply.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct CannedReplyPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The canned reply's id.
    canned_reply: model::CannedReplyId,
}
