//! Tokens: what ties a form that is sent to its customer. Made for each message, never guessed, and kept as a hash only.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use cloud_api::outbound::{Component, ComponentKind, FlowFirstAction, FlowParameters, Interactive, OutboundContent, Parameter, Template};
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::{ContactId, ConversationId, MessageId, WorkspaceId};
use serde_json::{Value, json};
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
/// work out without the master key. Of a form that is not known here nothing could be asked of us: what the sender wrote stays.
pub(crate) async fn fill(app: &App, leaving: Leaving, content: &mut OutboundContent) -> Result<()> {
    let token = match content {
        OutboundContent::Interactive(Interactive::Flow(flow)) => of_message(app, leaving, &mut flow.action.parameters).await?,
        OutboundContent::Template(template) => of_template(app, leaving, template).await?,
        _ => None,
    };
    let Some((token, row, start)) = token else { return Ok(()) };
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

/// A token, the form it is for, and the screen the form opens on unless we are asked first.
type Made = (String, WaFlowRow, Option<String>);

/// The token of a message with a button that opens a form.
async fn of_message(app: &App, leaving: Leaving, parameters: &mut FlowParameters) -> Result<Option<Made>> {
    let Some(row) = find(app, leaving, parameters.flow_id.as_deref(), parameters.flow_name.as_deref()).await? else {
        return Ok(None);
    };
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
    Ok(Some((token, row, start)))
}

/// The token of a template whose definition has a button that opens a form.
async fn of_template(app: &App, leaving: Leaving, template: &mut Template) -> Result<Option<Made>> {
    let store = app.store().workspace(leaving.workspace_id);
    let languages = store.list_template_languages(leaving.channel_id, &template.name).await?;
    let Some(definition) = languages.into_iter().find(|row| row.language == template.language.code) else {
        return Ok(None);
    };
    let parts: Value = serde_json::from_str(&definition.components).unwrap_or_default();
    let is = |value: &Value, word: &str| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case(word));
    let buttons = parts.as_array().into_iter().flatten().find(|part| is(&part["type"], "BUTTONS"));
    let buttons = buttons.and_then(|part| part["buttons"].as_array()).cloned().unwrap_or_default();
    let Some((place, button)) = buttons.iter().enumerate().find(|(_, button)| is(&button["type"], "FLOW")) else {
        return Ok(None);
    };
    let Some(row) = find(app, leaving, button["flow_id"].as_str(), button["flow_name"].as_str()).await? else {
        return Ok(None);
    };
    let start = match button["navigate_screen"].as_str() {
        _ if is(&button["flow_action"], "data_exchange") => None,
        Some(screen) => Some(screen.to_owned()),
        None => entry(app, leaving.workspace_id, &row).await?,
    };
    let token = derive(app, leaving);
    let index = u8::try_from(place).unwrap_or(u8::MAX);
    let own = |part: &&mut Component| part.kind == ComponentKind::Button && part.index == Some(index);
    let part = match template.components.iter_mut().find(own) {
        Some(part) => part,
        None => {
            template.components.push(Component {
                kind: ComponentKind::Button,
                sub_type: Some("flow".to_owned()),
                index: Some(index),
                parameters: Vec::new(),
                cards: Vec::new(),
            });
            template.components.last_mut().expect("pushed just above")
        }
    };
    let action = part.parameters.iter_mut().find_map(|parameter| match parameter {
        Parameter::Action { action } => Some(action),
        _ => None,
    });
    match action {
        Some(action) => {
            // What is no object carries nothing that Meta would read.
            if !action.is_object() {
                *action = json!({});
            }
            action["flow_token"] = token.as_str().into();
        }
        None => part.parameters.push(Parameter::Action {
            action: json!({ "flow_token": token }),
        }),
    }
    Ok(Some((token, row, start)))
}

async fn find(app: &App, leaving: Leaving, id: Option<&str>, name: Option<&str>) -> Result<Option<WaFlowRow>> {
    let store = app.store().workspace(leaving.workspace_id);
    Ok(match (id, name) {
        (Some(id), _) => store.find_wa_flow(leaving.channel_id, id).await?,
        (None, Some(name)) => store.find_wa_flow_named(leaving.channel_id, name).await?,
        (None, None) => None,
    })
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
