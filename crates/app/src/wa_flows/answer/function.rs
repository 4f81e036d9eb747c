//! A function of the workspace answers.

use std::time::Duration;

use serde_json::Value;

use super::{AnswerProblem, Asked, Said};
use crate::App;

/// Asks the function; without functions there is a clear reason instead of an answer.
#[expect(clippy::unused_async, reason = "functions are asked here once they are in the product")]
pub(super) async fn answer(_app: &App, _asked: &Asked<'_>, settings: &Value, _budget: Duration) -> Result<Said, AnswerProblem> {
    let function = settings["function"].as_str().unwrap_or_default();
    Err(AnswerProblem::new(
        "functions_unavailable",
        format!("Functions do not run on this server, so {function} cannot answer."),
    ))
}
