//! The channel: the workspace's WhatsApp number, connected by token, with the Meta app that signs its webhooks.

use cloud_api::client::Client;
use model::ChannelId;
use secrecy::SecretString;
use serde_json::json;
use store::{Channel, MetaApp, WorkspaceTx};

use crate::views::{ChannelView, webhook_url};
use crate::{Actor, App, Error, Result, announce};

mod check;
mod connect;
mod discover;
mod health;
mod lines;
mod loop_test;
mod number_lines;
mod profile;
mod register;
mod subscribe;
mod templates;
mod validate;
mod wa_flows;

pub use check::{Examination, examine};
pub use connect::{AppRequest, ConnectRequest, SecretsPatch};
pub use discover::DiscoverRequest;
pub(crate) use profile::from_call;
pub use templates::TemplateFilter;
pub(crate) use templates::{TEMPLATE_SYNC, TemplateCache, TemplateSync, queue_template_sync};
pub(crate) use wa_flows::{WA_FLOW_SYNC, WaFlowSync, queue_wa_flow_sync};

/// What channels can be asked to become.
pub struct Channels<'a>(&'a App);

impl App {
    /// The workspace's number.
    #[must_use]
    pub fn channels(&self) -> Channels<'_> {
        Channels(self)
    }
}

/// A connected number, with what calls about it need.
pub(crate) struct Connected {
    pub(crate) channel: Channel,
    pub(crate) meta_app: MetaApp,
    pub(crate) token: SecretString,
    pub(crate) graph: Client,
}

impl Channels<'_> {
    /// The connected number.
    pub async fn get(&self, actor: &Actor) -> Result<ChannelView> {
        let channel = self
            .0
            .store()
            .workspace(actor.workspace_id)
            .find_channel()
            .await?
            .filter(|channel| channel.has_access_token);
        let channel = channel.ok_or_else(not_connected)?;
        let meta_app = self.meta_app_of(&channel).await?;
        Ok(self.view(actor, channel, &meta_app))
    }

    async fn meta_app_of(&self, channel: &Channel) -> Result<MetaApp> {
        let found = self.0.store().system().find_meta_app(channel.meta_app_id).await?;
        found.ok_or_else(not_connected)
    }

    /// Disconnects the number: its token and its route go, its conversations stay.
    pub async fn disconnect(&self, actor: &Actor) -> Result<()> {
        let Connected { channel, token, graph, .. } = self.connected(actor).await?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.disconnect_channel(channel.id).await?;
        workspace
            .append_audit(&actor.audit(
                "channel.disconnected",
                "channel",
                channel.id,
                json!({ "phone_number_id": channel.phone_number_id }),
            ))
            .await?;
        self.announce(&mut workspace, channel.id).await?;
        tx.commit().await?;
        // Meta would go on calling for a week; if it cannot be told now, its calls are refused.
        if let Err(error) = graph.account(&channel.waba_id, &token).unsubscribe().await {
            tracing::info!(channel.id = %channel.id, %error, "Meta was not told that the number is disconnected");
        }
        Ok(())
    }

    /// The connected number with its token and its door to Graph.
    pub(crate) async fn connected(&self, actor: &Actor) -> Result<Connected> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        let channel = workspace.find_channel().await?.ok_or_else(not_connected)?;
        let token = workspace.find_access_token(channel.id).await?.ok_or_else(not_connected)?;
        let meta_app = self.meta_app_of(&channel).await?;
        let graph = self.0.graph(&channel.kind)?.clone();
        Ok(Connected {
            channel,
            meta_app,
            token,
            graph,
        })
    }

    fn view(&self, actor: &Actor, channel: Channel, meta_app: &MetaApp) -> ChannelView {
        ChannelView::of(channel, meta_app, actor.workspace_id, &self.0.config().public_url)
    }

    /// The address Meta must call for webhooks of this app.
    fn webhook_url(&self, meta_app: &MetaApp) -> String {
        webhook_url(&self.0.config().public_url, meta_app.id)
    }

    /// `channel.updated`, from what the transaction made of it.
    async fn announce(&self, workspace: &mut WorkspaceTx<'_>, id: ChannelId) -> Result<ChannelView> {
        announce::channel(workspace, id, &self.0.config().public_url).await
    }
}

pub(crate) fn not_connected() -> Error {
    Error::not_found("channel.not_connected", "No WhatsApp number is connected to this workspace.")
}
