//! The flows that run: which are live, and their graphs.

use model::{FlowId, WorkspaceId};

use crate::Result;
use crate::db::{Connection, fetch_all, fetch_optional, row};
use crate::reads::reads;

row! {
    /// A flow that may start, and the version that does.
    #[derive(PartialEq, Eq)]
    pub struct LiveFlow {
        /// The flow.
        pub flow_id: FlowId,
        /// Its name.
        pub name: String,
        /// The version that is live.
        pub version: i64,
    }
}

reads! {
    /// Flows that are live and switched on, oldest first: of equal triggers the first flow starts.
    fn list_live_flows() -> Vec<LiveFlow> = list;
    /// The version of a flow that is live, switched on or not: what another flow calls.
    fn find_live_version(flow: FlowId) -> Option<i64> = live_version;
    /// The graph of a version, JSON.
    fn find_flow_graph(flow: FlowId, version: i64) -> Option<String> = graph;
    /// A flow's name.
    fn find_flow_name(flow: FlowId) -> Option<String> = name;
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<LiveFlow>> {
    fetch_all!(
        connection,
        LiveFlow,
        "select id as flow_id, name, live_version as version from flows
          where workspace_id = $1 and enabled and live_version is not null order by created_at, id limit 500",
        workspace_id
    )
}

async fn live_version(connection: &mut Connection<'_>, workspace_id: WorkspaceId, flow: FlowId) -> Result<Option<i64>> {
    let found: Option<(i64,)> = fetch_optional!(
        connection,
        (i64,),
        "select live_version from flows where workspace_id = $1 and id = $2 and live_version is not null",
        workspace_id,
        flow
    )?;
    Ok(found.map(|(version,)| version))
}

async fn graph(connection: &mut Connection<'_>, workspace_id: WorkspaceId, flow: FlowId, version: i64) -> Result<Option<String>> {
    let found: Option<(String,)> = fetch_optional!(
        connection,
        (String,),
        "select graph_json from flow_versions where workspace_id = $1 and flow_id = $2 and number = $3",
        workspace_id,
        flow,
        version
    )?;
    Ok(found.map(|(graph,)| graph))
}

async fn name(connection: &mut Connection<'_>, workspace_id: WorkspaceId, flow: FlowId) -> Result<Option<String>> {
    let found: Option<(String,)> = fetch_optional!(
        connection,
        (String,),
        "select name from flows where workspace_id = $1 and id = $2",
        workspace_id,
        flow
    )?;
    Ok(found.map(|(name,)| name))
}
