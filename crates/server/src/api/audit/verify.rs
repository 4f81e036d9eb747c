//! Is the audit log as it was written?

use app::views::AuditChainView;

use crate::prelude::*;

/// Verify the audit log.
///
/// Computes the hash chain again from the first entry to the newest, and names the first entry that was changed, is missing or was added behind PrismWA's
/// back. It reads every entry: some 10 µs each.
#[utoipa::path(get, path = "/workspaces/{workspace}/audit/verify", tag = "audit", params(WorkspacePath),
    responses((status = OK, body = AuditChainView)))]
pub(super) async fn verify_audit(State(app): State<App>, member: Member<perm::ReadAudit>) -> Result<Json<AuditChainView>, ApiError> {
    Ok(Json(app.store().workspace(member.workspace_id).verify_audit().await?.into()))
}
