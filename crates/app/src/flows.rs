//! Automation flows: drawing, checking, publishing and trying them out. What runs them is elsewhere.
//!
//! A draft is saved as often as its author likes, wrong or not; the checker stands before publishing. What is published never changes.

use flow_engine::Graph;
pub use flow_engine::check::{Bounds, Finding};
pub use flow_engine::flow_test::{Given, Rehearsal, TestStep};
use flow_engine::graph::{Difference, compare};
pub use flow_engine::host::Answer;
pub use flow_engine::starters::Starter;
use flow_engine::starters::starters;
use model::{FlowId, WorkspaceId};
use serde::Serialize;
use serde_json::{Value, json};
use store::{FlowFilter, FlowRow, Limit, NewEvent, NewFlow, NewFlowDraft, NewFlowVersion, Page, WorkspaceTx};
use utoipa::ToSchema;

use crate::views::{FlowDraftView, FlowVersionDetail, FlowVersionView, FlowView};
use crate::{Actor, App, Error, Result};

mod cases;
pub(crate) mod doors;
mod drawn;
pub mod expressions;
pub mod files;
mod judge;
mod portable;
mod rehearsals;
mod world;

pub use cases::{CaseFailure, CaseReport, CaseResult, FlowCase, Played};
pub use drawn::MAX_GRAPH_BYTES;
pub use flow_engine::docs::catalog_module;
pub use judge::Judged;
pub(crate) use judge::off_thread;
pub use portable::{FlowDocument, ImportPlan, PortableTest, Reach, ReachKind};
pub use rehearsals::TryOut;

use drawn::Drawn;
use judge::{judge, not_publishable};

/// Longest description, in characters.
pub const LONGEST_DESCRIPTION: usize = 500;
/// Longest note about a version, in characters.
pub const LONGEST_NOTE: usize = 500;

/// What flows can be asked to become.
pub struct Flows<'a>(&'a App);

/// A flow to make: from a starter, from a graph, or blank.
#[derive(Debug, Clone, Default)]
pub struct FlowRequest {
    /// An id of the asker's own: asking again with it makes nothing new.
    pub id: Option<FlowId>,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Key of a starter.
    pub starter: Option<String>,
    /// A graph.
    pub graph: Option<Value>,
}

/// A draft that was saved, and what the checker says of it.
#[derive(Debug, Clone)]
pub struct SavedDraft {
    /// Its new revision.
    pub revision: i64,
    /// When.
    pub saved_at: model::Timestamp,
    /// What the checker said.
    pub judged: Judged,
}

/// Which graph of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// What is being drawn.
    Draft,
    /// A published version.
    Version(i64),
}

/// Two graphs of a flow, and what differs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowComparison {
    /// The older one: a version's number, or `draft`.
    #[schema(value_type = Object)]
    pub from: Value,
    /// The newer one: a version's number, or `draft`.
    #[schema(value_type = Object)]
    pub to: Value,
    /// The older one's graph.
    #[schema(value_type = Object)]
    pub from_graph: Graph,
    /// The newer one's graph.
    #[schema(value_type = Object)]
    pub to_graph: Graph,
    /// What differs.
    #[schema(value_type = Object)]
    pub difference: Difference,
}

/// What a checked graph is told about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowCheck {
    /// What the checker found, worst first.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// Nothing keeps it from being published.
    pub may_publish: bool,
    /// What the flow does at most between two waits.
    #[schema(value_type = Object)]
    pub bounds: Bounds,
}

impl App {
    /// Automation flows.
    #[must_use]
    pub fn flows(&self) -> Flows<'_> {
        Flows(self)
    }
}

