//! Runs of flows: the list, one run with its trail, replay, and ending one.

mod cancel;
mod get;
mod list;
mod replay;
mod save_as_test;
mod stats;
mod steps;

use model::RunId;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_runs))
        .routes(routes!(get::get_run))
        .routes(routes!(steps::list_run_steps))
        .routes(routes!(cancel::cancel_run))
        .routes(routes!(replay::replay_run))
        .routes(routes!(save_as_test::save_run_as_test))
        .routes(routes!(stats::get_flow_stats))
}

/// Paths that name a run.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct RunPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The run's id.
    run: RunId,
}
