//! Questions of runs to the outside: requests, functions, models. Asked outside of any transaction, under `Idempotency-Key: run:step`; whoever cannot be asked
//! answers so, and the run leaves by its failure: never silence.

use std::time::Duration;

use flow_engine::host::{Asking, FunctionQuestion, HttpQuestion, LlmQuestion};
use flow_engine::{Answer, Question};
use model::WorkspaceId;

use crate::App;

/// Added to what a question may take, for the ways around it.
const LEEWAY: Duration = Duration::from_secs(30);

/// How long a question may be open before another node asks it again, under the same key.
pub(super) fn longest(question: &Question) -> Duration {
    let (seconds, tries) = match question {
        Question::Agent(_) => (5, 1),
        Question::Function(question) => (question.timeout_seconds, 1),
        Question::Http(question) => (question.timeout_seconds, u32::from(question.retries) + 1),
        Question::Llm(question) => (question.timeout_seconds, 1),
    };
    // Between tries there are pauses of at most as long again.
    Duration::from_secs(u64::from(seconds) * u64::from(tries) * 2) + LEEWAY
}

/// Asks; gives up in time. A question about members is answered from the database, in the transaction that gives the answer.
pub(super) async fn ask(app: &App, workspace: WorkspaceId, asking: &Asking) -> Option<Answer> {
    let answer = match &asking.question {
        Question::Agent(_) => return None,
        Question::Http(question) => http(app, workspace, &asking.key, question).await,
        Question::Function(question) => function(app, workspace, &asking.key, question).await,
        Question::Llm(question) => llm(app, workspace, &asking.key, question).await,
    };
    Some(answer)
}

async fn http(_app: &App, _workspace: WorkspaceId, _key: &str, _question: &HttpQuestion) -> Answer {
    not_here("Requests to other servers")
}

async fn function(_app: &App, _workspace: WorkspaceId, _key: &str, _question: &FunctionQuestion) -> Answer {
    not_here("Functions")
}

async fn llm(_app: &App, _workspace: WorkspaceId, _key: &str, _question: &LlmQuestion) -> Answer {
    not_here("Language models")
}

fn not_here(what: &str) -> Answer {
    Answer::Failed {
        message: format!("{what} are not available on this server."),
    }
}
