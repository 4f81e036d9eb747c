//! Contacts from a file.

mod check;
mod delete;
mod errors;
mod get;
mod list;
mod start;
mod undo;
mod upload;

use app::imports::ImportPlan;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    let uploads = axum::extract::DefaultBodyLimit::max(app::imports::MAX_IMPORT_BYTES + 64 * 1024);
    Routes::new()
        .routes(routes!(upload::create_import))
        .map(|routes| routes.layer(uploads))
        .routes(routes!(list::list_imports))
        .routes(routes!(get::get_import, delete::delete_import))
        .routes(routes!(check::check_import))
        .routes(routes!(start::start_import))
        .routes(routes!(undo::undo_import))
        .routes(routes!(errors::list_import_errors))
}

/// Paths that name an import.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ImportPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The import's id.
    import: ImportId,
}

/// How the file is to be read.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ImportRequest {
    /// What each column is: `phone`, `name`, `email`, `locale`, `opted_out`, `tags`, `ignore`, or `field:` and the key of a custom field.
    #[schema(example = json!(["phone", "name", "ignore", "field:plan"]))]
    mapping: Vec<String>,
    /// Change contacts that are there by what the file says; else leave them alone.
    #[serde(default)]
    update_existing: bool,
}

impl From<ImportRequest> for ImportPlan {
    fn from(request: ImportRequest) -> Self {
        Self {
            mapping: request.mapping,
            update_existing: request.update_existing,
        }
    }
}
