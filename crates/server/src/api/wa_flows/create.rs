//! Make a form, or clone one.

use app::views::WaFlowView;
use app::wa_flows::NewWaFlowRequest;
use model::WaFlowId;

use super::WaFlowPath;
use crate::prelude::*;

/// A form to make.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateWaFlow {
    /// Its id, when you make it yourself.
    id: Option<WaFlowId>,
    /// Unique in the WhatsApp account.
    #[schema(min_length = 1, max_length = 200, examples("Book a visit"))]
    name: String,
    /// `SIGN_UP`, `SIGN_IN`, `APPOINTMENT_BOOKING`, `LEAD_GENERATION`, `CONTACT_US`, `CUSTOMER_SUPPORT`, `SURVEY` or `OTHER`.
    #[schema(min_items = 1, examples(json!(["APPOINTMENT_BOOKING"])))]
    categories: Vec<String>,
    /// The Flow JSON it begins with; a screen with one question when missing.
    json: Option<String>,
    /// The form whose content it begins with instead.
    clone_of: Option<WaFlowId>,
    /// The starter that it begins as, by its word: its text, and the function that answers it.
    starter: Option<String>,
}

/// What the copy is called.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CloneWaFlow {
    /// Unique in the WhatsApp account.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
}

/// Create a form at Meta, as a draft. Its text stays here until it is uploaded.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows", tag = "wa-flows", params(WorkspacePath),
    responses((status = CREATED, body = WaFlowView)))]
pub(super) async fn create_wa_flow(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Json(request): Json<CreateWaFlow>,
) -> Result<(StatusCode, Json<WaFlowView>), ApiError> {
    let CreateWaFlow {
        id,
        name,
        categories,
        json,
        clone_of,
        starter,
    } = request;
    let request = NewWaFlowRequest {
        id,
        name,
        categories,
        json,
        clone_of,
        starter,
    };
    Ok((StatusCode::CREATED, Json(app.wa_flows().create(&member.actor(), request).await?)))
}

/// Clone a form into a new draft, text and all.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/clone", tag = "wa-flows", params(WaFlowPath),
    responses((status = CREATED, body = WaFlowView)))]
pub(super) async fn clone_wa_flow(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
    Json(request): Json<CloneWaFlow>,
) -> Result<(StatusCode, Json<WaFlowView>), ApiError> {
    let source = app.wa_flows().get(member.workspace_id, path.wa_flow).await?;
    let request = NewWaFlowRequest {
        name: request.name,
        categories: serde_json::from_str(source.categories.get()).unwrap_or_default(),
        clone_of: Some(path.wa_flow),
        ..NewWaFlowRequest::default()
    };
    Ok((StatusCode::CREATED, Json(app.wa_flows().create(&member.actor(), request).await?)))
}
