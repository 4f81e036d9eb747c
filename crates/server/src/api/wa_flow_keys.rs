//! Key pairs that phones encrypt forms for. Private halves are in no answer.

use app::views::WaFlowKeyView;
use model::WaFlowKeyId;
use secrecy::SecretString;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_wa_flow_keys, create_wa_flow_key))
        .routes(routes!(import_wa_flow_key))
        .routes(routes!(upload_wa_flow_key))
        .routes(routes!(retire_wa_flow_key))
}

/// Paths that name a key pair.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct WaFlowKeyPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The key pair's id.
    wa_flow_key: WaFlowKeyId,
}

/// A private key that is brought along.
#[derive(Debug, Deserialize, ToSchema)]
struct ImportWaFlowKey {
    /// RSA with 2,048 bits, as PEM: PKCS#8 or PKCS#1.
    #[schema(value_type = String)]
    pem: SecretString,
    /// Opens it, when it is protected.
    #[schema(value_type = Option<String>)]
    passphrase: Option<SecretString>,
}

/// List the number's key pairs, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flow-keys", tag = "wa-flows", params(WorkspacePath),
    responses((status = OK, body = Page<WaFlowKeyView>)))]
async fn list_wa_flow_keys(State(app): State<App>, member: Member<perm::ManageWaFlows>) -> Result<Json<Page<WaFlowKeyView>>, ApiError> {
    Ok(Json(Page::whole(app.wa_flows().keys(member.workspace_id).await?)))
}

/// Create a key pair. Its private half never leaves; Meta is told the public half by uploading it.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flow-keys", tag = "wa-flows", params(WorkspacePath),
    responses((status = CREATED, body = WaFlowKeyView)))]
async fn create_wa_flow_key(State(app): State<App>, member: Member<perm::ManageWaFlows>) -> Result<(StatusCode, Json<WaFlowKeyView>), ApiError> {
    Ok((StatusCode::CREATED, Json(app.wa_flows().make_key(&member.actor()).await?)))
}

/// Import a key pair, under a password or not.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flow-keys/import", tag = "wa-flows", params(WorkspacePath),
    responses((status = CREATED, body = WaFlowKeyView)))]
async fn import_wa_flow_key(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Json(request): Json<ImportWaFlowKey>,
) -> Result<(StatusCode, Json<WaFlowKeyView>), ApiError> {
    let ImportWaFlowKey { pem, passphrase } = request;
    Ok((
        StatusCode::CREATED,
        Json(app.wa_flows().import_key(&member.actor(), pem, passphrase).await?),
    ))
}

/// Upload a public key to Meta, which signs it; phones encrypt for it from then on. The pair before opens requests for another week.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flow-keys/{wa_flow_key}/upload", tag = "wa-flows", params(WaFlowKeyPath),
    responses((status = OK, body = WaFlowKeyView)))]
async fn upload_wa_flow_key(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowKeyPath>,
) -> Result<Json<WaFlowKeyView>, ApiError> {
    Ok(Json(app.wa_flows().upload_key(&member.actor(), path.wa_flow_key).await?))
}

/// Retire a key pair: its private half is deleted, and phones that still use it fetch the new one.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flow-keys/{wa_flow_key}/retire", tag = "wa-flows", params(WaFlowKeyPath),
    responses((status = OK, body = WaFlowKeyView)))]
async fn retire_wa_flow_key(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowKeyPath>,
) -> Result<Json<WaFlowKeyView>, ApiError> {
    Ok(Json(app.wa_flows().retire_key(&member.actor(), path.wa_flow_key).await?))
}
