//! Flows as documents: taken out of one workspace and into another. What comes in is a draft that nothing starts, and what it can reach is told first.

use flow_engine::check::{Finding, World, reaches};
use flow_engine::flow_test::{parse, to_yaml};
use flow_engine::starters::Starter;
use flow_engine::{Flow, FlowRef, Graph};
use model::{FlowId, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::FlowTestRow;
use utoipa::ToSchema;

pub use flow_engine::check::{Reach, ReachKind};

use super::drawn::{self, Drawn};
use super::judge::{judge, off_thread};
use super::{Flows, LONGEST_DESCRIPTION, cases, checked_text, doors, world};
use crate::views::FlowView;
use crate::{Actor, Error, Result};

/// The number that documents of this form carry in `prismwa_flow`.
const FORM: u32 = 1;

/// A flow as a document.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowDocument {
    /// Which form the document has: 1.
    pub prismwa_flow: u32,
    /// What it is called.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// The graph.
    #[schema(value_type = Object)]
    pub graph: Value,
    /// Its tests.
    #[serde(default)]
    pub tests: Vec<PortableTest>,
}

/// A test in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortableTest {
    /// What it shows.
    pub name: String,
    /// The test.
    pub yaml: String,
}

impl From<FlowTestRow> for PortableTest {
    fn from(row: FlowTestRow) -> Self {
        Self {
            name: row.name,
            yaml: row.yaml,
        }
    }
}

/// What taking a document in would do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportPlan {
    /// What the flow would be called: another name than the document's when that is taken.
    pub name: String,
    /// How many nodes it has.
    pub nodes: usize,
    /// Webhooks that start it. Each gets a secret address of its own: the document's is not used.
    pub new_addresses: usize,
    /// What it can reach beyond the conversation.
    #[schema(value_type = Vec<Object>)]
    pub reaches: Vec<Reach>,
    /// What the checker says of it here.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
}

/// A document that was read.
struct Arriving {
    name: String,
    description: String,
    drawn: Drawn,
    /// Webhooks, each with an address made for it here.
    new_addresses: usize,
    tests: Vec<PortableTest>,
}

impl Flows<'_> {
    /// A flow's draft and tests as a document. It has no ids of runs, versions or people, and no secrets: those are named, never
    /// held, and the addresses of its webhooks are replaced.
    pub async fn export(&self, workspace_id: WorkspaceId, id: FlowId) -> Result<FlowDocument> {
        let workspace = self.0.store().workspace(workspace_id);
        let flow = workspace.get_flow(id).await?;
        let draft = workspace.get_flow_draft(id).await?;
        let tests = workspace.list_flow_tests(id).await?;
        let graph = off_thread(move || {
            let mut graph = drawn::stored(&draft.graph_json);
            doors::hide(&mut graph);
            graph.to_json()
        })
        .await?;
        Ok(FlowDocument {
            prismwa_flow: FORM,
            name: flow.name,
            description: flow.description,
            graph,
            tests: tests.into_iter().map(PortableTest::from).collect(),
        })
    }

    /// What taking a document in would do. Nothing is kept.
    pub async fn plan_import(&self, workspace_id: WorkspaceId, document: Value) -> Result<ImportPlan> {
        let arriving = off_thread(move || read(document)).await??;
        let name = self.free_name(workspace_id, &arriving.name).await?;
        let graph = arriving.drawn.graph;
        let known = world::of(self.0, workspace_id, None, &graph).await?;
        let nodes = graph.nodes.len();
        let reaches = reached(graph.clone(), known.clone()).await?;
        let judged = judge(None, graph, known).await?;
        Ok(ImportPlan {
            name,
            nodes,
            new_addresses: arriving.new_addresses,
            reaches,
            findings: judged.findings,
        })
    }

    /// Takes a document in, as a draft.
    pub async fn import(&self, actor: &Actor, document: Value) -> Result<FlowView> {
        let arriving = off_thread(move || read(document)).await??;
        let name = self.free_name(actor.workspace_id, &arriving.name).await?;
        self.add(
            actor,
            FlowId::new(),
            &name,
            &arriving.description,
            arriving.drawn,
            &arriving.tests,
            "flow.imported",
        )
        .await
    }
}

