//! Automation flows: what is being drawn and what was published, as rows. A list never reads a graph: what it shows of one is written beside it.

use model::{FlowId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, fetch_all, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result};

mod list;
mod write;

pub use list::{FlowFilter, FlowState};
pub use write::{NewFlow, NewFlowDraft, NewFlowVersion};

/// Counting runs that are under way stops there; the statements say the same number.
pub const MOST_RUNS_COUNTED: i64 = 1000;
/// Most flows of a workspace.
pub const MAX_FLOWS: i64 = 500;

row! {
    /// A flow, without its graphs.
    #[derive(PartialEq, Eq)]
    pub struct FlowRow {
        /// Its id.
        pub id: FlowId,
        /// What it is called; none other in the workspace is called the same.
        pub name: String,
        /// What it is for.
        pub description: String,
        /// Grows with each saving of the draft.
        pub draft_revision: i64,
        /// When the draft was last saved.
        pub draft_saved_at: Timestamp,
        /// Who saved it.
        pub draft_saved_by: Option<UserId>,
        /// Their name.
        pub draft_saver_name: Option<String>,
        /// What the checker called an error in the draft when it was saved.
        pub draft_errors: i64,
        /// What it called a warning.
        pub draft_warnings: i64,
        /// The draft differs from the live version.
        pub has_changes: bool,
        /// Words of the draft's triggers, a JSON list.
        pub triggers: String,
        /// The version that starts runs when the flow is enabled; nothing when it was never published.
        pub live_version: Option<i64>,
        /// What its publisher said about it.
        pub live_note: Option<String>,
        /// Words of its triggers, a JSON list.
        pub live_triggers: Option<String>,
        /// When it was published.
        pub live_published_at: Option<Timestamp>,
        /// Who published it.
        pub live_published_by: Option<UserId>,
        /// Their name.
        pub live_publisher_name: Option<String>,
        /// Its triggers start runs.
        pub enabled: bool,
        /// Grows with each change of name, description, switch or live version.
        pub version: i64,
        /// Runs that are under way, counted up to [`MOST_RUNS_COUNTED`].
        pub runs_active: i64,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it last changed, its draft included.
        pub updated_at: Timestamp,
    }
}

row! {
    /// What is being drawn.
    #[derive(PartialEq, Eq)]
    pub struct FlowDraftRow {
        /// The graph, JSON.
        pub graph_json: String,
        /// Grows with each saving.
        pub revision: i64,
        /// When it was last saved.
        pub saved_at: Timestamp,
        /// Who saved it.
        pub saved_by: Option<UserId>,
        /// Their name.
        pub saver_name: Option<String>,
    }
}

row! {
    /// What was published once, without its graph.
    #[derive(PartialEq, Eq)]
    pub struct FlowVersionRow {
        /// Counts from 1.
        pub number: i64,
        /// What its publisher said about it.
        pub note: String,
        /// How many nodes it has.
        pub node_count: i64,
        /// When it was published.
        pub published_at: Timestamp,
        /// Who published it.
        pub published_by: Option<UserId>,
        /// Their name.
        pub publisher_name: Option<String>,
        /// Runs of it that are under way, counted up to [`MOST_RUNS_COUNTED`].
        pub runs_active: i64,
    }
}

row! {
    /// A flow as others name it.
    #[derive(PartialEq, Eq)]
    pub struct FlowNameRow {
        /// Its id.
        pub id: FlowId,
        /// What it is called.
        pub name: String,
        /// The version that starts runs when the flow is enabled.
        pub live_version: Option<i64>,
        /// Its triggers start runs.
        pub enabled: bool,
        /// Words of the live version's triggers, a JSON list.
        pub live_triggers: Option<String>,
    }
}

