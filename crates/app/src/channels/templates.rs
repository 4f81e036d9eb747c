//! Message templates for those who send: from what is kept here once Meta's whole list was looked at, else live; remembered for a minute.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cloud_api::client::TemplateQuery;
use model::send_policy::TemplateCategory;
use model::{ChannelId, Timestamp};
use serde::{Deserialize, Serialize};
use store::{NewJob, WorkspaceTx};

use super::profile::from_call;
use super::{Channels, Connected};
use crate::views::TemplateView;
use crate::{Actor, Result};

/// How long a list is good for.
const LIFETIME: Duration = Duration::from_secs(60);
/// How long what a template is for is remembered.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// Meta's largest page.
const PAGE: u32 = 100;
/// An account has at most 6,000 templates.
const MOST_PAGES: usize = 60;

/// Which templates.
#[derive(Debug, Clone, Default)]
pub struct TemplateFilter {
    /// Only in this state (`APPROVED` …).
    pub status: Option<String>,
    /// Part of the name or of the words.
    pub text: Option<String>,
    /// Ask Meta now, whatever is remembered.
    pub fresh: bool,
}

/// The job that looks at Meta's whole list; it runs in `templates/sync.rs`.
pub(crate) const TEMPLATE_SYNC: &str = "templates.sync";
/// A refusal that passes, or Meta being away, is tried again for about three hours; then the daily look comes.
const ATTEMPTS: i64 = 8;

/// What the job needs to know.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TemplateSync {
    pub(crate) channel_id: ChannelId,
}

/// Asks for a look at Meta's whole list; one that waits already is enough.
pub(crate) async fn queue_template_sync(workspace: &mut WorkspaceTx<'_>, channel_id: ChannelId, now: Timestamp) -> Result<(), store::Error> {
    workspace.queue_template_sync(channel_id).await?;
    workspace
        .enqueue_jobs(&[NewJob {
            kind: TEMPLATE_SYNC,
            payload: serde_json::to_string(&TemplateSync { channel_id }).expect("an id is plain JSON"),
            dedupe_key: Some(channel_id.to_string()),
            run_at: now,
            max_attempts: ATTEMPTS,
        }])
        .await
}

/// A list, and when it was read.
type Read = (Timestamp, Arc<Vec<TemplateView>>);

/// The lists of this node, by number.
#[derive(Debug, Default)]
pub(crate) struct TemplateCache(Mutex<HashMap<ChannelId, Read>>);

impl TemplateCache {
    fn get(&self, id: ChannelId, now: Timestamp) -> Option<Arc<Vec<TemplateView>>> {
        let lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists
            .get(&id)
            .filter(|(read_at, _)| now.since(*read_at) < LIFETIME)
            .map(|(_, list)| list.clone())
    }

    fn put(&self, id: ChannelId, now: Timestamp, list: Arc<Vec<TemplateView>>) {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists.retain(|_, (read_at, _)| now.since(*read_at) < KEPT);
        lists.insert(id, (now, list));
    }

    /// What a template was for when the list was last read, however long ago: a category hardly ever changes.
    pub(crate) fn category(&self, id: ChannelId, name: &str, language: &str) -> Option<TemplateCategory> {
        let lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let template = lists
            .get(&id)?
            .1
            .iter()
            .find(|template| template.name == name && template.language == language)?;
        TemplateCategory::parse(&template.category)
    }

    fn forget(&self, id: ChannelId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

impl Channels<'_> {
    /// The account's templates, by name, then language.
    pub async fn templates(&self, actor: &Actor, filter: &TemplateFilter) -> Result<Vec<TemplateView>> {
        let connected = self.connected(actor).await?;
        let (id, now) = (connected.channel.id, self.0.now());
        if filter.fresh {
            self.forget_templates(id);
        }
        let list = match self.0.template_cache().get(id, now) {
            Some(list) => list,
            None => {
                let kept = if filter.fresh { None } else { self.kept_templates(actor, id).await? };
                let list = match kept {
                    Some(list) => Arc::new(list),
                    None => Arc::new(read_all(&connected).await?),
                };
                self.0.template_cache().put(id, now, list.clone());
                list
            }
        };
        Ok(list.iter().filter(|template| filter.fits(template)).cloned().collect())
    }

    /// What is kept here, once Meta's whole list was looked at.
    async fn kept_templates(&self, actor: &Actor, id: ChannelId) -> Result<Option<Vec<TemplateView>>> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        let sync = workspace.find_template_sync(id).await?;
        if sync.is_none_or(|sync| sync.finished_at.is_none() || sync.state == "failed") {
            return Ok(None);
        }
        let rows = workspace.list_all_templates(id).await?;
        Ok(Some(rows.into_iter().map(TemplateView::from).collect()))
    }

    /// Reads the list anew next time: a webhook told that a template changed, or the token did.
    pub(crate) fn forget_templates(&self, id: ChannelId) {
        self.0.template_cache().forget(id);
    }
}

async fn read_all(connected: &Connected) -> Result<Vec<TemplateView>> {
    let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
    let mut query = TemplateQuery {
        limit: Some(PAGE),
        ..TemplateQuery::default()
    };
    let mut list: Vec<TemplateView> = Vec::new();
    for _ in 0..MOST_PAGES {
        let page = account.templates(&query).await.map_err(from_call)?;
        list.extend(page.templates.into_iter().map(TemplateView::from));
        match page.after {
            Some(after) => query.after = Some(after),
            None => break,
        }
    }
    list.sort_by(|one, other| (&one.name, &one.language).cmp(&(&other.name, &other.language)));
    Ok(list)
}

impl TemplateFilter {
    fn fits(&self, template: &TemplateView) -> bool {
        let in_state = self.status.as_deref().is_none_or(|status| template.status.eq_ignore_ascii_case(status));
        let text = self
            .text
            .as_deref()
            .map(|text| text.trim().to_lowercase())
            .filter(|text| !text.is_empty());
        in_state && text.is_none_or(|text| template.name.contains(&text) || template.components.get().to_lowercase().contains(&text))
    }
}
