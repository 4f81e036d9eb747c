//! Tokens: what ties a form that is sent to its customer. Made for each message, never guessed, and kept as a hash only.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use cloud_api::outbound::{FlowFirstAction, Interactive, OutboundContent};
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::{ContactId, ConversationId, MessageId, WorkspaceId};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{WaFlowRow, WaFlowTokenRow};

use crate::{App, Result};

/// How long after it was sent a form may be filled in.
const LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// 128 bits.
const TOKEN_BYTES: usize = 16;

/// A message that is about to leave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaving {
    pub(crate) workspace_id: WorkspaceId,
    pub(crate) channel_id: model::ChannelId,
    pub(crate) contact_id: ContactId,
    pub(crate) conversation_id: ConversationId,
    pub(crate) message_id: MessageId,
}

/// What is kept of a token.
pub(super) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Puts a token into a message that opens a form of ours, and ties it to the message. Every attempt at a message has the same token, which nobody can
/// work out without the master key.
pub(crate) async fn fill(app: &App, leaving: Leaving, content: &mut OutboundContent) -> Result<()> {
    let OutboundContent::Interactive(Interactive::Flow(flow)) = content else {
        return Ok(());
    };
    let parameters = &mut flow.action.parameters;
    let store = app.store().workspace(leaving.workspace_id);
    let row = match (&parameters.flow_id, &parameters.flow_name) {
        (Some(id), _) => store.find_wa_flow(leaving.channel_id, id).await?,
        (None, Some(name)) => store.find_wa_flow_named(leaving.channel_id, name).await?,
        (None, None) => None,
    };
    // Of a form that is not known here nothing could be asked of us: what the sender wrote stays.
    let Some(row) = row else { return Ok(()) };
    let start = match parameters.flow_action {
        Some(FlowFirstAction::DataExchange) => None,
        Some(FlowFirstAction::Navigate) | None => {
            let named = parameters.flow_action_payload.as_ref().and_then(|payload| payload.screen.clone());
            match named {
                Some(screen) => Some(screen),
                None => entry(app, leaving.workspace_id, &row).await?,
            }
        }
    };
    let token = derive(app, leaving);
    parameters.flow_token = Some(token.clone());
    let mut tx = app.store().begin().await?;
    let now = tx.now();
    tx.workspace(leaving.workspace_id)
        .create_wa_flow_token(&WaFlowTokenRow {
            token_hash: hash(&token).to_vec(),
            wa_flow_id: row.id,
            contact_id: leaving.contact_id,
            conversation_id: leaving.conversation_id,
            message_id: leaving.message_id,
            trail: json!(start.into_iter().collect::<Vec<_>>()).to_string(),
            exchanges: 0,
            created_at: now,
            expires_at: now + LIFETIME,
            opened_at: None,
            finished_at: None,
            submitted_at: None,
        })
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn entry(app: &App, workspace_id: WorkspaceId, row: &WaFlowRow) -> Result<Option<String>> {
    let definition = app.wa_flow_definitions().of(app.store().workspace(workspace_id), row).await?;
    Ok(definition.and_then(|definition| definition.entry().map(str::to_owned)))
}

fn derive(app: &App, leaving: Leaving) -> String {
    let key = app.store().derive_key("wa flow token");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
    mac.update(leaving.workspace_id.uuid().as_bytes());
    mac.update(leaving.message_id.uuid().as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..TOKEN_BYTES])
}
