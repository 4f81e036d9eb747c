//! The job that ends a snooze. Safe to run twice because only a conversation that is still snoozed until now or earlier is opened.

use flow_engine::triggers::{ConversationNews, Event};
use model::{ConversationId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use store::{NewJob, WorkspaceTx};

use crate::job::JobError;
use crate::{App, Result, announce, flow_events};

/// The job's name in the queue.
pub(crate) const KIND: &str = "conversation.wake";

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    conversation_id: ConversationId,
}

/// Wakes the conversation at `until`. An earlier wake-up of it finds nothing to do and does no harm.
pub(crate) async fn schedule(workspace: &mut WorkspaceTx<'_>, conversation_id: ConversationId, until: Timestamp) -> Result<()> {
    let job = NewJob {
        kind: KIND,
        payload: serde_json::to_string(&Payload { conversation_id }).expect("an id is plain JSON"),
        dedupe_key: Some(format!("{conversation_id}@{}", until.millis())),
        run_at: until,
        max_attempts: 20,
    };
    workspace.enqueue_jobs(&[job]).await?;
    Ok(())
}

/// Opens the conversation, if its time has come.
pub(crate) async fn wake(app: &App, workspace_id: WorkspaceId, payload: &str) -> Result<(), JobError> {
    let Payload { conversation_id } = serde_json::from_str(payload).map_err(JobError::fail)?;
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    if workspace.wake_conversation(conversation_id).await? {
        let opened = Event::Conversation(ConversationNews::Opened);
        flow_events::tell(&mut workspace, Some(conversation_id), &opened).await?;
        announce::conversation(&mut workspace, conversation_id).await?;
        tx.commit().await?;
    }
    Ok(())
}
