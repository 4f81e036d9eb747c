//! The trail of runs: written with each sprint, read for the run's page and for a replay, counted for the flow's figures, deleted when it is old.

use model::{FlowId, RunId, Timestamp, WorkspaceId, WorkspaceSettings};

use crate::db::{Connection, build_execute, execute, fetch_all, row};
use crate::reads::reads;
use crate::{Result, Store, Workspace, WorkspaceTx};

/// A step to store.
#[derive(Debug, Clone)]
pub struct NewStep {
    /// 0, 1, 2 … in the run.
    pub number: i64,
    /// The flow it is in.
    pub flow_id: FlowId,
    /// The node's id.
    pub node: String,
    /// The line it left by.
    pub edge: Option<String>,
    /// The run came to the node here.
    pub entered: bool,
    /// The whole step, JSON.
    pub step: String,
    /// When.
    pub at: Timestamp,
}

row! {
    /// A step as it is stored.
    #[derive(PartialEq, Eq)]
    pub struct StepRow {
        /// 0, 1, 2 … in the run.
        pub number: i64,
        /// The whole step, JSON.
        pub step: String,
    }
}

row! {
    /// How often a node was come to, or a line taken.
    #[derive(PartialEq, Eq)]
    pub struct StepCount {
        /// The node's id.
        pub node: String,
        /// The line it left by; nothing where it waited or ended.
        pub edge: Option<String>,
        /// Steps.
        pub steps: i64,
        /// Of them those that came to the node.
        pub entered: i64,
    }
}

reads! {
    /// Steps of a run from number `from` on, in order.
    fn list_steps(run: RunId, from: i64, limit: i64) -> Vec<StepRow> = list;
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, run: RunId, from: i64, limit: i64) -> Result<Vec<StepRow>> {
    fetch_all!(
        connection,
        StepRow,
        "select number, step from flow_steps where workspace_id = $1 and run_id = $2 and number >= $3 order by number limit $4",
        workspace_id,
        run,
        from,
        limit
    )
}

impl WorkspaceTx<'_> {
    /// Stores steps of a run. A number that is there already is an error: no finished step is run again.
    pub async fn add_steps(&mut self, run: RunId, steps: &[NewStep]) -> Result<()> {
        let workspace_id = self.id();
        for steps in steps.chunks(200) {
            build_execute!(self, |query| {
                query.push("insert into flow_steps (workspace_id, run_id, number, flow_id, node, edge, entered, step, at) ");
                query.push_values(steps, |mut values, step| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(run)
                        .push_bind(step.number)
                        .push_bind(step.flow_id);
                    values
                        .push_bind(step.node.as_str())
                        .push_bind(step.edge.as_deref())
                        .push_bind(i64::from(step.entered));
                    values.push_bind(step.step.as_str()).push_bind(step.at);
                });
            })?;
        }
        Ok(())
    }
}

impl Workspace<'_> {
    /// Steps of a flow in a stretch of time, counted by node and line. `flow_steps_counted` holds all it needs.
    pub async fn count_steps(&self, flow: FlowId, from: Timestamp, to: Timestamp) -> Result<Vec<StepCount>> {
        fetch_all!(
            self,
            StepCount,
            "select node, edge, count(*) as steps, cast(sum(entered) as bigint) as entered
               from flow_steps where workspace_id = $1 and flow_id = $2 and at >= $3 and at < $4 group by node, edge",
            self.id(),
            flow,
            from,
            to
        )
    }
}

impl Store {
    /// Workspaces with flows, and what they say about keeping runs.
    pub async fn list_flow_retentions(&self) -> Result<Vec<(WorkspaceId, WorkspaceSettings)>> {
        let mut connection = self.db().reader().await?;
        let rows: Vec<(WorkspaceId, String)> = fetch_all!(
            &mut connection,
            (WorkspaceId, String),
            "/* across tenants: time passes for all */
             select id, settings from workspaces where deleted_at is null and exists (select 1 from flows where flows.workspace_id = workspaces.id)"
        )?;
        Ok(rows
            .into_iter()
            .map(|(id, settings)| (id, WorkspaceSettings::from_stored(&settings)))
            .collect())
    }

    /// Deletes runs of a workspace that ended before `before`, with their steps; at most `limit`. `flow_runs_over` finds them.
    pub async fn delete_old_runs(&self, workspace: WorkspaceId, before: Timestamp, limit: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(
            tx,
            "delete from flow_runs where workspace_id = $1 and id in (
               select id from flow_runs where workspace_id = $1 and ended_at is not null and ended_at < $2 order by ended_at limit $3)",
            workspace,
            before,
            limit
        )?;
        tx.commit().await?;
        Ok(deleted)
    }

    /// Forgets the keys of calls that were made before `before`; at most `limit`.
    pub async fn delete_old_flow_keys(&self, before: Timestamp, limit: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(
            tx,
            "/* across tenants: their time is over */
             delete from flow_keys where (workspace_id, key) in (select workspace_id, key from flow_keys where created_at < $1 order by created_at limit $2)",
            before,
            limit
        )?;
        tx.commit().await?;
        Ok(deleted)
    }
}
