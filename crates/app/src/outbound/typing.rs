//! "typing…" on the contact's phone: Meta's mark-read call with `typing_indicator`, under the contact's last message.
//!
//! Fire and forget: it runs in a task of its own, its failure is logged and forgotten, and no send ever waits for its answer.
//! The bubble disappears with our next message, or after 25 seconds; there is no call to end it. It also marks everything before read.

use std::time::Duration;

use cloud_api::ids::Wamid;
use model::{ConversationId, WorkspaceId};
use store::SendFacts;

use super::{Outbound, gate};
use crate::{Actor, App, Error, Result};

/// Meta shows the bubble for 25 s; asking more often than this has no visible effect.
const REPEAT_AFTER: Duration = Duration::from_secs(20);

impl Outbound<'_> {
    /// A member is writing: let the contact see it, if the workspace wants that and there is a message to type under.
    pub async fn typing(&self, actor: &Actor, conversation_id: ConversationId) -> Result<()> {
        let facts = self
            .app
            .store()
            .workspace(actor.workspace_id)
            .find_send_facts(conversation_id)
            .await?
            .ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))?;
        show_typing(self.app, actor.workspace_id, conversation_id, &facts);
        Ok(())
    }
}

impl Outbound<'_> {
    /// A run wants typing to show under this message, which also marks it read.
    pub(crate) fn type_under(&self, workspace_id: WorkspaceId, conversation_id: ConversationId, wamid: Wamid) {
        let worker = self.app.clone();
        self.app.spawn(async move {
            let found = worker.store().workspace(workspace_id).find_send_facts(conversation_id).await;
            if let Ok(Some(mut facts)) = found {
                facts.last_inbound_wamid = Some(wamid.as_str().to_owned());
                show_typing(&worker, workspace_id, conversation_id, &facts);
            }
        });
    }
}

/// Shows the bubble in the background. `false`: policy or circumstances say no, so there is nothing to pause for.
pub(super) fn show_typing(app: &App, workspace_id: WorkspaceId, conversation_id: ConversationId, facts: &SendFacts) -> bool {
    let allowed = gate::settings(facts).typing_to_contact && facts.has_access_token && facts.degraded_code.is_none() && facts.blocked_at.is_none();
    let Some(wamid) = facts
        .last_inbound_wamid
        .clone()
        .filter(|_| allowed)
        .and_then(|wamid| Wamid::new(wamid).ok())
    else {
        return false;
    };
    if !app.outbound_recent().claim_typing(conversation_id, app.now(), REPEAT_AFTER) {
        return true;
    }
    let (worker, facts) = (app.clone(), facts.clone());
    app.spawn(async move {
        let token = match worker.store().workspace(workspace_id).find_access_token(facts.channel_id).await {
            Ok(Some(token)) => token,
            Ok(None) => return,
            Err(error) => return tracing::warn!(conversation.id = %conversation_id, %error, "no token for a typing indicator"),
        };
        let Ok(graph) = worker.graph(&facts.channel_kind) else { return };
        if let Err(error) = graph.number(&facts.phone_number_id, &token).typing(&wamid).await {
            tracing::info!(conversation.id = %conversation_id, %error, "a typing indicator was not shown");
        }
    });
    true
}
