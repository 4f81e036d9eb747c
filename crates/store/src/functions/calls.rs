//! The last calls of each function, for its author: how long, what came of it, what it said.

use model::{FunctionCallId, FunctionId, Timestamp, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, row};
use crate::reads::reads;
use crate::{Result, WorkspaceTx};

/// Calls kept of each function.
pub const KEPT_FUNCTION_CALLS: i64 = 200;

row! {
    /// A call of a function.
    pub struct FunctionCallRow {
        /// Its id.
        pub id: FunctionCallId,
        /// Which version was called; none is the draft.
        pub version: Option<i64>,
        /// Who called.
        pub caller: String,
        /// When.
        pub at: Timestamp,
        /// How long it took.
        pub ms: i64,
        /// What went wrong, JSON.
        pub problem: Option<String>,
        /// What it wrote to the console, a JSON list.
        pub logs: String,
        /// What it fetched, a JSON list.
        pub fetches: String,
    }
}

/// A call to keep.
#[derive(Debug, Clone)]
pub struct NewFunctionCall {
    /// The tenant.
    pub workspace_id: WorkspaceId,
    /// Of which function.
    pub function_id: FunctionId,
    /// The call.
    pub call: FunctionCallRow,
}

reads! {
    /// The last calls of a function, the latest first: at most [`KEPT_FUNCTION_CALLS`].
    fn list_function_calls(id: FunctionId) -> Vec<FunctionCallRow> = list;
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FunctionId) -> Result<Vec<FunctionCallRow>> {
    fetch_all!(
        connection,
        FunctionCallRow,
        "select id, version, caller, at, ms, problem, logs, fetches
           from function_calls
          where workspace_id = $1 and function_id = $2
          order by id desc
          limit $3",
        workspace_id,
        id,
        KEPT_FUNCTION_CALLS
    )
}

impl WorkspaceTx<'_> {
    /// Keeps a call, if its function is still there.
    pub async fn record_function_call(&mut self, id: FunctionId, call: &FunctionCallRow) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "insert into function_calls (workspace_id, function_id, id, version, caller, at, ms, problem, logs, fetches)
             select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
              where exists (select 1 from functions where workspace_id = $1 and id = $2)",
            workspace_id,
            id,
            call.id,
            call.version,
            call.caller.as_str(),
            call.at,
            call.ms,
            call.problem.as_deref(),
            call.logs.as_str(),
            call.fetches.as_str()
        )?;
        Ok(())
    }

    /// Forgets the calls of a function beyond the last [`KEPT_FUNCTION_CALLS`].
    pub async fn trim_function_calls(&mut self, id: FunctionId) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "delete from function_calls
              where workspace_id = $1 and function_id = $2
                and id <= (select id from function_calls where workspace_id = $1 and function_id = $2 order by id desc limit 1 offset $3)",
            workspace_id,
            id,
            KEPT_FUNCTION_CALLS
        )?;
        Ok(())
    }
}