impl Flows<'_> {
    /// Some flows, most recently changed first.
    pub async fn list(&self, workspace_id: WorkspaceId, filter: &FlowFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<FlowView>> {
        let page = self.0.store().workspace(workspace_id).list_flows(filter, limit, cursor).await?;
        Ok(page.map(FlowView::from))
    }

    /// One flow.
    pub async fn get(&self, workspace_id: WorkspaceId, id: FlowId) -> Result<FlowView> {
        Ok(self.0.store().workspace(workspace_id).get_flow(id).await?.into())
    }

    /// What is being drawn of a flow.
    pub async fn draft(&self, workspace_id: WorkspaceId, id: FlowId) -> Result<FlowDraftView> {
        Ok(self.0.store().workspace(workspace_id).get_flow_draft(id).await?.into())
    }

    /// What can be started from.
    #[must_use]
    pub fn starters(&self) -> Vec<Starter> {
        starters()
    }

    /// Makes a flow that nothing starts yet.
    pub async fn create(&self, actor: &Actor, request: FlowRequest) -> Result<FlowView> {
        let name = crate::text::name("/name", &request.name)?;
        if let Some(made) = self.made_before(actor, request.id, &name).await? {
            return Ok(made);
        }
        let (drawn, tests, about) = match (request.starter, request.graph) {
            (Some(_), Some(_)) => return Err(Error::invalid("/graph", "invalid_value", "Send a starter or a graph, not both.")),
            (Some(key), None) => {
                let starter = starters().into_iter().find(|starter| starter.slug == key);
                let starter = starter.ok_or_else(|| Error::invalid("/starter", "invalid_value", "There is no such starter."))?;
                let tests = portable::tests_of(&starter)?;
                (Drawn::read(starter.graph, "/starter")?, tests, starter.description)
            }
            (None, Some(graph)) => (off_thread(move || Drawn::read(graph, "/graph")).await??, Vec::new(), String::new()),
            (None, None) => (Drawn::blank(), Vec::new(), String::new()),
        };
        let description = request
            .description
            .map_or(Ok(about), |text| checked_text("/description", &text, LONGEST_DESCRIPTION))?;
        let id = request.id.unwrap_or_else(FlowId::new);
        self.add(actor, id, &name, &description, drawn, &tests, "flow.created").await
    }

    /// The flow that an earlier asking with this id made.
    async fn made_before(&self, actor: &Actor, id: Option<FlowId>, name: &str) -> Result<Option<FlowView>> {
        let Some(id) = id else { return Ok(None) };
        match self.0.store().workspace(actor.workspace_id).get_flow(id).await {
            Ok(row) if row.name == name => Ok(Some(row.into())),
            Ok(_) => Err(Error::conflict("request.repeated_differently", "Another flow has this id.")),
            Err(store::Error::NotFound(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Adds a flow with its tests.
    #[expect(clippy::too_many_arguments, reason = "one place where flows are made; each caller has all of these")]
    async fn add(
        &self,
        actor: &Actor,
        id: FlowId,
        name: &str,
        description: &str,
        drawn: Drawn,
        tests: &[PortableTest],
        action: &'static str,
    ) -> Result<FlowView> {
        let world = world::of(self.0, actor.workspace_id, Some(id), &drawn.graph).await?;
        let judged = judge(Some(id), drawn.graph.clone(), world).await?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if workspace.count_flows().await? >= store::MAX_FLOWS {
            let most = store::MAX_FLOWS;
            return Err(Error::conflict("flow.too_many", format!("A workspace has at most {most} flows.")).remedy("Delete some that nobody uses."));
        }
        let triggers = drawn.triggers();
        let new = NewFlow {
            id,
            name,
            description,
            draft: NewFlowDraft {
                graph_json: &drawn.json,
                errors: judged.errors(),
                warnings: judged.warnings(),
                has_changes: true,
                triggers: &triggers,
                saved_by: Some(actor.user_id),
            },
        };
        workspace.create_flow(&new).await.map_err(|error| taken(error, name))?;
        for test in tests {
            workspace.create_flow_test(id, &test.name, &test.yaml, Some(actor.user_id)).await?;
        }
        let view = told(&mut workspace, id).await?;
        note(&mut workspace, actor, action, &view, json!({ "tests": tests.len() })).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Gives a flow another name or description.
    pub async fn update(
        &self,
        actor: &Actor,
        id: FlowId,
        name: Option<&str>,
        description: Option<&str>,
        if_version: Option<i64>,
    ) -> Result<FlowView> {
        let name = name.map(|name| crate::text::name("/name", name)).transpose()?;
        let description = description
            .map(|text| checked_text("/description", text, LONGEST_DESCRIPTION))
            .transpose()?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_flow(id).await?;
        let name = name.unwrap_or(before.name.clone());
        let description = description.unwrap_or(before.description);
        let changed = workspace.update_flow(id, &name, &description, if_version).await;
        changed.map_err(|error| taken(error, &name))?;
        let view = told(&mut workspace, id).await?;
        note(&mut workspace, actor, "flow.updated", &view, json!({ "before": { "name": before.name } })).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Removes a flow with its versions and tests; runs that are under way keep it.
    pub async fn delete(&self, actor: &Actor, id: FlowId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let view = FlowView::from(workspace.get_flow(id).await?);
        if view.runs_active > 0 {
            let active = view.runs_active;
            return Err(Error::conflict("flow.runs_active", format!("{active} runs of this flow are under way."))
                .remedy("Wait until they have ended, or delete it with cancel_runs=true."));
        }
        workspace.delete_flow(id).await?;
        note(&mut workspace, actor, "flow.deleted", &view, json!({})).await?;
        workspace
            .append_events(&[NewEvent::new("flow.deleted", None, &json!({ "flow_id": id }))?])
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes another flow with the same draft and tests.
    pub async fn duplicate(&self, actor: &Actor, id: FlowId, name: Option<&str>) -> Result<FlowView> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        let flow = workspace.get_flow(id).await?;
        let draft = workspace.get_flow_draft(id).await?;
        let tests = workspace.list_flow_tests(id).await?;
        let name = match name {
            Some(name) => crate::text::name("/name", name)?,
            None => self.free_name(actor.workspace_id, &flow.name).await?,
        };
        let tests: Vec<PortableTest> = tests.into_iter().map(PortableTest::from).collect();
        let drawn = off_thread(move || {
            let mut graph = drawn::stored(&draft.graph_json);
            doors::renew(&mut graph);
            Drawn::of(graph)
        })
        .await?;
        self.add(actor, FlowId::new(), &name, &flow.description, drawn, &tests, "flow.duplicated")
            .await
    }

    /// Switches a published flow on or off. Runs that are under way go on.
    pub async fn switch(&self, actor: &Actor, id: FlowId, enabled: Switch) -> Result<FlowView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if !workspace.switch_flow(id, enabled == Switch::On).await? {
            let row = workspace.get_flow(id).await?;
            if row.live_version.is_none() {
                return Err(Error::conflict("flow.never_published", "This flow was never published.").remedy("Publish it, which switches it on."));
            }
            return Ok(row.into());
        }
        let view = told(&mut workspace, id).await?;
        let action = if enabled == Switch::On { "flow.enabled" } else { "flow.disabled" };
        note(&mut workspace, actor, action, &view, json!({})).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Saves what is drawn, wrong or not, if the draft is still at `if_revision` (when given). Only what is no graph at all is refused.
    ///
    /// Autosaving leaves no entry in the audit log: the flow keeps who saved it last, and publishing is written down.
    pub async fn save_draft(&self, actor: &Actor, id: FlowId, graph: Value, if_revision: Option<i64>) -> Result<SavedDraft> {
        self.0.store().workspace(actor.workspace_id).get_flow(id).await?;
        let drawn = off_thread(move || Drawn::read(graph, "/graph")).await??;
        self.keep_draft(actor, id, drawn, if_revision, None).await
    }

    async fn keep_draft(&self, actor: &Actor, id: FlowId, drawn: Drawn, if_revision: Option<i64>, restored: Option<i64>) -> Result<SavedDraft> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        let live = match workspace.get_flow(id).await?.live_version {
            Some(number) => Some(workspace.get_flow_graph(id, number).await?),
            None => None,
        };
        let world = world::of(self.0, actor.workspace_id, Some(id), &drawn.graph).await?;
        let judged = judge(Some(id), drawn.graph.clone(), world).await?;
        let (drawn, has_changes) = off_thread(move || {
            let differs = live.is_none_or(|live| drawn::stored(&live) != drawn.graph);
            (drawn, differs)
        })
        .await?;
        let triggers = drawn.triggers();
        let draft = NewFlowDraft {
            graph_json: &drawn.json,
            errors: judged.errors(),
            warnings: judged.warnings(),
            has_changes,
            triggers: &triggers,
            saved_by: Some(actor.user_id),
        };
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let revision = workspace.save_flow_draft(id, &draft, if_revision).await?;
        let view = told(&mut workspace, id).await?;
        if let Some(number) = restored {
            note(&mut workspace, actor, "flow.draft_restored", &view, json!({ "from_version": number })).await?;
        }
        tx.commit().await?;
        Ok(SavedDraft {
            revision,
            saved_at: view.draft_saved_at,
            judged,
        })
    }

    /// What the checker says of a graph, or of the draft.
    pub async fn check(&self, workspace_id: WorkspaceId, id: FlowId, graph: Option<Value>) -> Result<FlowCheck> {
        let workspace = self.0.store().workspace(workspace_id);
        let draft = workspace.get_flow_draft(id).await?;
        let drawn = match graph {
            Some(graph) => off_thread(move || Drawn::read(graph, "/graph")).await??,
            None => off_thread(move || Drawn::stored(&draft.graph_json)).await?,
        };
        let world = world::of(self.0, workspace_id, Some(id), &drawn.graph).await?;
        let judged = judge(Some(id), drawn.graph, world).await?;
        Ok(judged.into())
    }

    /// Publishes the draft, if it is still at `if_revision` (when given) and the checker finds no error in it. It becomes the live version.
    pub async fn publish(&self, actor: &Actor, id: FlowId, text: &str, if_revision: Option<i64>) -> Result<FlowVersionView> {
        let text = checked_text("/note", text, LONGEST_NOTE)?;
        let draft = self.0.store().workspace(actor.workspace_id).get_flow_draft(id).await?;
        if if_revision.is_some_and(|revision| revision != draft.revision) {
            return Err(store::Error::VersionMismatch("flow").into());
        }
        let drawn = off_thread(move || Drawn::stored(&draft.graph_json)).await?;
        // What was checked is what is published: a draft saved meanwhile loses the race.
        self.publish_drawn(actor, id, drawn, &text, Some(draft.revision), None).await
    }

    /// Publishes an old version's graph again, as a new version. The draft stays as it is. The checker is asked again: the workspace may have changed.
    pub async fn rollback(&self, actor: &Actor, id: FlowId, number: i64, text: Option<&str>) -> Result<FlowVersionView> {
        let text = text.map_or(Ok(format!("Back to version {number}")), |text| checked_text("/note", text, LONGEST_NOTE))?;
        let graph = self.0.store().workspace(actor.workspace_id).get_flow_graph(id, number).await?;
        let drawn = off_thread(move || Drawn::stored(&graph)).await?;
        self.publish_drawn(actor, id, drawn, &text, None, Some(number)).await
    }

    async fn publish_drawn(
        &self,
        actor: &Actor,
        id: FlowId,
        drawn: Drawn,
        text: &str,
        if_revision: Option<i64>,
        rolled_back_to: Option<i64>,
    ) -> Result<FlowVersionView> {
        let world = world::of(self.0, actor.workspace_id, Some(id), &drawn.graph).await?;
        let judged = judge(Some(id), drawn.graph.clone(), world).await?;
        if !judged.may_publish() {
            return Err(not_publishable(&drawn.graph, &judged));
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let has_changes = match rolled_back_to {
            Some(_) => drawn::stored(&workspace.get_flow_draft(id).await?.graph_json) != drawn.graph,
            None => false,
        };
        let triggers = drawn.triggers();
        let new = NewFlowVersion {
            graph_json: &drawn.json,
            note: text,
            node_count: drawn.node_count(),
            triggers: &triggers,
            published_by: Some(actor.user_id),
            has_changes,
        };
        let number = workspace.publish_flow(id, &new, if_revision).await?;
        let version = workspace.get_flow_version(id, number).await?;
        let view = told(&mut workspace, id).await?;
        let (action, detail) = match rolled_back_to {
            Some(from) => ("flow.rolled_back", json!({ "version": number, "from_version": from })),
            None => ("flow.published", json!({ "version": number })),
        };
        note(&mut workspace, actor, action, &view, detail).await?;
        tx.commit().await?;
        Ok(FlowVersionView::of(version, Some(number)))
    }

    /// A flow's published versions, the newest first.
    pub async fn versions(&self, workspace_id: WorkspaceId, id: FlowId, limit: Limit, cursor: Option<&str>) -> Result<Page<FlowVersionView>> {
        let workspace = self.0.store().workspace(workspace_id);
        let live = workspace.get_flow(id).await?.live_version;
        let page = workspace.list_flow_versions(id, limit, cursor).await?;
        Ok(page.map(|row| FlowVersionView::of(row, live)))
    }

    /// A published version with its graph.
    pub async fn version(&self, workspace_id: WorkspaceId, id: FlowId, number: i64) -> Result<FlowVersionDetail> {
        let workspace = self.0.store().workspace(workspace_id);
        let live = workspace.get_flow(id).await?.live_version;
        let version = FlowVersionView::of(workspace.get_flow_version(id, number).await?, live);
        Ok(FlowVersionDetail::new(version, workspace.get_flow_graph(id, number).await?))
    }

    /// What differs between two graphs of a flow; nothing said means from the live version to the draft.
    pub async fn compare(&self, workspace_id: WorkspaceId, id: FlowId, from: Option<Drawing>, to: Option<Drawing>) -> Result<FlowComparison> {
        let flow = self.0.store().workspace(workspace_id).get_flow(id).await?;
        let from = from.unwrap_or_else(|| flow.live_version.map_or(Drawing::Draft, Drawing::Version));
        let to = to.unwrap_or(Drawing::Draft);
        let (before, after) = (self.drawing(workspace_id, id, from).await?, self.drawing(workspace_id, id, to).await?);
        off_thread(move || {
            let (from_graph, to_graph) = (drawn::stored(&before), drawn::stored(&after));
            FlowComparison {
                from: from.word(),
                to: to.word(),
                difference: compare(&from_graph, &to_graph),
                from_graph,
                to_graph,
            }
        })
        .await
    }

    /// A stored graph of a flow.
    async fn drawing(&self, workspace_id: WorkspaceId, id: FlowId, which: Drawing) -> Result<String> {
        let workspace = self.0.store().workspace(workspace_id);
        Ok(match which {
            Drawing::Draft => workspace.get_flow_draft(id).await?.graph_json,
            Drawing::Version(number) => workspace.get_flow_graph(id, number).await?,
        })
    }

    /// Makes a published version's graph the draft, if the draft is still at `if_revision` (when given).
    pub async fn restore(&self, actor: &Actor, id: FlowId, number: i64, if_revision: Option<i64>) -> Result<SavedDraft> {
        let graph = self.0.store().workspace(actor.workspace_id).get_flow_graph(id, number).await?;
        let drawn = off_thread(move || Drawn::stored(&graph)).await?;
        self.keep_draft(actor, id, drawn, if_revision, Some(number)).await
    }

    /// `name (2)`, or the first number after it that no flow has.
    async fn free_name(&self, workspace_id: WorkspaceId, name: &str) -> Result<String> {
        let taken: Vec<String> = self
            .0
            .store()
            .workspace(workspace_id)
            .list_flow_names()
            .await?
            .into_iter()
            .map(|flow| flow.name)
            .collect();
        Ok(numbered(name, &taken))
    }
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// Its triggers start runs.
    On,
    /// They do not.
    Off,
}

impl Drawing {
    fn word(self) -> Value {
        match self {
            Self::Draft => "draft".into(),
            Self::Version(number) => number.into(),
        }
    }
}

impl std::str::FromStr for Drawing {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "draft" => Ok(Self::Draft),
            number => number.parse().ok().filter(|number| *number > 0).map(Self::Version).ok_or(()),
        }
    }
}

impl From<Judged> for FlowCheck {
    fn from(judged: Judged) -> Self {
        Self {
            may_publish: judged.may_publish(),
            findings: judged.findings,
            bounds: judged.bounds,
        }
    }
}

/// `flow.updated`, and what the flow looks like now.
async fn told(workspace: &mut WorkspaceTx<'_>, id: FlowId) -> Result<FlowView> {
    let row: FlowRow = workspace.get_flow(id).await?;
    let view = FlowView::from(row);
    workspace
        .append_events(&[NewEvent::new("flow.updated", None, &json!({ "flow": view }))?])
        .await?;
    Ok(view)
}

/// The log says which flow, not what it says to customers.
async fn note(workspace: &mut WorkspaceTx<'_>, actor: &Actor, action: &'static str, flow: &FlowView, mut detail: Value) -> Result<()> {
    detail["name"] = flow.name.as_str().into();
    workspace.append_audit(&actor.audit(action, "flow", flow.id, detail)).await?;
    Ok(())
}

/// Words of any kind, with line breaks, within a limit.
fn checked_text(pointer: &str, text: &str, longest: usize) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(Error::invalid(pointer, "too_long", format!("Use at most {longest} characters.")));
    }
    if text.chars().any(|mark| mark.is_control() && mark != '\n') {
        return Err(Error::invalid(pointer, "invalid_value", "Invisible characters do not belong here."));
    }
    Ok(text.to_owned())
}

fn taken(error: store::Error, name: &str) -> Error {
    if error.is_duplicate() {
        Error::conflict("flow.exists", format!("There is a flow “{name}”.")).remedy("Choose another name.")
    } else {
        error.into()
    }
}

/// The name, with a number behind it that makes it unlike those that are taken.
fn numbered(name: &str, taken: &[String]) -> String {
    let is_taken = |name: &str| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    if !is_taken(name) {
        return name.to_owned();
    }
    let base = match name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((base, number)) if number.chars().all(|digit| digit.is_ascii_digit()) => base,
        _ => name,
    };
    let base: String = base.chars().take(crate::text::LONGEST_NAME - 6).collect();
    (2..)
        .map(|number| format!("{base} ({number})"))
        .find(|name| !is_taken(name))
        .expect("numbers do not end")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_numbered() {
        let taken = ["Menu".to_owned(), "menu (2)".to_owned()];
        assert_eq!(numbered("Other", &taken), "Other");
        assert_eq!(numbered("Menu", &taken), "Menu (3)");
        assert_eq!(numbered("menu (2)", &taken), "menu (3)");
        assert!(crate::text::name("/name", &numbered(&"x".repeat(100), &["x".repeat(100)])).is_ok());
    }

    #[test]
    fn drawings_are_named_by_number_or_as_the_draft() {
        assert_eq!("draft".parse(), Ok(Drawing::Draft));
        assert_eq!("3".parse(), Ok(Drawing::Version(3)));
        assert!(["0", "-1", "live", ""].iter().all(|word| word.parse::<Drawing>().is_err()));
    }
}
