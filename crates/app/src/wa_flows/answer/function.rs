//! A function of the workspace answers: it gets the plain question and returns the next screen.

use std::time::Duration;

use model::FunctionId;
use serde_json::Value;

use super::{AnswerLog, AnswerProblem, Asked, Said, Text, question};
use crate::App;
use crate::functions::{Caller, FunctionRef};
use crate::views::FunctionLog;

/// Calls the live version of the function, or the text that is tried. What went wrong in it stays here; the customer reads a sentence.
pub(super) async fn answer(app: &App, asked: &Asked<'_>, settings: &Value, budget: Duration) -> Result<Said, AnswerProblem> {
    let name = settings["function"].as_str().unwrap_or_default();
    let Ok(id) = name.parse::<FunctionId>() else {
        return Err(AnswerProblem::new("not_published", format!("{name} is no function of this workspace.")));
    };
    let function = FunctionRef { id, version: None };
    let caller = Caller::WaFlow(asked.flow.id.to_string());
    let (functions, question) = (app.functions(), question(asked));
    let unsaved = match asked.text {
        Text::Live => None,
        Text::Draft => Some(None),
        Text::Unsaved(source) => Some(Some(source)),
    };
    let called = match unsaved {
        None => functions.call(asked.workspace_id, function, &question, Some(budget), caller).await,
        Some(source) => match functions.rehearse(asked.workspace_id, id, source, &question, budget).await {
            Ok(called) => called,
            Err(error) => return Err(AnswerProblem::new("not_published", error.detail.into_owned())),
        },
    };
    match called {
        Ok(called) => {
            let raw = serde_json::from_str(called.json.get()).map_err(|error| AnswerProblem::new("bad_answer", format!("{error}.")))?;
            Ok(Said {
                raw,
                logs: lines(called.logs),
            })
        }
        Err(problem) => Err(AnswerProblem {
            kind: problem.problem.kind.clone(),
            message: match problem.problem.line {
                Some(line) => format!("Line {line}: {}", problem.problem.message),
                None => problem.problem.message.clone(),
            },
            logs: lines(problem.logs),
        }),
    }
}

fn lines(logs: Vec<FunctionLog>) -> Vec<AnswerLog> {
    let line = |log: FunctionLog| AnswerLog {
        level: log.level,
        text: log.text,
        at_ms: u64::from(log.at_ms),
    };
    logs.into_iter().map(line).collect()
}
