//! Tells flows of changes: of a contact, of a conversation. Nothing is written where a workspace has no flows, and what flows do themselves is not told, so that
//! none goes round in circles.

use flow_engine::triggers::Event;
use model::ConversationId;
use serde_json::json;
use store::WorkspaceTx;

/// Writes down that something happened, in the transaction in which it happened. Contacts nobody ever wrote with start no flows.
pub(crate) async fn tell(workspace: &mut WorkspaceTx<'_>, conversation: Option<ConversationId>, event: &Event) -> Result<(), store::Error> {
    let Some(conversation) = conversation else { return Ok(()) };
    workspace
        .add_flow_event(conversation, &json!({ "event": event }).to_string())
        .await
        .map(|_| ())
}
