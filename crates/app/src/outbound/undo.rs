//! Taking a message back in the seconds before it leaves, and letting it go at once.

use cloud_api::outbound::OutboundContent;
use model::{ConversationId, MediaId, MessageId};
use serde::Serialize;
use serde_json::{Value, json};
use store::NewEvent;
use utoipa::ToSchema;

use super::Outbound;
use super::resolve::ours;
use crate::announce::{self, News};
use crate::{Actor, Error, Result};

/// What was taken back, ready to be written again.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UndoneMessage {
    /// The thread it was in.
    pub conversation_id: ConversationId,
    /// Its content, as it was sent.
    pub content: Value,
    /// The file it carried.
    pub media_id: Option<MediaId>,
}

impl Outbound<'_> {
    /// Takes a message back that still waits to leave; it is gone from the thread, and its content comes back to whoever asked.
    pub async fn undo(&self, actor: &Actor, id: MessageId) -> Result<UndoneMessage> {
        let mut tx = self.app.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let message = ours(&mut workspace, id).await?;
        let Some(undone) = workspace.undo_outbound(id).await? else {
            return Err(Error::conflict(
                "message.not_undoable",
                format!("This message is {}, so it cannot be taken back.", message.status),
            )
            .remedy("WhatsApp offers no way to unsend; write a correction instead."));
        };
        workspace
            .append_audit(&actor.audit("message.undone", "message", id, json!({ "kind": undone.kind })))
            .await?;
        let gone = NewEvent::new(
            "message.deleted",
            Some(undone.conversation_id),
            &json!({ "message_id": id, "conversation_id": undone.conversation_id }),
        )?;
        workspace.append_events(&[gone]).await?;
        announce::conversation(&mut workspace, undone.conversation_id).await?;
        tx.commit().await?;
        let stored: Value = serde_json::from_str(&undone.content).unwrap_or_default();
        let content = OutboundContent::from_content_json(&undone.kind, stored.clone())
            .map_or_else(|_| json!({ "type": undone.kind, undone.kind.as_str(): stored }), |content| wire(&content));
        Ok(UndoneMessage {
            conversation_id: undone.conversation_id,
            content,
            media_id: undone.media_id,
        })
    }

    /// Lets a message go that could still be taken back.
    pub async fn release(&self, actor: &Actor, id: MessageId) -> Result<()> {
        let mut tx = self.app.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        ours(&mut workspace, id).await?;
        if workspace.release_outbound(id).await? {
            let news = News {
                updated: vec![id],
                ..News::default()
            };
            announce::news(&mut workspace, news).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

fn wire(content: &OutboundContent) -> Value {
    json!({ "type": content.kind(), content.kind(): content.content_json() })
}
