//! Tests of a flow: kept as their authors wrote them, played on its draft, a version, or what is on somebody's canvas.

use std::sync::Arc;

use flow_engine::flow_test::{Coverage, FlowTest, TestResult, coverage, parse, play};
use flow_engine::{Flow, FlowRef, Graph};
use model::{FlowId, FlowTestId, WorkspaceId};
use serde::Serialize;
use serde_json::{Value, json};
use store::FlowTestRow;
use utoipa::ToSchema;

use super::judge::off_thread;
use super::{Drawing, Flows, drawn, told};
use crate::views::FlowTestView;
use crate::{Actor, Error, Result};

/// Most bytes of one test.
const MAX_TEST_BYTES: usize = 64 * 1024;

/// A test to keep.
#[derive(Debug, Clone)]
pub struct FlowCase {
    /// What it shows.
    pub name: String,
    /// The test.
    pub yaml: String,
}

/// What tests are played on.
#[derive(Debug, Clone)]
pub enum Played {
    /// A graph that is kept nowhere.
    Graph(Value),
    /// The draft or a version.
    Kept(Drawing),
}

/// How tests came out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseReport {
    /// Each test, by name.
    pub results: Vec<CaseResult>,
    /// Which lines they took together.
    #[schema(value_type = Object)]
    pub coverage: Coverage,
}

/// How one test came out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseResult {
    /// The test.
    pub test: FlowTestId,
    /// What it shows.
    pub name: String,
    /// All went as expected.
    pub passed: bool,
    /// What went otherwise.
    pub failures: Vec<CaseFailure>,
    /// Ids of the lines it took.
    pub edges: Vec<String>,
    /// Steps of the run.
    pub steps: usize,
}

/// What went otherwise than expected.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseFailure {
    /// The step of the test, from 0.
    pub step: usize,
    /// In words.
    pub detail: String,
}

impl Flows<'_> {
    /// A flow's tests, by name.
    pub async fn tests(&self, workspace_id: WorkspaceId, flow: FlowId) -> Result<Vec<FlowTestView>> {
        let workspace = self.0.store().workspace(workspace_id);
        workspace.get_flow(flow).await?;
        Ok(workspace.list_flow_tests(flow).await?.into_iter().map(FlowTestView::from).collect())
    }

    /// Adds a test. One that cannot be read yet is kept all the same, and fails when it is played.
    pub async fn create_test(&self, actor: &Actor, flow: FlowId, case: &FlowCase) -> Result<FlowTestView> {
        let name = checked(case)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.get_flow(flow).await?;
        let most = store::MAX_FLOW_TESTS;
        if workspace.list_flow_tests(flow).await?.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
            return Err(Error::conflict("flow_test.too_many", format!("A flow has at most {most} tests.")).remedy("Delete some that nobody needs."));
        }
        let created = workspace.create_flow_test(flow, &name, &case.yaml, Some(actor.user_id)).await;
        let id = created.map_err(|error| taken(error, &name))?;
        let test = workspace.get_flow_test(flow, id).await?;
        let detail = json!({ "flow_id": flow, "name": name });
        workspace.append_audit(&actor.audit("flow_test.created", "flow_test", id, detail)).await?;
        told(&mut workspace, flow).await?;
        tx.commit().await?;
        Ok(test.into())
    }

    /// Gives a test all of this anew.
    pub async fn update_test(&self, actor: &Actor, flow: FlowId, id: FlowTestId, case: &FlowCase) -> Result<FlowTestView> {
        let name = checked(case)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let updated = workspace.update_flow_test(flow, id, &name, &case.yaml, Some(actor.user_id)).await;
        updated.map_err(|error| taken(error, &name))?;
        let test = workspace.get_flow_test(flow, id).await?;
        let detail = json!({ "flow_id": flow, "name": name });
        workspace.append_audit(&actor.audit("flow_test.updated", "flow_test", id, detail)).await?;
        told(&mut workspace, flow).await?;
        tx.commit().await?;
        Ok(test.into())
    }

    /// Removes a test.
    pub async fn delete_test(&self, actor: &Actor, flow: FlowId, id: FlowTestId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let test = workspace.get_flow_test(flow, id).await?;
        workspace.delete_flow_test(flow, id).await?;
        let detail = json!({ "flow_id": flow, "name": test.name });
        workspace.append_audit(&actor.audit("flow_test.deleted", "flow_test", id, detail)).await?;
        told(&mut workspace, flow).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Plays every test of a flow. Nothing is sent, asked outside or kept.
    pub async fn run_tests(&self, workspace_id: WorkspaceId, flow: FlowId, on: Played) -> Result<CaseReport> {
        let tests = self.0.store().workspace(workspace_id).list_flow_tests(flow).await?;
        let (graph, version) = self.played(workspace_id, flow, on).await?;
        let others = self.called(workspace_id, flow, &graph).await?;
        off_thread(move || play_all(&Arc::new(Flow::new(FlowRef::new(flow.to_string(), version), graph)), &others, tests)).await
    }

    /// The graph that is played, and what its version is called.
    pub(super) async fn played(&self, workspace_id: WorkspaceId, flow: FlowId, on: Played) -> Result<(Graph, String)> {
        match on {
            Played::Graph(graph) => {
                self.0.store().workspace(workspace_id).get_flow(flow).await?;
                let drawn = off_thread(move || drawn::Drawn::read(graph, "/graph")).await??;
                Ok((drawn.graph, "draft".to_owned()))
            }
            Played::Kept(which) => {
                let json = self.drawing(workspace_id, flow, which).await?;
                let version = match which {
                    Drawing::Draft => "draft".to_owned(),
                    Drawing::Version(number) => number.to_string(),
                };
                Ok((off_thread(move || drawn::stored(&json)).await?, version))
            }
        }
    }
}

