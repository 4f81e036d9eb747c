//! What flows should look at: new messages of contacts, in the order in which they were written; then threads they opened, and whether they want messages at all.
//! Nothing is written where a workspace has no flows.

use flow_engine::triggers::{ConversationNews, Event};
use serde_json::json;
use store::{Error, NewFlowInput, WorkspaceTx};

use super::super::work::{Bubble, Origin};
use super::Batch;
use crate::{flow_events, opt_outs};

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
    if !inputs.is_empty() {
        workspace.add_flow_inputs(&inputs).await?;
    }
    // After the message: a flow that waits for just that message comes before one that starts with every conversation.
    for thread in &batch.opened {
        flow_events::tell(workspace, Some(*thread), &Event::Conversation(ConversationNews::Opened)).await?;
    }
    opt_outs::tell_flows(workspace, &batch.decided.iter().collect::<Vec<_>>()).await
}
