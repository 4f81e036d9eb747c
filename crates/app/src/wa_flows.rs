//! WhatsApp's own forms: Meta's list kept here, written, checked and published through Meta; their keys, what phones ask, and what customers send.

use std::collections::HashMap;
use std::time::Duration;

use model::{ChannelId, WaFlowId, WorkspaceId};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{NewEvent, WorkspaceTx};

use crate::channels::{self, Connected, not_connected};
use crate::views::{WaFlowSyncView, WaFlowView};
use crate::{Actor, App, Result};

mod answer;
mod change;
mod definition;
mod draft;
mod endpoint;
mod exchange;
mod forwards;
mod keys;
mod look;
mod retention;
pub(crate) mod submission;
mod submissions;
pub(crate) mod sync;
mod tokens;
mod told;

pub use answer::{AnswerLog, AnswerProblem};
pub use change::{NewWaFlowRequest, WaFlowPatch};
pub(crate) use definition::Definitions;
pub use endpoint::{EndpointRequest, FixedScreen};
pub(crate) use exchange::Pool;
pub use exchange::{AnswerChange, ExchangeReplayed, Exchanged, ReplayText};
pub(crate) use forwards::{DELIVER, deliver};
pub use forwards::{ForwardHeader, ForwardPatch, ForwardTried};
pub(crate) use keys::KeyRing;
pub use look::{TryRequest, WaFlowTried};
pub(crate) use tokens::{Leaving, fill};
pub(crate) use told::told;
pub use wa_flow_crypto::{MAX_BODY_BYTES as MAX_EXCHANGE_BYTES, SIGNATURE_STATUS};
pub use wa_flow_json::{STARTERS, Starter};

/// What the figure of recent submissions counts.
const RECENT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What WhatsApp's own forms can be asked to become.
pub struct WaFlows<'a>(&'a App);

/// The forms, and how the last look at Meta's list went.
#[derive(Debug, Clone)]
pub struct WaFlowList {
    /// The forms, the last changed first.
    pub flows: Vec<WaFlowView>,
    /// The last look; nothing when there was none.
    pub sync: Option<WaFlowSyncView>,
}

impl App {
    /// WhatsApp's own forms.
    #[must_use]
    pub fn wa_flows(&self) -> WaFlows<'_> {
        WaFlows(self)
    }
}

impl WaFlows<'_> {
    /// The screens of the text that Meta has of a form; none when nobody here has that text.
    pub(crate) async fn screens(&self, workspace: store::Workspace<'_>, row: &store::WaFlowRow) -> Result<Vec<String>> {
        let definition = self.0.wa_flow_definitions().of(workspace, row).await?;
        Ok(definition.map_or_else(Vec::new, |definition| {
            definition.outline.screens.iter().map(|screen| screen.id.clone()).collect()
        }))
    }

    /// Every form, the last changed first.
    pub async fn list(&self, workspace_id: WorkspaceId) -> Result<WaFlowList> {
        let workspace = self.0.store().workspace(workspace_id);
        let channel = workspace.find_channel().await?.ok_or_else(not_connected)?;
        let counts: HashMap<WaFlowId, i64> = workspace.count_recent_submissions(self.0.now() - RECENT).await?.into_iter().collect();
        let rows = workspace.list_wa_flows(channel.id).await?;
        let sync = workspace.find_wa_flow_sync(channel.id).await?;
        let view = |row: store::WaFlowRow| {
            let count = counts.get(&row.id).copied().unwrap_or(0);
            WaFlowView::of(row, count)
        };
        Ok(WaFlowList {
            flows: rows.into_iter().map(view).collect(),
            sync: sync.map(WaFlowSyncView::from),
        })
    }

    /// One form.
    pub async fn get(&self, workspace_id: WorkspaceId, id: WaFlowId) -> Result<WaFlowView> {
        let workspace = self.0.store().workspace(workspace_id);
        let row = workspace.get_wa_flow(id).await?;
        let count = workspace.count_submissions_of(id, self.0.now() - RECENT).await?;
        Ok(WaFlowView::of(row, count))
    }

    /// Asks for a look at Meta's whole list, soon. One that waits or runs already is enough.
    pub async fn sync(&self, actor: &Actor) -> Result<WaFlowSyncView> {
        let connected = self.0.channels().connected(actor).await?;
        let channel_id = connected.channel.id;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        channels::queue_wa_flow_sync(&mut workspace, channel_id, self.0.now()).await?;
        workspace
            .append_audit(&actor.audit("wa_flow.sync_requested", "channel", channel_id, json!({})))
            .await?;
        let sync = announce_sync(&mut workspace, channel_id).await?;
        tx.commit().await?;
        sync.ok_or_else(not_connected)
    }

    /// The address that answers data exchanges of this workspace's forms.
    fn endpoint_uri(&self, connected: &Connected, workspace_id: WorkspaceId) -> String {
        let base = crate::views::webhook_url(&self.0.config().public_url, connected.meta_app.id);
        format!("{base}/flows/{workspace_id}")
    }
}

/// What a text of Flow JSON says, whatever its spacing and the order of its keys; another text when it is no JSON.
pub(crate) fn hash(text: &str) -> String {
    let same = serde_json::from_str::<serde_json::Value>(text).map_or_else(|_| text.to_owned(), |value| value.to_string());
    hex::encode(Sha256::digest(same.as_bytes()))
}

/// `wa_flow.updated`, and what the form looks like now.
pub(crate) async fn announce(workspace: &mut WorkspaceTx<'_>, id: WaFlowId) -> Result<WaFlowView, store::Error> {
    let view = view(workspace, id).await?;
    workspace.append_events(&[updated(&view)?]).await?;
    Ok(view)
}

/// The form as a transaction sees it.
async fn view(workspace: &mut WorkspaceTx<'_>, id: WaFlowId) -> Result<WaFlowView, store::Error> {
    let since = workspace.now() - RECENT;
    let row = workspace.get_wa_flow(id).await?;
    let count = workspace.count_submissions_of(id, since).await?;
    Ok(WaFlowView::of(row, count))
}

fn updated(view: &WaFlowView) -> Result<NewEvent, store::Error> {
    NewEvent::new("wa_flow.updated", None, &json!({ "wa_flow": view }))
}

/// `wa_flow.synced`, and how the look goes.
async fn announce_sync(workspace: &mut WorkspaceTx<'_>, channel_id: ChannelId) -> Result<Option<WaFlowSyncView>, store::Error> {
    let sync = workspace.find_wa_flow_sync(channel_id).await?.map(WaFlowSyncView::from);
    workspace
        .append_events(&[NewEvent::new("wa_flow.synced", None, &json!({ "sync": sync }))?])
        .await?;
    Ok(sync)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_and_order_do_not_make_another_text() {
        assert_eq!(hash(r#"{"a": 1, "b": [2]}"#), hash("{\"b\":[2],\n\"a\":1}"));
        assert_ne!(hash(r#"{"a": 1}"#), hash(r#"{"a": 2}"#));
        assert_ne!(hash("{"), hash("{ "), "what is no JSON is compared as typed");
    }
}
