//! Functions: JavaScript of the team's own.

mod calls;
mod create;
mod delete;
mod draft;
mod get;
mod list;
mod publish;
mod run;
mod status;
mod update;
mod versions;

use model::FunctionId;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_functions, create::create_function))
        .routes(routes!(status::get_function_status))
        .routes(routes!(get::get_function, update::update_function, delete::delete_function))
        .routes(routes!(draft::get_function_draft, draft::put_function_draft))
        .routes(routes!(publish::publish_function))
        .routes(routes!(versions::list_function_versions))
        .routes(routes!(versions::get_function_version))
        .routes(routes!(run::run_function))
        .routes(routes!(calls::list_function_calls))
}

/// Paths that name a function.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct FunctionPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The function's id.
    function: FunctionId,
}