fn play_all(flow: &Arc<Flow>, others: &[Arc<Flow>], tests: Vec<FlowTestRow>) -> CaseReport {
    let played: Vec<(FlowTestRow, TestResult)> = tests.into_iter().map(|test| (test.clone(), play_one(flow, others, &test))).collect();
    let results: Vec<TestResult> = played.iter().map(|(_, result)| result.clone()).collect();
    CaseReport {
        coverage: coverage(flow, &results),
        results: played.into_iter().map(|(test, result)| told_of(&test, result)).collect(),
    }
}

/// A test that cannot be read fails at its beginning.
fn play_one(flow: &Arc<Flow>, others: &[Arc<Flow>], test: &FlowTestRow) -> TestResult {
    match parse(&test.yaml) {
        Ok(read) => {
            play(
                flow,
                others,
                &FlowTest {
                    name: test.name.clone(),
                    ..read
                },
            )
            .result
        }
        Err(error) => TestResult {
            name: test.name.clone(),
            failures: vec![(0, error.to_string())],
            ..TestResult::default()
        },
    }
}

fn told_of(test: &FlowTestRow, result: TestResult) -> CaseResult {
    CaseResult {
        test: test.id,
        name: test.name.clone(),
        passed: result.passed(),
        failures: result.failures.into_iter().map(|(step, detail)| CaseFailure { step, detail }).collect(),
        edges: result.edges.into_iter().collect(),
        steps: result.steps,
    }
}

fn checked(case: &FlowCase) -> Result<String> {
    let name = crate::text::name("/name", &case.name)?;
    checked_yaml("/yaml", &case.yaml)?;
    Ok(name)
}

/// Within the limit; whether it is a test shows when it is played.
pub(super) fn checked_yaml(pointer: &str, yaml: &str) -> Result<()> {
    if yaml.len() > MAX_TEST_BYTES {
        return Err(Error::invalid(
            pointer,
            "too_long",
            format!("A test has at most {} kB.", MAX_TEST_BYTES / 1024),
        ));
    }
    Ok(())
}

fn taken(error: store::Error, name: &str) -> Error {
    if error.is_duplicate() {
        Error::conflict("flow_test.exists", format!("The flow has a test “{name}”.")).remedy("Choose another name.")
    } else {
        error.into()
    }
}
