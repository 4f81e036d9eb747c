//! What flows should look at: new messages of contacts, in the order in which they were written. Nothing is written where a workspace has no flows.

use serde_json::json;
use store::{Error, NewFlowInput, WorkspaceTx};

use super::super::work::{Bubble, Origin};
use super::Batch;

/// Writes down what is new, after the conversations: a flow sees the window that the message opened.
pub(super) async fn apply(batch: &Batch, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
    if !batch.has_flows {
        return Ok(());
    }
    let is_new = |bubble: &&Bubble| matches!(bubble.origin, Origin::Live { .. }) && batch.new.contains(&bubble.message.id);
    let mut new: Vec<&Bubble> = batch.work.bubbles.iter().filter(is_new).collect();
    new.sort_by_key(|bubble| bubble.message.sent_at);
    let inputs: Vec<NewFlowInput> = new
        .into_iter()
        .map(|bubble| NewFlowInput {
            conversation_id: bubble.message.conversation_id,
            kind: "message",
            payload: json!({ "message_id": bubble.message.id }).to_string(),
            key: Some(bubble.message.id.to_string()),
        })
        .collect();
    if inputs.is_empty() {
        return Ok(());
    }
    workspace.add_flow_inputs(&inputs).await
}
