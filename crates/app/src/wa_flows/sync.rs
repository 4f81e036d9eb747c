//! The job that looks at Meta's whole list of forms, page by page, with their texts: what is new or different is kept, what is gone is forgotten.
//!
//! Safe to run twice: each run has a number, and only what the last run did not see is forgotten. No transaction is open while Meta answers.

use std::time::Duration;

use cloud_api::client::{Account, CallError, Number};
use cloud_api::error::Class;
use cloud_api::flow::Flow;
use model::{ChannelId, WorkspaceId};
use serde_json::{Value, json};
use store::{FoundWaFlow, NewEvent, WorkspaceTx};

use super::{WaFlows, announce_sync, hash, keys, updated, view};
use crate::App;
use crate::channels::{WaFlowSync, queue_wa_flow_sync};
use crate::job::{JobError, Steps};

/// A list that never ends is not believed.
const MOST_PAGES: usize = 40;
/// The whole list is looked at once a day even when no webhook came: one may have been lost.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// Looks at the whole list of one number's account.
pub(crate) async fn run(app: &App, workspace_id: WorkspaceId, payload: &str, steps: Steps<'_>) -> Result<(), JobError> {
    let WaFlowSync { channel_id } = serde_json::from_str(payload).map_err(JobError::fail)?;
    let workspace = app.store().workspace(workspace_id);
    let channel = workspace.get_channel(channel_id).await?;
    let Some(token) = workspace.find_access_token(channel_id).await? else {
        return ended_badly(app, workspace_id, channel_id, "The number is not connected.").await;
    };
    let graph = app.graph(&channel.kind)?.clone();
    match read(app, workspace_id, channel_id, &graph.account(&channel.waba_id, &token), steps).await {
        Ok(()) => {
            let number = graph.number(&channel.phone_number_id, &token);
            look_at_key(app, workspace_id, channel_id, &number).await
        }
        Err(Trouble::Ours(error)) => Err(error),
        Err(Trouble::Meta(error)) => {
            ended_badly(app, workspace_id, channel_id, &in_words(&error)).await?;
            match error.graph() {
                // A person has to mend it; the daily look finds out when they have.
                Some(graph) if graph.advice().class == Class::Fix => Err(JobError::fail(error)),
                _ => Err(JobError::retry(error)),
            }
        }
    }
}

/// What Meta says about the key pair that phones encrypt for; a number that was registered anew has lost its signature.
async fn look_at_key(app: &App, workspace_id: WorkspaceId, channel_id: ChannelId, number: &Number<'_>) -> Result<(), JobError> {
    let keys = app.store().workspace(workspace_id).list_wa_flow_keys(channel_id).await?;
    let Some(active) = keys.into_iter().find(|key| key.status == "active" && key.uploaded_at.is_some()) else {
        return Ok(());
    };
    let state = match number.public_key().await {
        Ok(Some(told)) => keys::state(&active.fingerprint, &told),
        Ok(None) => "MISMATCH".to_owned(),
        // Asked again tomorrow; the forms themselves were looked at.
        Err(error) => {
            tracing::info!(%error, "the state of a public key could not be read");
            return Ok(());
        }
    };
    let mut tx = app.store().begin().await?;
    tx.workspace(workspace_id).note_wa_flow_key_state(active.id, Some(&state)).await?;
    tx.commit().await?;
    Ok(())
}

/// Says that the look somebody stopped was not whole.
pub(crate) async fn stopped(workspace: &mut WorkspaceTx<'_>, payload: &str, why: &str) -> Result<(), store::Error> {
    let Ok(WaFlowSync { channel_id }) = serde_json::from_str(payload) else {
        return Ok(());
    };
    workspace.fail_wa_flow_sync(channel_id, why).await?;
    announce_sync(workspace, channel_id).await.map(drop)
}

/// What can go wrong on the way.
enum Trouble {
    Meta(CallError),
    Ours(JobError),
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Self {
        Self::Ours(error.into())
    }
}

async fn read(app: &App, workspace_id: WorkspaceId, channel_id: ChannelId, account: &Account<'_>, steps: Steps<'_>) -> Result<(), Trouble> {
    let mut tx = app.store().begin().await?;
    let run = tx.workspace(workspace_id).begin_wa_flow_sync(channel_id).await?;
    tx.commit().await?;
    let (mut after, mut seen): (Option<String>, usize) = (None, 0);
    for _ in 0..MOST_PAGES {
        let read_at = app.now();
        let page = account.flows(after.as_deref()).await.map_err(Trouble::Meta)?;
        let mut found = Vec::new();
        for flow in page.flows {
            // A text that cannot be read now leaves the one before as it is.
            let text = account.flow_json(&flow.id).await.unwrap_or_else(|error| {
                tracing::info!(%error, "the text of a form could not be read");
                None
            });
            found.push(as_found(flow, text));
        }
        let mut tx = app.store().begin().await?;
        let mut workspace = tx.workspace(workspace_id);
        let mut events = Vec::new();
        for id in workspace.keep_wa_flows(channel_id, run, read_at, &found).await? {
            events.push(updated(&view(&mut workspace, id).await?)?);
        }
        workspace.append_events(&events).await?;
        seen += found.len();
        steps.step(&mut workspace, seen, None).await.map_err(Trouble::Ours)?;
        announce_sync(&mut workspace, channel_id).await?;
        tx.commit().await?;
        match page.after {
            Some(next) if after.as_ref() != Some(&next) => after = Some(next),
            _ => break,
        }
    }
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    let gone = workspace.finish_wa_flow_sync(channel_id, run).await?;
    if !gone.is_empty() {
        let event = NewEvent::new("wa_flow.deleted", None, &json!({ "wa_flow_ids": gone }))?;
        workspace.append_events(&[event]).await?;
    }
    announce_sync(&mut workspace, channel_id).await?;
    tx.commit().await?;
    Ok(())
}

fn as_found(flow: Flow, text: Option<String>) -> FoundWaFlow {
    FoundWaFlow {
        categories: json!(flow.categories).to_string(),
        status: flow.status.as_deref().unwrap_or("DRAFT").to_uppercase(),
        json_version: flow.json_version,
        data_api_version: flow.data_api_version,
        endpoint_uri: flow.endpoint_uri,
        meta_errors: serde_json::to_string(&flow.validation_errors).unwrap_or_else(|_| "[]".to_owned()),
        health: flow.health_status.as_ref().map(Value::to_string),
        json: text.map(|text| {
            let hash = hash(&text);
            (text, hash)
        }),
        meta_id: flow.id,
        name: flow.name,
    }
}

async fn ended_badly(app: &App, workspace_id: WorkspaceId, channel_id: ChannelId, why: &str) -> Result<(), JobError> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    workspace.fail_wa_flow_sync(channel_id, why).await?;
    announce_sync(&mut workspace, channel_id).await?;
    tx.commit().await?;
    Ok(())
}

fn in_words(error: &CallError) -> String {
    match error.graph() {
        Some(graph) => format!("{}: {}", graph.advice().title, graph.explanation()),
        None => format!("Meta cannot be reached: {error}"),
    }
}

impl WaFlows<'_> {
    /// Asks for a look at the lists that nobody looked at for a day, or ever.
    pub async fn queue_stale(&self) -> Result<(), store::Error> {
        let app = self.0;
        for (workspace_id, channel_id) in app.store().system().list_stale_wa_flows(app.now() - STALE).await? {
            let mut tx = app.store().begin().await?;
            let mut workspace = tx.workspace(workspace_id);
            queue_wa_flow_sync(&mut workspace, channel_id, app.now()).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