macro_rules! select_flow {
    ($rest:literal) => {
        concat!(
            "select flow.id, flow.name, flow.description, flow.draft_revision, flow.draft_saved_at, flow.draft_saved_by,
                    saver.name as draft_saver_name, flow.draft_errors, flow.draft_warnings, flow.has_changes, flow.triggers,
                    flow.live_version, live.note as live_note, live.triggers as live_triggers, live.published_at as live_published_at,
                    live.published_by as live_published_by, publisher.name as live_publisher_name,
                    flow.enabled, flow.version, flow.created_at, flow.updated_at,
                    (select count(*) from (select 1 from flow_runs run
                                            where run.workspace_id = flow.workspace_id and run.flow_id = flow.id and run.ended_at is null
                                            limit 1000) under_way) as runs_active
               from flows flow
               left join users saver on saver.id = flow.draft_saved_by
               left join flow_versions live
                 on live.workspace_id = flow.workspace_id and live.flow_id = flow.id and live.number = flow.live_version
               left join users publisher on publisher.id = live.published_by ",
            $rest
        )
    };
}
use select_flow;

reads! {
    /// One flow.
    fn get_flow(id: FlowId) -> FlowRow = get;
    /// What is being drawn of one flow.
    fn get_flow_draft(id: FlowId) -> FlowDraftRow = get_draft;
    /// One published version, without its graph.
    fn get_flow_version(id: FlowId, number: i64) -> FlowVersionRow = get_version;
    /// The graph of a published version, JSON; it never changes.
    fn get_flow_graph(id: FlowId, number: i64) -> String = get_graph;
    /// Every flow by name, as others name it: at most [`MAX_FLOWS`].
    fn list_flow_names() -> Vec<FlowNameRow> = names;
    /// How many flows there are.
    fn count_flows() -> i64 = count;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FlowId) -> Result<FlowRow> {
    fetch_optional!(
        connection,
        FlowRow,
        select_flow!("where flow.workspace_id = $1 and flow.id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("flow"))
}

async fn get_draft(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FlowId) -> Result<FlowDraftRow> {
    fetch_optional!(
        connection,
        FlowDraftRow,
        "select flow.draft_json as graph_json, flow.draft_revision as revision, flow.draft_saved_at as saved_at, flow.draft_saved_by as saved_by,
                saver.name as saver_name
           from flows flow
           left join users saver on saver.id = flow.draft_saved_by
          where flow.workspace_id = $1 and flow.id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("flow"))
}

async fn get_version(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FlowId, number: i64) -> Result<FlowVersionRow> {
    fetch_optional!(
        connection,
        FlowVersionRow,
        "select kept.number, kept.note, kept.node_count, kept.published_at, kept.published_by, publisher.name as publisher_name,
                (select count(*) from (select 1 from flow_runs run
                                        where run.workspace_id = kept.workspace_id and run.flow_id = kept.flow_id and run.version = kept.number
                                          and run.ended_at is null limit 1000) under_way) as runs_active
           from flow_versions kept
           left join users publisher on publisher.id = kept.published_by
          where kept.workspace_id = $1 and kept.flow_id = $2 and kept.number = $3",
        workspace_id,
        id,
        number
    )?
    .ok_or(Error::NotFound("version of this flow"))
}

async fn get_graph(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FlowId, number: i64) -> Result<String> {
    let found: Option<(String,)> = fetch_optional!(
        connection,
        (String,),
        "select graph_json from flow_versions where workspace_id = $1 and flow_id = $2 and number = $3",
        workspace_id,
        id,
        number
    )?;
    found.map(|(graph,)| graph).ok_or(Error::NotFound("version of this flow"))
}

async fn names(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<FlowNameRow>> {
    fetch_all!(
        connection,
        FlowNameRow,
        "select flow.id, flow.name, flow.live_version, flow.enabled, live.triggers as live_triggers
           from flows flow
           left join flow_versions live
             on live.workspace_id = flow.workspace_id and live.flow_id = flow.id and live.number = flow.live_version
          where flow.workspace_id = $1
          order by lower(flow.name), flow.id
          limit $2",
        workspace_id,
        MAX_FLOWS
    )
}

async fn count(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<i64> {
    let (count,): (i64,) = fetch_one!(connection, (i64,), "select count(*) from flows where workspace_id = $1", workspace_id)?;
    Ok(count)
}
