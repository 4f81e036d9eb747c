//! The job that looks at Meta's whole list of forms, as connecting asks for it; it runs in `wa_flows/sync.rs`.

use model::{ChannelId, Timestamp};
use serde::{Deserialize, Serialize};
use store::{NewJob, WorkspaceTx};

/// The job's name in the queue.
pub(crate) const WA_FLOW_SYNC: &str = "wa_flows.sync";
/// A refusal that passes, or Meta being away, is tried again for about three hours; then the daily look comes.
const ATTEMPTS: i64 = 8;

/// What the job needs to know.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WaFlowSync {
    pub(crate) channel_id: ChannelId,
}

/// Asks for a look at Meta's whole list; one that waits already is enough.
pub(crate) async fn queue_wa_flow_sync(workspace: &mut WorkspaceTx<'_>, channel_id: ChannelId, now: Timestamp) -> Result<(), store::Error> {
    workspace.queue_wa_flow_sync(channel_id).await?;
    workspace
        .enqueue_jobs(&[NewJob {
            kind: WA_FLOW_SYNC,
            payload: serde_json::to_string(&WaFlowSync { channel_id }).expect("an id is plain JSON"),
            dedupe_key: Some(channel_id.to_string()),
            run_at: now,
            max_attempts: ATTEMPTS,
        }])
        .await
}
