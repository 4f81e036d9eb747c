//! One call of a function, from its source in the database to what is told about it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use egress::Rule;
use model::{FunctionCallId, FunctionId, WorkspaceId};
use sandbox::{Call, Error as Trouble, Failure, Host, Limits, LogLine, Output, Tenant};
use serde_json::value::RawValue;
use store::{FunctionCallRow, FunctionRun, NewFunctionCall};

use super::fetch::Door;
use super::journal;
use crate::App;
use crate::views::{FunctionFetch, FunctionLog, FunctionProblem, FunctionRunView};

/// Which function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionRef {
    /// The function.
    pub id: FunctionId,
    /// Its version; the live one when absent.
    pub version: Option<i64>,
}

/// Who calls, for the list of calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A run of a flow.
    Run(String),
    /// Its author, in the console.
    Test,
    /// A form's data exchange.
    WaFlow(String),
}

/// A call that ended well.
#[derive(Debug)]
pub struct Called {
    /// What the function returned.
    pub json: Box<RawValue>,
    /// What it wrote to the console.
    pub logs: Vec<FunctionLog>,
    /// What it fetched.
    pub fetches: Vec<FunctionFetch>,
    /// How long it took.
    pub took: Duration,
}

/// A call that did not.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", problem.message)]
pub struct Problem {
    /// What went wrong.
    pub problem: FunctionProblem,
    /// What it wrote to the console until then.
    pub logs: Vec<FunctionLog>,
    /// What it fetched until then.
    pub fetches: Vec<FunctionFetch>,
    /// How long it took.
    pub took: Duration,
}

impl Problem {
    /// May the same call work in a moment? The function itself is not to blame.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self.problem.kind.as_str(), "busy" | "unavailable")
    }

    fn of(kind: &str, message: impl Into<String>) -> Self {
        Self {
            problem: FunctionProblem {
                kind: kind.to_owned(),
                message: message.into(),
                line: None,
            },
            logs: Vec::new(),
            fetches: Vec::new(),
            took: Duration::ZERO,
        }
    }
}

impl Caller {
    fn word(&self) -> String {
        match self {
            Self::Run(id) => format!("run:{id}"),
            Self::Test => "test".to_owned(),
            Self::WaFlow(id) => format!("wa_flow:{id}"),
        }
    }
}

pub(super) async fn call(
    app: &App,
    workspace: WorkspaceId,
    function: FunctionRef,
    input: &serde_json::Value,
    timeout: Option<Duration>,
    caller: Caller,
) -> Result<Called, Problem> {
    let found = app.store().workspace(workspace).find_function_run(function.id, function.version).await;
    let run = found.map_err(|_| Problem::of("unavailable", "the function cannot be read right now"))?;
    let run = run.ok_or_else(|| Problem::of("not_published", "there is no such function, or it was never published"))?;
    let (version, input) = (run.version, input.to_string());
    let (ended, _) = execute(app, workspace, run, input, timeout).await;
    note(app, workspace, function.id, version, &caller, &ended);
    ended
}

/// A run of a draft that is noted like every other try.
pub(super) async fn rehearse(
    app: &App,
    workspace: WorkspaceId,
    id: FunctionId,
    run: FunctionRun,
    input: String,
    timeout: Duration,
) -> Result<Called, Problem> {
    let (ended, _) = execute(app, workspace, run, input, Some(timeout)).await;
    note(app, workspace, id, None, &Caller::Test, &ended);
    ended
}

pub(super) async fn try_out(app: &App, workspace: WorkspaceId, id: FunctionId, run: FunctionRun, input: String) -> FunctionRunView {
    let (ended, logs_cut) = execute(app, workspace, run, input, None).await;
    note(app, workspace, id, None, &Caller::Test, &ended);
    let ms = |took: Duration| (took.as_secs_f64() * 1e5).round() / 100.0;
    match ended {
        Ok(called) => FunctionRunView {
            result: Some(called.json),
            problem: None,
            logs: called.logs,
            logs_cut,
            ms: ms(called.took),
            fetches: called.fetches,
        },
        Err(problem) => FunctionRunView {
            result: None,
            problem: Some(problem.problem),
            logs: problem.logs,
            logs_cut,
            ms: ms(problem.took),
            fetches: problem.fetches,
        },
    }
}

