//! Paths and queries that many resources share.

use model::WorkspaceId;
use serde::{Deserialize, Serialize};
use store::Limit;
use utoipa::IntoParams;

/// Paths that name only the workspace.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct WorkspacePath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    pub(crate) workspace: WorkspaceId,
}

/// How much of a list, and from where.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    pub(crate) limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub(crate) cursor: Option<String>,
}

impl PageQuery {
    /// The rows of a page, brought into bounds.
    pub(crate) fn limit(&self) -> Limit {
        self.limit.map_or_else(Limit::default, Limit::clamped)
    }

    /// Where to go on.
    pub(crate) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}
