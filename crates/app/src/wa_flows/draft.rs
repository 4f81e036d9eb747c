//! The text of a form: kept as typed, checked, uploaded, kept in versions, compared.

use model::{WaFlowId, WorkspaceId};
use serde_json::json;
use store::{WaFlowNews, WaFlowRow};

use super::{WaFlows, announce, hash};
use crate::channels::Connected;
use crate::views::{WaFlowCheck, WaFlowDiff, WaFlowDraftView, WaFlowFinding, WaFlowVersionText, WaFlowVersionView, WaFlowView, WaFlowWritten};
use crate::{Actor, Error, Result};

impl WaFlows<'_> {
    /// The text that is being written, exactly as typed.
    pub async fn draft(&self, workspace_id: WorkspaceId, id: WaFlowId) -> Result<WaFlowDraftView> {
        let draft = self.0.store().workspace(workspace_id).get_wa_flow_draft(id).await?;
        Ok(WaFlowDraftView {
            json: draft.draft,
            revision: draft.draft_revision,
            saved_at: draft.draft_saved_at,
        })
    }

    /// Keeps the text, whatever is wrong with it, and says what that is. `from` is the revision it was made from; nothing means whatever it is now.
    pub async fn write_draft(&self, actor: &Actor, id: WaFlowId, from: Option<i64>, text: &str) -> Result<WaFlowWritten> {
        not_too_large(text)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_wa_flow(id).await?;
        let revision = workspace.write_wa_flow_draft(id, from, text, &hash(text)).await?;
        if revision != before.draft_revision {
            let detail = json!({ "revision": revision, "bytes": text.len() });
            workspace
                .append_audit(&actor.audit("wa_flow.draft_written", "wa_flow", id, detail))
                .await?;
            announce(&mut workspace, id).await?;
            tx.commit().await?;
        }
        let text = text.to_owned();
        Ok(WaFlowWritten {
            revision,
            findings: beside(move || WaFlowFinding::all(&text)).await?,
        })
    }

    /// What is wrong with a text, and what the form consists of; the kept one when none is given.
    pub async fn check(&self, workspace_id: WorkspaceId, id: WaFlowId, text: Option<String>) -> Result<WaFlowCheck> {
        let kept = self.0.store().workspace(workspace_id).get_wa_flow_draft(id).await?;
        let text = text.unwrap_or(kept.draft);
        not_too_large(&text)?;
        beside(move || WaFlowCheck::of(&text)).await
    }

    /// Sends the text to Meta, which keeps it and says what is wrong with it.
    pub async fn upload(&self, actor: &Actor, id: WaFlowId) -> Result<WaFlowView> {
        let (row, connected) = self.known(actor, id).await?;
        if row.status == "DEPRECATED" {
            return Err(Error::conflict("wa_flow.not_draft", "A deprecated form cannot be changed.").remedy("Clone it into a new one."));
        }
        Ok(self.send_draft(actor, &row, &connected).await?.1)
    }

    /// Uploads what is kept here; gives it and what the form looks like then.
    pub(super) async fn send_draft(&self, actor: &Actor, row: &WaFlowRow, connected: &Connected) -> Result<(String, WaFlowView)> {
        let draft = self.0.store().workspace(actor.workspace_id).get_wa_flow_draft(row.id).await?;
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        let problems = match account.upload_flow(&row.meta_id, &draft.draft).await {
            Ok(problems) => problems,
            Err(error) => return Err(self.doubtful(actor, connected, error).await),
        };
        let found = i64::try_from(problems.len()).unwrap_or(i64::MAX);
        let sent = hash(&draft.draft);
        let news = WaFlowNews {
            meta_hash: Some(sent.clone()),
            meta_errors: serde_json::to_string(&problems).ok(),
            ..self.ask(connected, &row.meta_id, &row.status).await
        };
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.tell_wa_flow(row.id, &news).await?;
        let number = workspace
            .keep_wa_flow_version(row.id, "uploaded", &draft.draft, &sent, found, Some(actor.user_id))
            .await?;
        let detail = json!({ "name": row.name, "version": number, "errors": found });
        workspace
            .append_audit(&actor.audit("wa_flow.uploaded", "wa_flow", row.id, detail))
            .await?;
        let view = announce(&mut workspace, row.id).await?;
        tx.commit().await?;
        Ok((draft.draft, view))
    }

    /// The kept versions, the newest first.
    pub async fn versions(&self, workspace_id: WorkspaceId, id: WaFlowId) -> Result<Vec<WaFlowVersionView>> {
        let workspace = self.0.store().workspace(workspace_id);
        workspace.get_wa_flow(id).await?;
        let rows = workspace.list_wa_flow_versions(id).await?;
        Ok(rows.into_iter().map(WaFlowVersionView::from).collect())
    }

    /// The text of a version.
    pub async fn version(&self, workspace_id: WorkspaceId, id: WaFlowId, number: i64) -> Result<WaFlowVersionText> {
        let json = self.0.store().workspace(workspace_id).get_wa_flow_version(id, number).await?;
        Ok(WaFlowVersionText { number, json })
    }

    /// How two versions differ; no number means the text that is being written.
    pub async fn diff(&self, workspace_id: WorkspaceId, id: WaFlowId, from: Option<i64>, to: Option<i64>) -> Result<WaFlowDiff> {
        let workspace = self.0.store().workspace(workspace_id);
        let text = async |number: Option<i64>| match number {
            Some(number) => workspace.get_wa_flow_version(id, number).await,
            None => workspace.get_wa_flow_draft(id).await.map(|draft| draft.draft),
        };
        let (before, after) = (text(from).await?, text(to).await?);
        beside(move || WaFlowDiff {
            changes: wa_flow_json::diff(&before, &after),
            before,
            after,
        })
        .await
    }
}

/// More than Meta takes is not kept either.
pub(super) fn not_too_large(text: &str) -> Result<()> {
    if text.len() > wa_flow_json::MAX_BYTES {
        return Err(Error::invalid("/json", "wa_flow.too_large", "Flow JSON has at most 10 MB."));
    }
    Ok(())
}

/// Checking a large text takes longer than a thread that serves others may.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}
