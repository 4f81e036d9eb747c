//! Functions: JavaScript that the team wrote, kept in versions and run in a locked process for forms, flows and its author's tries.

use std::time::Duration;

use model::{FunctionId, WorkspaceId};
use serde_json::json;
use store::FunctionRow;

use crate::views::{FunctionCallView, FunctionDraftView, FunctionRunView, FunctionStatusView, FunctionVersionView, FunctionView};
use crate::{Actor, App, Error, Result, text};

mod call;
mod crew;
mod fetch;
mod journal;

pub use call::{Called, Caller, FunctionRef, Problem};
pub(crate) use crew::Crew;
pub(crate) use journal::{Journal, run};

/// What a new function says.
const BEGINNING: &str = "export default async function (input) {\n  return { ok: true }\n}\n";
const LONGEST_DESCRIPTION: usize = 500;
const LONGEST_NOTE: usize = 200;
/// What the sandbox takes at most.
const LONGEST_SOURCE: usize = 256 * 1024;
const MOST_HOSTS: usize = 20;

/// What the operator decides about functions.
#[derive(Debug, Clone)]
pub struct Config {
    /// How a worker is started; without it functions are off.
    pub launch: Option<sandbox::Launch>,
    /// Why, when they are off by the operator's word.
    pub off: Option<String>,
    /// Run them without the lock: only for trusted authors.
    pub insecure: bool,
    /// Processes; as many as processors, four at most, when absent.
    pub workers: Option<std::num::NonZeroUsize>,
    /// The longest time a function may be given.
    pub max_timeout: Duration,
    /// The most memory a function may be given, in MiB.
    pub max_memory_mb: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            launch: None,
            off: None,
            insecure: false,
            workers: None,
            max_timeout: Duration::from_secs(10),
            max_memory_mb: 128,
        }
    }
}

/// What functions can be asked.
pub struct Functions<'a>(&'a App);

/// What to write; what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct FunctionPatch {
    /// What it is called.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// How long a call may take.
    pub timeout_ms: Option<i64>,
    /// How much JavaScript's heap may hold, in MiB.
    pub memory_mb: Option<i64>,
    /// Hosts it may fetch from.
    pub allow_hosts: Option<Vec<String>>,
}

impl App {
    /// Functions.
    #[must_use]
    pub fn functions(&self) -> Functions<'_> {
        Functions(self)
    }
}