async fn reached(graph: Graph, world: World) -> Result<Vec<Reach>> {
    off_thread(move || reaches(&Flow::new(FlowRef::new("", "draft"), graph), &world)).await
}

/// Reads a document. Unlike a draft, its tests must be tests, since nobody here wrote them.
fn read(document: Value) -> Result<Arriving> {
    let document: FlowDocument = serde_json::from_value(document)
        .map_err(|error| Error::invalid("/document", "invalid_value", format!("This is no flow of PrismWA: {error}.")))?;
    if document.prismwa_flow != FORM {
        return Err(Error::invalid(
            "/document/prismwa_flow",
            "invalid_value",
            format!(
                "This document has form {}; this version of PrismWA reads form {FORM}.",
                document.prismwa_flow
            ),
        ));
    }
    let name = crate::text::name("/document/name", &document.name)?;
    let description = checked_text("/document/description", &document.description, LONGEST_DESCRIPTION)?;
    let mut graph = Drawn::read(document.graph, "/document/graph")?.graph;
    let new_addresses = doors::renew(&mut graph);
    let drawn = Drawn::of(graph);
    let most = usize::try_from(store::MAX_FLOW_TESTS).unwrap_or(usize::MAX);
    if document.tests.len() > most {
        return Err(Error::invalid("/document/tests", "too_long", format!("A flow has at most {most} tests.")));
    }
    let mut names = std::collections::BTreeSet::new();
    for (place, test) in document.tests.iter().enumerate() {
        let pointer = format!("/document/tests/{place}");
        crate::text::name(&format!("{pointer}/name"), &test.name)?;
        if !names.insert(test.name.to_lowercase()) {
            return Err(Error::invalid(format!("{pointer}/name"), "invalid_value", "Another test has this name."));
        }
        cases::checked_yaml(&format!("{pointer}/yaml"), &test.yaml)?;
        parse(&test.yaml).map_err(|error| Error::invalid(format!("{pointer}/yaml"), "invalid_value", error.to_string()))?;
    }
    Ok(Arriving {
        name,
        description,
        drawn,
        new_addresses,
        tests: document.tests,
    })
}

/// A starter's own tests.
pub(super) fn tests_of(starter: &Starter) -> Result<Vec<PortableTest>> {
    let written = starter.tests.iter().map(|test| {
        let yaml = to_yaml(test).map_err(Error::internal)?;
        Ok(PortableTest {
            name: test.name.clone(),
            yaml,
        })
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use flow_engine::starters::starters;
    use serde_json::json;

    use super::*;

    #[test]
    fn starters_tests_survive_being_written() {
        for starter in starters() {
            let written = tests_of(&starter).unwrap();
            let read: Vec<_> = written.iter().map(|test| parse(&test.yaml).unwrap()).collect();
            assert_eq!(read, starter.tests, "{}", starter.slug);
        }
    }

    #[test]
    fn what_is_no_document_says_where() {
        let graph = json!({"schema": 1, "nodes": [], "edges": []});
        let fine = json!({"prismwa_flow": 1, "name": "Menu", "graph": graph, "tests": [{"name": "t", "yaml": "name: t\nsteps: []\n"}]});
        assert!(read(fine.clone()).is_ok());
        for (pointer, change) in [
            ("/document", json!({"secrets": {}})),
            ("/document/prismwa_flow", json!({"prismwa_flow": 2})),
            ("/document/name", json!({"name": " "})),
            ("/document/tests/0/yaml", json!({"tests": [{"name": "t", "yaml": "stepps: []"}]})),
            (
                "/document/tests/1/name",
                json!({"tests": [{"name": "t", "yaml": "steps: []"}, {"name": "T", "yaml": "steps: []"}]}),
            ),
        ] {
            let mut document = fine.clone();
            document.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let error = read(document).err().unwrap();
            assert_eq!(error.pointer.as_deref(), Some(pointer), "{error}");
        }
    }
}
