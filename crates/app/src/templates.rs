//! Message templates: Meta's list kept here, looked at whole by a job and told of by webhooks; written, changed and deleted through Meta.

use model::{ChannelId, TemplateId};
use serde_json::json;
use store::{NewEvent, StoredTemplateFilter, WorkspaceTx};

use crate::channels::not_connected;
use crate::views::{MessageTemplateView, TemplateGroupView, TemplateSyncView};
use crate::{Actor, App, Result, channels};

mod change;
mod definition;
mod sample;
pub(crate) mod sync;
mod told;

pub use change::{TemplateChange, TemplateDraft};
pub(crate) use told::told;

/// What templates can be asked to become.
pub struct Templates<'a>(&'a App);

/// Some names with their languages, and how the last look at the whole list went.
#[derive(Debug, Clone)]
pub struct TemplatePage {
    /// The names.
    pub page: store::Page<TemplateGroupView>,
    /// The last look; nothing when there was none.
    pub sync: Option<TemplateSyncView>,
}

impl App {
    /// Message templates.
    #[must_use]
    pub fn templates(&self) -> Templates<'_> {
        Templates(self)
    }
}

impl Templates<'_> {
    /// Names with all their languages, by name.
    pub async fn list(
        &self,
        workspace_id: model::WorkspaceId,
        filter: &StoredTemplateFilter,
        limit: store::Limit,
        cursor: Option<&str>,
    ) -> Result<TemplatePage> {
        let workspace = self.0.store().workspace(workspace_id);
        let channel = workspace.find_channel().await?.ok_or_else(not_connected)?;
        let page = workspace.list_templates(channel.id, filter, limit, cursor).await?;
        let sync = workspace.find_template_sync(channel.id).await?;
        Ok(TemplatePage {
            page: page.map(TemplateGroupView::of),
            sync: sync.map(TemplateSyncView::from),
        })
    }

    /// Asks for a look at Meta's whole list, soon. One that waits or runs already is enough.
    pub async fn sync(&self, actor: &Actor) -> Result<TemplateSyncView> {
        let connected = self.0.channels().connected(actor).await?;
        let channel_id = connected.channel.id;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        channels::queue_template_sync(&mut workspace, channel_id, self.0.now()).await?;
        workspace
            .append_audit(&actor.audit("template.sync_requested", "channel", channel_id, json!({})))
            .await?;
        let sync = announce_sync(&mut workspace, channel_id).await?;
        tx.commit().await?;
        sync.ok_or_else(not_connected)
    }
}

/// `template.updated`, and what the template looks like now.
async fn announce(workspace: &mut WorkspaceTx<'_>, id: TemplateId) -> Result<MessageTemplateView, store::Error> {
    let view = MessageTemplateView::from(workspace.get_template(id).await?);
    workspace
        .append_events(&[NewEvent::new("template.updated", None, &json!({ "template": view }))?])
        .await?;
    Ok(view)
}

/// `template.synced`, and how the look goes.
async fn announce_sync(workspace: &mut WorkspaceTx<'_>, channel_id: ChannelId) -> Result<Option<TemplateSyncView>, store::Error> {
    let sync = workspace.find_template_sync(channel_id).await?.map(TemplateSyncView::from);
    workspace
        .append_events(&[NewEvent::new("template.synced", None, &json!({ "sync": sync }))?])
        .await?;
    Ok(sync)
}
