//! Connections to language models, which flows ask for words.

mod create;
mod delete;
mod list;
mod test;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_llm_connections, create::create_llm_connection))
        .routes(routes!(update::update_llm_connection, delete::delete_llm_connection))
        .routes(routes!(test::test_llm_connection))
}

/// Paths that name a connection.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct LlmConnectionPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The connection's id.
    llm_connection: model::LlmConnectionId,
}