impl Functions<'_> {
    /// The functions of a workspace, by name.
    pub async fn list(&self, workspace: WorkspaceId) -> Result<Vec<FunctionView>> {
        let rows = self.0.store().workspace(workspace).list_functions().await?;
        Ok(rows.into_iter().map(FunctionView::from).collect())
    }

    /// One function.
    pub async fn get(&self, workspace: WorkspaceId, id: FunctionId) -> Result<FunctionView> {
        Ok(self.0.store().workspace(workspace).get_function(id).await?.into())
    }

    /// Adds a function with a draft; `name` is needed.
    pub async fn create(&self, actor: &Actor, id: Option<FunctionId>, patch: FunctionPatch, source: Option<String>) -> Result<FunctionView> {
        let now = self.0.now();
        let blank = FunctionRow {
            id: id.unwrap_or_else(FunctionId::new),
            name: String::new(),
            description: String::new(),
            timeout_ms: 1000,
            memory_mb: 32,
            allow_hosts: "[]".to_owned(),
            draft_revision: 1,
            draft_saved_at: now,
            live_version: None,
            live_revision: None,
            created_at: now,
            updated_at: now,
        };
        let patch = FunctionPatch {
            name: Some(patch.name.unwrap_or_default()),
            ..patch
        };
        let row = self.patched(blank, patch)?;
        let source = source.unwrap_or_else(|| BEGINNING.to_owned());
        check_source(&source)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        if workspace.count_functions().await? >= store::MAX_FUNCTIONS {
            let says = format!("A workspace has at most {} functions.", store::MAX_FUNCTIONS);
            return Err(Error::conflict("function.too_many", says));
        }
        workspace.create_function(&row, &source).await.map_err(|error| taken(error, &row.name))?;
        workspace
            .append_audit(&actor.audit("function.created", "function", row.id, settings(&row)))
            .await?;
        tx.commit().await?;
        self.get(actor.workspace_id, row.id).await
    }

    /// Changes what a function is called and may; calls from now on heed it.
    pub async fn update(&self, actor: &Actor, id: FunctionId, patch: FunctionPatch) -> Result<FunctionView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_function(id).await?;
        let detail = json!({ "before": settings(&before) });
        let row = self.patched(before, patch)?;
        workspace.update_function(&row).await.map_err(|error| taken(error, &row.name))?;
        let detail = json!({ "before": detail["before"], "after": settings(&row) });
        workspace.append_audit(&actor.audit("function.updated", "function", id, detail)).await?;
        tx.commit().await?;
        self.get(actor.workspace_id, id).await
    }

    /// Removes a function; what calls it fails from now on.
    pub async fn delete(&self, actor: &Actor, id: FunctionId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let row = workspace.get_function(id).await?;
        workspace.delete_function(id).await?;
        workspace
            .append_audit(&actor.audit("function.deleted", "function", id, json!({ "name": row.name })))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// What is being written.
    pub async fn draft(&self, workspace: WorkspaceId, id: FunctionId) -> Result<FunctionDraftView> {
        let (source, revision, saved_at) = self.0.store().workspace(workspace).get_function_draft(id).await?;
        Ok(FunctionDraftView { source, revision, saved_at })
    }

    /// Saves what is being written, over the revision it was made from.
    pub async fn save_draft(&self, actor: &Actor, id: FunctionId, source: &str, from: Option<i64>) -> Result<FunctionDraftView> {
        check_source(source)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.save_function_draft(id, source, from).await?;
        tx.commit().await?;
        self.draft(actor.workspace_id, id).await
    }

    /// Makes the draft live.
    pub async fn publish(&self, actor: &Actor, id: FunctionId, from: Option<i64>, note: &str) -> Result<FunctionView> {
        let note = note.trim();
        if note.chars().count() > LONGEST_NOTE {
            let says = format!("A note has at most {LONGEST_NOTE} characters.");
            return Err(Error::invalid("/note", "too_long", says));
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let (_, revision, _) = workspace.get_function_draft(id).await?;
        if from.is_some_and(|from| from != revision) {
            return Err(store::Error::VersionMismatch("draft").into());
        }
        let number = workspace.publish_function(id, note, actor.user_id).await?;
        workspace
            .append_audit(&actor.audit("function.published", "function", id, json!({ "version": number })))
            .await?;
        tx.commit().await?;
        self.get(actor.workspace_id, id).await
    }

    /// The versions, the latest first, without their sources.
    pub async fn versions(&self, workspace: WorkspaceId, id: FunctionId) -> Result<Vec<FunctionVersionView>> {
        let workspace = self.0.store().workspace(workspace);
        workspace.get_function(id).await?;
        let rows = workspace.list_function_versions(id).await?;
        Ok(rows.into_iter().map(|row| FunctionVersionView::of(row, None)).collect())
    }

    /// One version with its source.
    pub async fn version(&self, workspace: WorkspaceId, id: FunctionId, number: i64) -> Result<FunctionVersionView> {
        let (row, source) = self.0.store().workspace(workspace).get_function_version(id, number).await?;
        Ok(FunctionVersionView::of(row, Some(source)))
    }

    /// The last calls, the latest first.
    pub async fn calls(&self, workspace: WorkspaceId, id: FunctionId) -> Result<Vec<FunctionCallView>> {
        journal::flush(self.0).await;
        let workspace = self.0.store().workspace(workspace);
        workspace.get_function(id).await?;
        let rows = workspace.list_function_calls(id).await?;
        Ok(rows.into_iter().map(FunctionCallView::from).collect())
    }

    /// Runs a function for its author: the draft, or a source that is not saved.
    pub async fn try_out(&self, actor: &Actor, id: FunctionId, source: Option<String>, input: String) -> Result<FunctionRunView> {
        let mut run = self.0.store().workspace(actor.workspace_id).get_function_draft_run(id).await?;
        if let Some(source) = source {
            check_source(&source)?;
            run.source = source;
        }
        Ok(call::try_out(self.0, actor.workspace_id, id, run, input).await)
    }

    /// What a form's function would say now: its draft, or a source that is not saved, within the time that the form gives it.
    pub(crate) async fn rehearse(
        &self,
        workspace: WorkspaceId,
        id: FunctionId,
        source: Option<&str>,
        input: &serde_json::Value,
        timeout: Duration,
    ) -> Result<std::result::Result<Called, Problem>> {
        let mut run = self.0.store().workspace(workspace).get_function_draft_run(id).await?;
        if let Some(source) = source {
            check_source(source)?;
            source.clone_into(&mut run.source);
        }
        Ok(call::rehearse(self.0, workspace, id, run, input.to_string(), timeout).await)
    }

    /// Calls a function for a form, a flow or whatever else: its live version, or the one named.
    pub async fn call(
        &self,
        workspace: WorkspaceId,
        function: FunctionRef,
        input: &serde_json::Value,
        timeout: Option<Duration>,
        caller: Caller,
    ) -> Result<Called, Problem> {
        call::call(self.0, workspace, function, input, timeout, caller).await
    }

    /// Can functions run here? Starts what runs them, if nothing did before.
    pub async fn status(&self) -> FunctionStatusView {
        let config = &self.0.config().functions;
        let state = self.0.crew().pool(config).await;
        FunctionStatusView {
            available: state.is_ok(),
            lock: state.as_ref().ok().map(|pool| pool.status().landlock),
            reason: state.err(),
            max_timeout_ms: i64::try_from(config.max_timeout.as_millis()).unwrap_or(i64::MAX),
            max_memory_mb: i64::from(config.max_memory_mb),
        }
    }

    fn patched(&self, mut row: FunctionRow, patch: FunctionPatch) -> Result<FunctionRow> {
        let config = &self.0.config().functions;
        if let Some(name) = patch.name {
            row.name = text::name("/name", &name)?;
        }
        if let Some(description) = patch.description {
            row.description = description.trim().to_owned();
            if row.description.chars().count() > LONGEST_DESCRIPTION {
                let says = format!("A description has at most {LONGEST_DESCRIPTION} characters.");
                return Err(Error::invalid("/description", "too_long", says));
            }
        }
        if let Some(timeout_ms) = patch.timeout_ms {
            let most = i64::try_from(config.max_timeout.as_millis()).unwrap_or(i64::MAX);
            row.timeout_ms = within("/timeout_ms", timeout_ms, 10, most)?;
        }
        if let Some(memory_mb) = patch.memory_mb {
            row.memory_mb = within("/memory_mb", memory_mb, 1, i64::from(config.max_memory_mb))?;
        }
        if let Some(hosts) = patch.allow_hosts {
            row.allow_hosts = serde_json::to_string(&checked_hosts(hosts)?).map_err(Error::internal)?;
        }
        Ok(row)
    }
}

fn within(pointer: &str, value: i64, least: i64, most: i64) -> Result<i64> {
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    Err(Error::invalid(pointer, "out_of_range", format!("Choose {least} to {most}.")))
}

fn checked_hosts(hosts: Vec<String>) -> Result<Vec<String>> {
    if hosts.len() > MOST_HOSTS {
        let says = format!("A function fetches from at most {MOST_HOSTS} hosts.");
        return Err(Error::invalid("/allow_hosts", "too_many", says));
    }
    let check = |(at, host): (usize, String)| {
        let host = host.trim().to_lowercase();
        let pointer = format!("/allow_hosts/{at}");
        let is_name = host.parse::<egress::Rule>().is_ok() && !host.contains('/');
        if is_name {
            return Ok(host);
        }
        let says = "Write a host such as api.example.com, *.example.com or api.example.com:8443.";
        Err(Error::invalid(pointer, "invalid_value", says))
    };
    hosts.into_iter().enumerate().map(check).collect()
}

fn check_source(source: &str) -> Result<()> {
    if source.len() > LONGEST_SOURCE {
        return Err(Error::invalid("/source", "too_long", "A function has at most 256 KiB of source."));
    }
    Ok(())
}

fn taken(error: store::Error, name: &str) -> Error {
    match error {
        store::Error::Duplicate(_) => Error::conflict("function.exists", format!("There is a function called {name} already.")),
        error => error.into(),
    }
}

fn settings(row: &FunctionRow) -> serde_json::Value {
    json!({ "name": row.name, "timeout_ms": row.timeout_ms, "memory_mb": row.memory_mb, "allow_hosts": row.allow_hosts })
}
