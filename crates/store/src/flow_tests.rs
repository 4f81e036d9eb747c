//! Tests of flows, as their authors wrote them.

use model::{FlowId, FlowTestId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, WorkspaceTx};

/// Most tests of one flow.
pub const MAX_FLOW_TESTS: i64 = 200;

row! {
    /// A test of a flow.
    #[derive(PartialEq, Eq)]
    pub struct FlowTestRow {
        /// Its id.
        pub id: FlowTestId,
        /// The flow it is of.
        pub flow_id: FlowId,
        /// What it shows; none other of its flow is called the same.
        pub name: String,
        /// The test.
        pub yaml: String,
        /// When it was written.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

reads! {
    /// One test of a flow.
    fn get_flow_test(flow: FlowId, id: FlowTestId) -> FlowTestRow = get;
    /// The tests of a flow, by name: at most [`MAX_FLOW_TESTS`].
    fn list_flow_tests(flow: FlowId) -> Vec<FlowTestRow> = list;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, flow: FlowId, id: FlowTestId) -> Result<FlowTestRow> {
    fetch_optional!(
        connection,
        FlowTestRow,
        "select id, flow_id, name, yaml, created_at, updated_at from flow_tests where workspace_id = $1 and flow_id = $2 and id = $3",
        workspace_id,
        flow,
        id
    )?
    .ok_or(Error::NotFound("test of this flow"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, flow: FlowId) -> Result<Vec<FlowTestRow>> {
    fetch_all!(
        connection,
        FlowTestRow,
        "select id, flow_id, name, yaml, created_at, updated_at
           from flow_tests
          where workspace_id = $1 and flow_id = $2
          order by lower(name), id
          limit $3",
        workspace_id,
        flow,
        MAX_FLOW_TESTS
    )
}

impl WorkspaceTx<'_> {
    /// Adds a test; [`Error::Duplicate`] when the flow has one of that name.
    pub async fn create_flow_test(&mut self, flow: FlowId, name: &str, yaml: &str, by: Option<UserId>) -> Result<FlowTestId> {
        let id = FlowTestId::new();
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into flow_tests (workspace_id, id, flow_id, name, yaml, created_at, updated_at, updated_by)
             values ($1, $2, $3, $4, $5, $6, $6, $7)",
            workspace_id,
            id,
            flow,
            name,
            yaml,
            now,
            by
        )?;
        Ok(id)
    }

    /// Gives a test all of this anew; [`Error::Duplicate`] when the flow has another one of that name.
    pub async fn update_flow_test(&mut self, flow: FlowId, id: FlowTestId, name: &str, yaml: &str, by: Option<UserId>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update flow_tests set name = $4, yaml = $5, updated_at = $6, updated_by = $7 where workspace_id = $1 and flow_id = $2 and id = $3",
            workspace_id,
            flow,
            id,
            name,
            yaml,
            now,
            by
        )?;
        if changed == 0 {
            Err(Error::NotFound("test of this flow"))
        } else {
            Ok(())
        }
    }

    /// Removes a test.
    pub async fn delete_flow_test(&mut self, flow: FlowId, id: FlowTestId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(
            self,
            "delete from flow_tests where workspace_id = $1 and flow_id = $2 and id = $3",
            workspace_id,
            flow,
            id
        )?;
        if deleted == 0 {
            Err(Error::NotFound("test of this flow"))
        } else {
            Ok(())
        }
    }
}
