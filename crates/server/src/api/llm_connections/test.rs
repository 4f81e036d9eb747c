//! Ask a language model something, to see whether the connection works.

use super::LlmConnectionPath;
use crate::prelude::*;

/// The longest question, in characters.
const LONGEST: usize = 2000;

/// Something to ask.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TestLlmConnection {
    /// The question.
    #[schema(min_length = 1, max_length = 2000, examples("In one sentence: who are you?"))]
    prompt: String,
}

/// What the model wrote.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LlmTestView {
    /// Its words, without links to hosts that the connection does not name.
    text: String,
    /// Tokens read.
    input_tokens: u32,
    /// Tokens written.
    output_tokens: u32,
    /// Millionths of the connection's currency; `null` when its prices are not known.
    cost: Option<i64>,
    /// Milliseconds from the question to the last byte.
    took_ms: u64,
}

/// Ask a language model something, to see whether the connection works. It costs what it costs.
#[utoipa::path(post, path = "/workspaces/{workspace}/llm-connections/{llm_connection}/test", tag = "llm-connections", params(LlmConnectionPath),
    responses((status = OK, body = LlmTestView)))]
pub(super) async fn test_llm_connection(
    State(app): State<App>,
    member: Member<perm::ManageLlm>,
    Path(path): Path<LlmConnectionPath>,
    Json(request): Json<TestLlmConnection>,
) -> Result<Json<LlmTestView>, ApiError> {
    let length = request.prompt.trim().chars().count();
    if length == 0 || length > LONGEST {
        let detail = format!("Write a question of at most {LONGEST} characters.");
        return Err(app::Error::invalid("/prompt", "invalid_value", detail).into());
    }
    let answer = app.llm().test(&member.actor(), path.llm_connection, request.prompt.trim()).await?;
    Ok(Json(LlmTestView {
        text: answer.text,
        input_tokens: answer.input_tokens,
        output_tokens: answer.output_tokens,
        cost: answer.cost,
        took_ms: u64::try_from(answer.took.as_millis()).unwrap_or(u64::MAX),
    }))
}
