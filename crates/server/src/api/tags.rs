//! The workspace's labels for contacts.

mod create;
mod delete;
mod list;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_tags, create::create_tag))
        .routes(routes!(update::update_tag, delete::delete_tag))
}

/// Paths that name a tag.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct TagPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The tag's id.
    tag: TagId,
}
