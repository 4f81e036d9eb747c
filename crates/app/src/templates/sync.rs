//! The job that looks at Meta's whole list, page by page: what is new or different is kept, what is gone is forgotten.
//!
//! Safe to run twice: each run has a number, and only what the last run did not see is forgotten. No transaction is open while Meta answers.

use std::time::Duration;

use cloud_api::client::{Account, CallError, TemplateQuery};
use cloud_api::error::Class;
use model::{ChannelId, WorkspaceId};
use store::WorkspaceTx;

use super::{Templates, announce_sync, definition};
use crate::App;
use crate::channels::{TemplateSync, queue_template_sync};
use crate::job::{JobError, Steps};

/// Meta's largest page.
const PAGE: u32 = 100;
/// An account has at most 6,000 templates; a list that never ends is not believed.
const MOST_PAGES: usize = 100;
/// Meta's code for a cursor it no longer knows: the list is read from its start again.
const CURSOR_GONE: i64 = 131_059;
/// The whole list is looked at once a day even when no webhook came: one may have been lost.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// Looks at the whole list of one number's account.
pub(crate) async fn run(app: &App, workspace_id: WorkspaceId, payload: &str, steps: Steps<'_>) -> Result<(), JobError> {
    let TemplateSync { channel_id } = serde_json::from_str(payload).map_err(JobError::fail)?;
    let workspace = app.store().workspace(workspace_id);
    let channel = workspace.get_channel(channel_id).await?;
    let Some(token) = workspace.find_access_token(channel_id).await? else {
        return ended_badly(app, workspace_id, channel_id, "The number is not connected.").await;
    };
    let graph = app.graph(&channel.kind)?.clone();
    let account = graph.account(&channel.waba_id, &token);
    match read(app, workspace_id, channel_id, &account, steps).await {
        Ok(()) => {
            app.channels().forget_templates(channel_id);
            Ok(())
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

/// Says that the look somebody stopped was not whole.
pub(crate) async fn stopped(workspace: &mut WorkspaceTx<'_>, payload: &str, why: &str) -> Result<(), store::Error> {
    let Ok(TemplateSync { channel_id }) = serde_json::from_str(payload) else {
        return Ok(());
    };
    workspace.fail_template_sync(channel_id, why).await?;
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
    let mut run = begin(app, workspace_id, channel_id).await?;
    let mut query = TemplateQuery {
        limit: Some(PAGE),
        ..TemplateQuery::default()
    };
    let (mut restarted, mut seen) = (false, 0);
    for _ in 0..MOST_PAGES {
        let read_at = app.now();
        let page = match account.templates(&query).await {
            Ok(page) => page,
            Err(error) if !restarted && error.graph().is_some_and(|graph| graph.code == CURSOR_GONE) => {
                (restarted, seen, query.after) = (true, 0, None);
                run = begin(app, workspace_id, channel_id).await?;
                continue;
            }
            Err(error) => return Err(Trouble::Meta(error)),
        };
        let found: Vec<_> = page.templates.into_iter().map(definition::found).collect();
        let mut tx = app.store().begin().await?;
        let mut workspace = tx.workspace(workspace_id);
        workspace.keep_templates(channel_id, run, read_at, &found).await?;
        seen += found.len();
        steps.step(&mut workspace, seen, None).await.map_err(Trouble::Ours)?;
        announce_sync(&mut workspace, channel_id).await?;
        tx.commit().await?;
        match page.after {
            Some(after) if query.after.as_ref() != Some(&after) => query.after = Some(after),
            _ => break,
        }
    }
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    workspace.finish_template_sync(channel_id, run).await?;
    announce_sync(&mut workspace, channel_id).await?;
    tx.commit().await?;
    Ok(())
}

async fn begin(app: &App, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<i64, store::Error> {
    let mut tx = app.store().begin().await?;
    let run = tx.workspace(workspace_id).begin_template_sync(channel_id).await?;
    tx.commit().await?;
    Ok(run)
}

async fn ended_badly(app: &App, workspace_id: WorkspaceId, channel_id: ChannelId, why: &str) -> Result<(), JobError> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    workspace.fail_template_sync(channel_id, why).await?;
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

impl Templates<'_> {
    /// Asks for a look at the lists that nobody looked at for a day, or ever.
    pub async fn queue_stale(&self) -> Result<(), store::Error> {
        let app = self.0;
        for (workspace_id, channel_id) in app.store().system().list_stale_templates(app.now() - STALE).await? {
            let mut tx = app.store().begin().await?;
            let mut workspace = tx.workspace(workspace_id);
            queue_template_sync(&mut workspace, channel_id, app.now()).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
