//! Saved views: filters of the inbox under a name.

mod create;
mod delete;
mod list;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_saved_views, create::create_saved_view))
        .routes(routes!(update::update_saved_view, delete::delete_saved_view))
}

/// Paths that name a saved view.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct SavedViewPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The saved view's id.
    saved_view: model::SavedViewId,
}
