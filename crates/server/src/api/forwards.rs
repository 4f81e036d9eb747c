//! Where a form's submissions are handed on to.

use std::collections::BTreeMap;

use app::views::{ForwardDeliveryView, ForwardView};
use app::wa_flows::{ForwardHeader, ForwardPatch, ForwardTried};
use model::{ForwardDeliveryId, ForwardId, SubmissionId, WaFlowId};
use secrecy::SecretString;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_forwards, create_forward))
        .routes(routes!(update_forward, delete_forward))
        .routes(routes!(try_forward))
        .routes(routes!(try_forward_mapping))
        .routes(routes!(list_forward_deliveries))
        .routes(routes!(redeliver_forward))
}

/// Paths that name a form.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct FormPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The form's id.
    wa_flow: WaFlowId,
}

/// Paths that name a forward.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct ForwardPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The forward's id.
    forward: ForwardId,
}

/// Paths that name a delivery.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct ForwardDeliveryPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The delivery's id.
    delivery: ForwardDeliveryId,
}

/// A forward to add.
#[derive(Debug, Deserialize, ToSchema)]
struct CreateForward {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Where submissions go.
    url: String,
    /// `POST` when missing; `PUT` or `PATCH`.
    method: Option<String>,
    /// Name → JMESPath over the submission (`values.email`); empty or missing sends all of it.
    mapping: Option<BTreeMap<String, String>>,
    /// Headers besides the usual ones: a value each, or the name of a secret.
    headers: Option<Vec<ForwardHeader>>,
    /// How photos and documents go along: `links` that open them for a day (when missing), `inline` in the body as base64 while they are small, or `none`.
    files: Option<String>,
    /// Is it used? Yes when missing.
    enabled: Option<bool>,
    /// Signs deliveries, 16 to 256 characters; random when missing.
    #[schema(value_type = Option<String>)]
    signing_secret: Option<SecretString>,
}

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
struct UpdateForward {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Where submissions go.
    url: Option<String>,
    /// `POST`, `PUT` or `PATCH`.
    method: Option<String>,
    /// All fields anew.
    mapping: Option<BTreeMap<String, String>>,
    /// All headers anew.
    headers: Option<Vec<ForwardHeader>>,
    /// `none`, `links` or `inline`.
    files: Option<String>,
    /// Is it used?
    enabled: Option<bool>,
    /// Signs deliveries, 16 to 256 characters.
    #[schema(value_type = Option<String>)]
    signing_secret: Option<SecretString>,
}

/// With which submission.
#[derive(Debug, Deserialize, ToSchema)]
struct TryForward {
    /// Its id.
    submission: SubmissionId,
}

/// A mapping to try before it is saved.
#[derive(Debug, Deserialize, ToSchema)]
struct TryForwardMapping {
    /// With which submission of the form.
    submission: SubmissionId,
    /// Name → JMESPath over the submission; empty or missing sends all of it.
    mapping: Option<BTreeMap<String, String>>,
    /// `links` (when missing), `inline` or `none`.
    files: Option<String>,
}

/// List where a form's submissions are handed on to.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/forwards", tag = "submissions", params(FormPath),
    responses((status = OK, body = Page<ForwardView>)))]
async fn list_forwards(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<FormPath>,
) -> Result<Json<Page<ForwardView>>, ApiError> {
    Ok(Json(Page::whole(app.wa_flows().forwards(member.workspace_id, path.wa_flow).await?)))
}

/// Create a forward: each new submission goes there, signed, and tried again for a day.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/forwards", tag = "submissions", params(FormPath),
    responses((status = CREATED, body = ForwardView)))]
async fn create_forward(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<FormPath>,
    Json(request): Json<CreateForward>,
) -> Result<(StatusCode, Json<ForwardView>), ApiError> {
    let patch = ForwardPatch {
        name: Some(request.name),
        url: Some(request.url),
        method: request.method,
        mapping: request.mapping,
        headers: request.headers,
        files: request.files,
        enabled: request.enabled,
        signing_secret: request.signing_secret,
    };
    Ok((
        StatusCode::CREATED,
        Json(app.wa_flows().create_forward(&member.actor(), path.wa_flow, patch).await?),
    ))
}

/// Update a forward.
#[utoipa::path(patch, path = "/workspaces/{workspace}/forwards/{forward}", tag = "submissions", params(ForwardPath),
    responses((status = OK, body = ForwardView)))]
async fn update_forward(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<ForwardPath>,
    Json(request): Json<UpdateForward>,
) -> Result<Json<ForwardView>, ApiError> {
    let patch = ForwardPatch {
        name: request.name,
        url: request.url,
        method: request.method,
        mapping: request.mapping,
        headers: request.headers,
        files: request.files,
        enabled: request.enabled,
        signing_secret: request.signing_secret,
    };
    Ok(Json(app.wa_flows().update_forward(&member.actor(), path.forward, patch).await?))
}

/// Delete a forward with its log.
#[utoipa::path(delete, path = "/workspaces/{workspace}/forwards/{forward}", tag = "submissions", params(ForwardPath),
    responses((status = NO_CONTENT)))]
async fn delete_forward(State(app): State<App>, member: Member<perm::ManageWaFlows>, Path(path): Path<ForwardPath>) -> Result<StatusCode, ApiError> {
    app.wa_flows().delete_forward(&member.actor(), path.forward).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Try a forward with a submission: shows what would be sent, and sends nothing.
#[utoipa::path(post, path = "/workspaces/{workspace}/forwards/{forward}/try", tag = "submissions", params(ForwardPath),
    responses((status = OK, body = ForwardTried)))]
async fn try_forward(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<ForwardPath>,
    Json(request): Json<TryForward>,
) -> Result<Json<ForwardTried>, ApiError> {
    Ok(Json(
        app.wa_flows().try_forward(member.workspace_id, path.forward, request.submission).await?,
    ))
}

/// Try a mapping that is saved nowhere with a submission of the form: shows what would be sent, and sends nothing. Links to files open once the forward is there.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/forwards/try", tag = "submissions", params(FormPath),
    responses((status = OK, body = ForwardTried)))]
async fn try_forward_mapping(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<FormPath>,
    Json(request): Json<TryForwardMapping>,
) -> Result<Json<ForwardTried>, ApiError> {
    let patch = ForwardPatch {
        mapping: request.mapping,
        files: request.files,
        ..ForwardPatch::default()
    };
    let tried = app
        .wa_flows()
        .try_mapping(member.workspace_id, path.wa_flow, request.submission, patch)
        .await?;
    Ok(Json(tried))
}

/// List a forward's deliveries, the latest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/forwards/{forward}/deliveries", tag = "submissions", params(ForwardPath, PageQuery),
    responses((status = OK, body = Page<ForwardDeliveryView>)))]
async fn list_forward_deliveries(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<ForwardPath>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ForwardDeliveryView>>, ApiError> {
    let page = app
        .wa_flows()
        .forward_deliveries(member.workspace_id, path.forward, query.limit(), query.cursor())
        .await?;
    Ok(Json(page))
}

/// Redeliver a submission, now, whatever came of it before. The receiver knows it by the same `Idempotency-Key`.
#[utoipa::path(post, path = "/workspaces/{workspace}/forward-deliveries/{delivery}/redeliver", tag = "submissions", params(ForwardDeliveryPath),
    responses((status = OK, body = ForwardDeliveryView)))]
async fn redeliver_forward(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<ForwardDeliveryPath>,
) -> Result<Json<ForwardDeliveryView>, ApiError> {
    Ok(Json(app.wa_flows().redeliver(&member.actor(), path.delivery).await?))
}
