//! Values and words.

use app::runs::GlobalsPatch;
use app::views::FlowGlobals;
use model::FlowId;

use crate::extract::given;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PutFlowGlobals {
    /// All values of `{{globals.…}}`: names of small letters, digits and `_`; at most 64 kB together.
    #[schema(value_type = Option<Object>)]
    globals: Option<serde_json::Map<String, serde_json::Value>>,
    /// Words that bring a person, whatever flow is under way.
    human_words: Option<Vec<String>>,
    /// Words that bring the menu.
    menu_words: Option<Vec<String>>,
    /// The flow that the menu's words start; `null`: none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<FlowId>)]
    menu_flow: Option<Option<FlowId>>,
}

/// Get what all flows share: values, and the words that come before any flow.
#[utoipa::path(get, path = "/workspaces/{workspace}/flow-globals", tag = "flow settings", params(WorkspacePath),
    responses((status = OK, body = FlowGlobals)))]
pub(super) async fn get_flow_globals(State(app): State<App>, member: Member<perm::ReadFlows>) -> Result<Json<FlowGlobals>, ApiError> {
    Ok(Json(app.runs().globals(member.workspace_id).await?))
}

/// Change what all flows share. Runs under way see it with their next step.
#[utoipa::path(put, path = "/workspaces/{workspace}/flow-globals", tag = "flow settings", params(WorkspacePath),
    responses((status = OK, body = FlowGlobals)))]
pub(super) async fn put_flow_globals(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Json(request): Json<PutFlowGlobals>,
) -> Result<Json<FlowGlobals>, ApiError> {
    let patch = GlobalsPatch {
        globals: request.globals,
        human: request.human_words,
        menu: request.menu_words,
        menu_flow: request.menu_flow,
    };
    Ok(Json(app.runs().set_globals(&member.actor(), patch).await?))
}
