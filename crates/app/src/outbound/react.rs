//! React to a message with an emoji, or take the reaction back.

use cloud_api::ids::Wamid;
use cloud_api::outbound::{OutboundContent, Reaction};
use model::MessageId;

use super::{Outbound, SendRequest};
use crate::{Actor, Error, Result};

impl Outbound<'_> {
    /// Sends a reaction to `target`; `None` takes the last one back. It shows on the message at once, and Meta's answer can only undo it.
    pub async fn react(&self, actor: &Actor, target: MessageId, emoji: Option<&str>) -> Result<()> {
        let (conversation_id, wamid) = self
            .app
            .store()
            .workspace(actor.workspace_id)
            .find_wamid(target)
            .await?
            .ok_or_else(|| Error::not_found("message.not_found", "There is no such message here."))?;
        let wamid = wamid.ok_or_else(|| {
            Error::conflict(
                "message.not_accepted_yet",
                "This message has not reached WhatsApp yet, so nobody can react to it.",
            )
        })?;
        let content = OutboundContent::Reaction(Reaction {
            message_id: Wamid::new(wamid).map_err(Error::internal)?,
            emoji: emoji.unwrap_or_default().to_owned(),
        });
        let request = SendRequest {
            id: None,
            content,
            media_id: None,
            reply_to: None,
            override_opt_out_reason: None,
        };
        self.send(actor, conversation_id, request).await?;
        Ok(())
    }
}
