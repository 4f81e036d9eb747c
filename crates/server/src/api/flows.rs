//! Automation flows: draw, check, try out, publish, go back, switch, copy, take out and in.

mod check;
mod compare;
mod create;
mod create_test;
mod delete;
mod delete_test;
mod disable;
mod duplicate;
mod enable;
mod export;
mod get;
mod get_draft;
mod get_version;
mod import;
mod list;
mod list_tests;
mod list_versions;
mod publish;
mod restore;
mod roll_back;
mod run_tests;
mod save_draft;
mod try_out;
mod try_request;
mod update;
mod update_test;

use app::flows::{Bounds, Finding, MAX_GRAPH_BYTES, SavedDraft};
use axum::extract::DefaultBodyLimit;

use crate::prelude::*;

/// A graph and what comes with it: tests, events, answers.
const MAX_BODY: usize = 2 * MAX_GRAPH_BYTES;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_flows, create::create_flow))
        .routes(routes!(import::import_flow))
        .routes(routes!(get::get_flow, update::update_flow, delete::delete_flow))
        .routes(routes!(duplicate::duplicate_flow))
        .routes(routes!(enable::enable_flow))
        .routes(routes!(disable::disable_flow))
        .routes(routes!(get_draft::get_flow_draft, save_draft::save_flow_draft))
        .routes(routes!(check::check_flow))
        .routes(routes!(publish::publish_flow))
        .routes(routes!(list_versions::list_flow_versions))
        .routes(routes!(get_version::get_flow_version))
        .routes(routes!(compare::compare_flow_versions))
        .routes(routes!(restore::restore_flow_version))
        .routes(routes!(roll_back::roll_back_flow))
        .routes(routes!(export::export_flow))
        .routes(routes!(list_tests::list_flow_tests, create_test::create_flow_test))
        .routes(routes!(update_test::update_flow_test, delete_test::delete_flow_test))
        .routes(routes!(run_tests::run_flow_tests))
        .routes(routes!(try_out::try_flow))
        .routes(routes!(try_request::try_flow_request))
        .map(|routes| routes.layer(DefaultBodyLimit::max(MAX_BODY)))
}

/// Paths that name a flow.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct FlowPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The flow's id.
    flow: model::FlowId,
}

/// Paths that name a version of a flow.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct FlowVersionPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The flow's id.
    flow: model::FlowId,
    /// The version's number, from 1.
    number: i64,
}

/// Paths that name a test of a flow.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct FlowTestPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The flow's id.
    flow: model::FlowId,
    /// The test's id.
    test: model::FlowTestId,
}

/// A draft that was saved, and what the checker says of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SavedFlowDraft {
    /// Its new revision; also the `ETag`.
    revision: i64,
    /// When it was saved.
    saved_at: Timestamp,
    /// What the checker found, worst first.
    #[schema(value_type = Vec<Object>)]
    findings: Vec<Finding>,
    /// What the flow does at most between two waits.
    #[schema(value_type = Object)]
    bounds: Bounds,
}

impl From<SavedDraft> for SavedFlowDraft {
    fn from(saved: SavedDraft) -> Self {
        Self {
            revision: saved.revision,
            saved_at: saved.saved_at,
            findings: saved.judged.findings,
            bounds: saved.judged.bounds,
        }
    }
}
