//! Change a connection to a language model.

use app::llm::LlmConnectionPatch;
use app::views::LlmConnectionView;

use super::LlmConnectionPath;
use crate::extract::given;
use crate::prelude::*;

/// What to change; what is absent stays, `null` takes away.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateLlmConnection {
    /// What flows call it.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// `openai`, `anthropic`, `ollama` or `anything_llm`.
    kind: Option<String>,
    /// Where it is. A connection with a key needs the key again with another address.
    #[schema(max_length = 500)]
    base_url: Option<String>,
    /// Its model; for AnythingLLM the slug of its workspace.
    #[schema(max_length = 200)]
    model: Option<String>,
    /// Its key.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 500)]
    api_key: Option<Option<secrecy::SecretString>>,
    /// Hosts that answers may link to.
    link_hosts: Option<Vec<String>>,
    /// ISO 4217.
    currency: Option<String>,
    /// For a million tokens it reads.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 0)]
    input_price: Option<Option<i64>>,
    /// For a million tokens it writes.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 0)]
    output_price: Option<Option<i64>>,
    /// Most it may cost in a calendar month (UTC).
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 0)]
    monthly_budget: Option<Option<i64>>,
}

/// Update a connection to a language model.
#[utoipa::path(patch, path = "/workspaces/{workspace}/llm-connections/{llm_connection}", tag = "llm-connections", params(LlmConnectionPath),
    responses((status = OK, body = LlmConnectionView)))]
pub(super) async fn update_llm_connection(
    State(app): State<App>,
    member: Member<perm::ManageLlm>,
    Path(path): Path<LlmConnectionPath>,
    Json(request): Json<UpdateLlmConnection>,
) -> Result<Json<LlmConnectionView>, ApiError> {
    let patch = LlmConnectionPatch {
        name: request.name,
        kind: request.kind,
        base_url: request.base_url,
        model: request.model,
        api_key: request.api_key,
        link_hosts: request.link_hosts,
        currency: request.currency,
        input_price: request.input_price,
        output_price: request.output_price,
        monthly_budget: request.monthly_budget,
    };
    Ok(Json(app.llm().update(&member.actor(), path.llm_connection, patch).await?))
}
