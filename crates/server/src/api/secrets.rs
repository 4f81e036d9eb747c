//! Secrets that flows and functions use by name.

mod delete;
mod list;
mod put;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_secrets))
        .routes(routes!(put::put_secret, delete::delete_secret))
}

/// Paths that name a secret.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct SecretPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// What flows and functions call it.
    #[param(max_length = 64, pattern = "^[A-Za-z][A-Za-z0-9_]*$", example = "crm_key")]
    secret: String,
}