/// Runs it; tells besides whether some of the console was cut off.
async fn execute(app: &App, workspace: WorkspaceId, run: FunctionRun, input: String, timeout: Option<Duration>) -> (Result<Called, Problem>, bool) {
    let config = &app.config().functions;
    let pool = match app.crew().pool(config).await {
        Ok(pool) => pool,
        Err(why) => return (Err(Problem::of("unavailable", format!("functions are off: {why}"))), false),
    };
    let made: Arc<Mutex<Vec<FunctionFetch>>> = Arc::default();
    let call = Call {
        tenant: Tenant(*workspace.uuid().as_bytes()),
        code: run.source.as_str().into(),
        input,
        limits: limits(app, &run, timeout),
        host: host(app, workspace, &run, &made),
    };
    let ended = pool.call(call).await;
    let fetches = std::mem::take(&mut *made.lock().unwrap_or_else(PoisonError::into_inner));
    let (end, cut) = match ended {
        Ok(output) => {
            let cut = output.logs_cut;
            (well(output, fetches), cut)
        }
        Err(failure) => {
            let cut = failure.logs_cut;
            (Err(badly(failure, fetches)), cut)
        }
    };
    let word = end.as_ref().map_or_else(|problem| problem.problem.kind.clone(), |_| "ok".to_owned());
    metrics::counter!("prismwa_function_calls_total", "end" => word).increment(1);
    (end, cut)
}

fn limits(app: &App, run: &FunctionRun, timeout: Option<Duration>) -> Limits {
    let config = &app.config().functions;
    let own = Duration::from_millis(u64::try_from(run.timeout_ms).unwrap_or(1000));
    let memory = u32::try_from(run.memory_mb).unwrap_or(32).min(config.max_memory_mb);
    let time = timeout.map_or(own, |timeout| timeout.min(own)).min(config.max_timeout);
    Limits {
        time: time.max(Duration::from_millis(1)),
        memory_bytes: usize::try_from(memory).unwrap_or(32) << 20,
        ..Limits::default()
    }
}

/// The door, when the function declares hosts.
fn host(app: &App, workspace: WorkspaceId, run: &FunctionRun, made: &Arc<Mutex<Vec<FunctionFetch>>>) -> Option<Arc<dyn Host>> {
    let hosts: Vec<String> = serde_json::from_str(&run.allow_hosts).unwrap_or_default();
    let only: Vec<Rule> = hosts.iter().filter_map(|host| host.parse().ok()).collect();
    if only.is_empty() {
        return None;
    }
    Some(Arc::new(Door::new(app, workspace, only, Arc::clone(made))))
}

fn well(output: Output, fetches: Vec<FunctionFetch>) -> Result<Called, Problem> {
    let (logs, took) = (lines(output.logs), output.took);
    match RawValue::from_string(output.json) {
        Ok(json) => Ok(Called { json, logs, fetches, took }),
        Err(_) => Err(Problem {
            logs,
            fetches,
            took,
            ..Problem::of("crashed", "the function's process gave something that is no JSON")
        }),
    }
}

fn badly(failure: Failure, fetches: Vec<FunctionFetch>) -> Problem {
    let message = failure.error.to_string();
    let (kind, line) = match &failure.error {
        Trouble::Thrown { stack, .. } => ("thrown", line_of(stack)),
        Trouble::TimedOut(_) => ("timed_out", None),
        Trouble::OutOfMemory => ("out_of_memory", None),
        Trouble::NeverSettles => ("never_settles", None),
        Trouble::NoFunction => ("no_function", None),
        Trouble::OutputTooLarge { .. } => ("output_too_large", None),
        Trouble::Crashed(_) | Trouble::Protocol(_) => ("crashed", None),
        Trouble::Invalid(_) => ("invalid", None),
        Trouble::Busy => ("busy", None),
        Trouble::Unavailable(_) => ("unavailable", None),
    };
    Problem {
        problem: FunctionProblem {
            kind: kind.to_owned(),
            message,
            line,
        },
        logs: lines(failure.logs),
        fetches,
        took: failure.took,
    }
}

/// The first line of the author's own file in a stack such as `at f (function.js:3:9)`.
fn line_of(stack: &str) -> Option<u32> {
    let (_, rest) = stack.split_once("function.js:")?;
    let digits = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    rest[..digits].parse().ok()
}

fn lines(logs: Vec<LogLine>) -> Vec<FunctionLog> {
    let line = |LogLine { level, text, at_ms }| FunctionLog { level, text, at_ms };
    logs.into_iter().map(line).collect()
}

fn note(app: &App, workspace: WorkspaceId, function: FunctionId, version: Option<i64>, caller: &Caller, ended: &Result<Called, Problem>) {
    let (logs, fetches, took, problem) = match ended {
        Ok(called) => (&called.logs, &called.fetches, called.took, None),
        Err(problem) => (&problem.logs, &problem.fetches, problem.took, Some(&problem.problem)),
    };
    let call = FunctionCallRow {
        id: FunctionCallId::new(),
        version,
        caller: caller.word(),
        at: app.now(),
        ms: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
        problem: problem.map(json),
        logs: json(&logs),
        fetches: json(&fetches),
    };
    journal::note(
        app,
        NewFunctionCall {
            workspace_id: workspace,
            function_id: function,
            call,
        },
    );
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("words and numbers are plain JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_that_of_the_authors_file() {
        assert_eq!(line_of("    at inner (function.js:12:7)\n    at <anonymous> (function.js:3:1)"), Some(12));
        assert_eq!(line_of("    at native"), None);
        assert_eq!(line_of("function.js:"), None);
    }
}
