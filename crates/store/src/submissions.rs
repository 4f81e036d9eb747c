//! What customers sent with WhatsApp's own forms.

use model::{Timestamp, WaFlowId, WorkspaceId};

use crate::Result;
use crate::db::{Connection, fetch_all, fetch_one};
use crate::reads::reads;

/// Counting stops there.
const MOST_COUNTED: i64 = 10_000;

reads! {
    /// How many were sent with each form since then, of the last 10,000.
    fn count_recent_submissions(since: Timestamp) -> Vec<(WaFlowId, i64)> = count_recent;
    /// How many were sent with one form since then, at most 10,000.
    fn count_submissions_of(id: WaFlowId, since: Timestamp) -> i64 = count_of;
}

async fn count_recent(connection: &mut Connection<'_>, workspace_id: WorkspaceId, since: Timestamp) -> Result<Vec<(WaFlowId, i64)>> {
    fetch_all!(
        connection,
        (WaFlowId, i64),
        "select recent.wa_flow_id, count(*)
           from (select wa_flow_id from submissions where workspace_id = $1 and at >= $2 order by at desc limit $3) recent
          where recent.wa_flow_id is not null
          group by recent.wa_flow_id",
        workspace_id,
        since,
        MOST_COUNTED
    )
}

async fn count_of(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId, since: Timestamp) -> Result<i64> {
    let (count,): (i64,) = fetch_one!(
        connection,
        (i64,),
        "select count(*)
           from (select 1 from submissions where workspace_id = $1 and wa_flow_id = $2 and at >= $3 limit $4) recent",
        workspace_id,
        id,
        since,
        MOST_COUNTED
    )?;
    Ok(count)
}
