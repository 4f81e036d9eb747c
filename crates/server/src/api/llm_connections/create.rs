//! Connect a language model.

use app::llm::LlmConnectionPatch;
use app::views::LlmConnectionView;

use crate::prelude::*;

/// A language model to connect. Prices and budgets are millionths of the currency.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateLlmConnection {
    /// What flows call it.
    #[schema(min_length = 1, max_length = 100, examples("Shop assistant"))]
    name: String,
    /// `openai` (or any server with its interface), `anthropic`, `ollama` or `anything_llm`.
    #[schema(examples("openai"))]
    kind: String,
    /// Where it is: for OpenAI's interface up to and with `/v1`, for the others the server's address.
    #[schema(max_length = 500, examples("https://api.example.com/v1"))]
    base_url: String,
    /// Its model; for AnythingLLM the slug of its workspace.
    #[schema(max_length = 200, examples("small-model"))]
    model: String,
    /// Its key. It is kept encrypted and never shown again.
    #[schema(value_type = Option<String>, max_length = 500)]
    api_key: Option<secrecy::SecretString>,
    /// Answers may link to these hosts and those below them; other links are taken out.
    #[serde(default)]
    link_hosts: Vec<String>,
    /// ISO 4217; `USD` when absent.
    currency: Option<String>,
    /// For a million tokens it reads.
    #[schema(minimum = 0)]
    input_price: Option<i64>,
    /// For a million tokens it writes.
    #[schema(minimum = 0)]
    output_price: Option<i64>,
    /// Most it may cost in a calendar month (UTC); needs both prices.
    #[schema(minimum = 0)]
    monthly_budget: Option<i64>,
}

/// Connect a language model.
#[utoipa::path(post, path = "/workspaces/{workspace}/llm-connections", tag = "llm-connections", params(WorkspacePath),
    responses((status = CREATED, body = LlmConnectionView)))]
pub(super) async fn create_llm_connection(
    State(app): State<App>,
    member: Member<perm::ManageLlm>,
    Json(request): Json<CreateLlmConnection>,
) -> Result<(StatusCode, Json<LlmConnectionView>), ApiError> {
    let patch = LlmConnectionPatch {
        name: Some(request.name),
        kind: Some(request.kind),
        base_url: Some(request.base_url),
        model: Some(request.model),
        api_key: request.api_key.map(Some),
        link_hosts: Some(request.link_hosts),
        currency: request.currency,
        input_price: Some(request.input_price),
        output_price: Some(request.output_price),
        monthly_budget: Some(request.monthly_budget),
    };
    Ok((StatusCode::CREATED, Json(app.llm().create(&member.actor(), patch).await?)))
}
