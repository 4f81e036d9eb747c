//! Write down what a contact decided in another way.

use app::opt_outs::{OptOutAction, OptOutRequest, OptOutScope};
use app::views::ContactView;

use crate::api::contacts::ContactPath;
use crate::prelude::*;

/// A decision of the contact.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RecordOptOut {
    /// Silence, or its end.
    action: OptOutAction,
    /// What it is about; everything when absent.
    scope: Option<OptOutScope>,
    /// How the contact said so: the proof of consent.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Record an opt-out or its end that the contact told in another way: on the phone, in a shop. The ledger and the audit log keep who wrote it down.
///
/// What a contact stopped in WhatsApp itself only the contact can allow again: 409.
#[utoipa::path(post, path = "/workspaces/{workspace}/contacts/{contact}/opt-outs", tag = "opt-outs", params(ContactPath),
    responses((status = CREATED, body = ContactView)))]
pub(super) async fn record_opt_out(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Path(path): Path<ContactPath>,
    Json(request): Json<RecordOptOut>,
) -> Result<(StatusCode, Json<ContactView>), ApiError> {
    let decision = OptOutRequest {
        action: request.action,
        scope: request.scope.unwrap_or(OptOutScope::All),
        reason: request.reason,
    };
    let contact = app.opt_outs().record(&member.actor(), path.contact, decision).await?;
    Ok((StatusCode::CREATED, Json(contact)))
}
