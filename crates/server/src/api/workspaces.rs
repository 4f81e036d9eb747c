//! Workspaces: the tenants a person is a member of.

mod create;
mod delete;
mod get;
mod list;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_workspaces, create::create_workspace))
        .routes(routes!(get::get_workspace, update::update_workspace, delete::delete_workspace))
}
