//! Language models: connections that admins make, and questions that flows ask through them. A model's words are text for the customer and nothing else.

mod ask;
mod dialect;
mod links;
mod price;
mod settings;

use model::LlmConnectionId;
use serde_json::json;
use store::{LlmConnectionRow, WorkspaceTx};

pub use ask::{LlmAnswer, LlmFailure, LlmQuestion};
pub use settings::LlmConnectionPatch;

use crate::views::LlmConnectionView;
use crate::{Actor, App, Error, Result};
use settings::Settings;

/// What language models can be asked.
pub struct Llm<'a>(&'a App);

impl App {
    /// Language models.
    #[must_use]
    pub fn llm(&self) -> Llm<'_> {
        Llm(self)
    }
}

impl Llm<'_> {
    /// All connections, by name, with what they cost this month.
    pub async fn list(&self, workspace_id: model::WorkspaceId) -> Result<Vec<LlmConnectionView>> {
        let month = price::month(self.0.now());
        let workspace = self.0.store().workspace(workspace_id);
        let usage = workspace.list_llm_usage(month).await?;
        let rows = workspace.list_llm_connections().await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let used = usage.iter().find(|used| used.connection_id == row.id);
                LlmConnectionView::new(row, used, month)
            })
            .collect())
    }

    /// Adds a connection.
    pub async fn create(&self, actor: &Actor, patch: LlmConnectionPatch) -> Result<LlmConnectionView> {
        let settings = Settings::of(None, &patch)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if i64::try_from(workspace.list_llm_connections().await?.len()).unwrap_or(i64::MAX) >= store::MAX_LLM_CONNECTIONS {
            return Err(Error::conflict(
                "llm_connection.too_many",
                format!("A workspace has at most {} connections.", store::MAX_LLM_CONNECTIONS),
            )
            .remedy("Remove one that no flow uses."));
        }
        let id = LlmConnectionId::new();
        let created = workspace.create_llm_connection(id, &settings.row()).await;
        created.map_err(|error| taken(error, &settings.name))?;
        if let Some(Some(key)) = &patch.api_key {
            workspace.set_llm_api_key(id, Some(key), &settings::hint(key)).await?;
        }
        let row = workspace.get_llm_connection(id).await?;
        note(&mut workspace, actor, "llm_connection.created", &row).await?;
        tx.commit().await?;
        Ok(LlmConnectionView::new(row, None, price::month(self.0.now())))
    }

    /// Changes a connection. A key goes with its address: another address needs the key typed again, so that nobody can read a key by sending it home.
    pub async fn update(&self, actor: &Actor, id: LlmConnectionId, patch: LlmConnectionPatch) -> Result<LlmConnectionView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_llm_connection(id).await?;
        let settings = Settings::of(Some(&before), &patch)?;
        if before.has_api_key && patch.api_key.is_none() && (settings.base_url != before.base_url || settings.kind.as_str() != before.kind) {
            return Err(Error::invalid(
                "/api_key",
                "missing_value",
                "The connection goes somewhere else now: type its key again, or leave it empty for none.",
            ));
        }
        let changed = workspace.update_llm_connection(id, &settings.row()).await;
        changed.map_err(|error| taken(error, &settings.name))?;
        if let Some(key) = &patch.api_key {
            let hint = key.as_ref().map(settings::hint).unwrap_or_default();
            workspace.set_llm_api_key(id, key.as_ref(), &hint).await?;
        }
        let row = workspace.get_llm_connection(id).await?;
        note(&mut workspace, actor, "llm_connection.updated", &row).await?;
        tx.commit().await?;
        let month = price::month(self.0.now());
        let usage = self.0.store().workspace(actor.workspace_id).list_llm_usage(month).await?;
        let used = usage.iter().find(|used| used.connection_id == id);
        Ok(LlmConnectionView::new(row, used, month))
    }

    /// Removes a connection; flows that ask it take their `error` way from then on.
    pub async fn delete(&self, actor: &Actor, id: LlmConnectionId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let row = workspace.get_llm_connection(id).await?;
        workspace.delete_llm_connection(id).await?;
        note(&mut workspace, actor, "llm_connection.deleted", &row).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn note(workspace: &mut WorkspaceTx<'_>, actor: &Actor, action: &'static str, row: &LlmConnectionRow) -> Result<()> {
    let detail = json!({ "name": row.name, "kind": row.kind, "base_url": row.base_url, "model": row.model });
    workspace.append_audit(&actor.audit(action, "llm_connection", row.id, detail)).await?;
    Ok(())
}

fn taken(error: store::Error, name: &str) -> Error {
    if error.is_duplicate() {
        Error::conflict("llm_connection.exists", format!("There is a connection “{name}”.")).remedy("Choose another name.")
    } else {
        error.into()
    }
}
