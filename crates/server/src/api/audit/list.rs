//! Who did what.

use app::views::AuditView;
use store::{AuditFilter, Limit};

use crate::prelude::*;

/// Which entries, and from where.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    /// Words that all stand in the action, its detail, the thing's id, the address, the request id or the actor's name.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Only by this user.
    actor: Option<UserId>,
    /// Only this action (`member.updated`), or, ending in a dot, all that start so (`member.`).
    #[param(max_length = 100)]
    action: Option<String>,
    /// Only what was done to the thing with this id.
    #[param(max_length = 200)]
    target: Option<String>,
    /// Not before this moment.
    from: Option<Timestamp>,
    /// Before this moment.
    to: Option<Timestamp>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List the audit log, newest first.
///
/// Every change leaves one entry; so do sign-ins and refusals for want of a permission (at most one a minute for a session and a permission).
#[utoipa::path(get, path = "/workspaces/{workspace}/audit", tag = "audit", params(WorkspacePath, AuditQuery),
    responses((status = OK, body = Page<AuditView>)))]
pub(super) async fn list_audit(
    State(app): State<App>,
    member: Member<perm::ReadAudit>,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<AuditView>>, ApiError> {
    let AuditQuery {
        q,
        actor,
        action,
        target,
        from,
        to,
        limit,
        cursor,
    } = query;
    let filter = AuditFilter {
        text: q.filter(|text| !text.trim().is_empty()),
        actor,
        action: action.filter(|text| !text.is_empty()),
        target: target.filter(|text| !text.is_empty()),
        from,
        to,
    };
    let limit = limit.map_or_else(Limit::default, Limit::clamped);
    let page = app
        .store()
        .workspace(member.workspace_id)
        .list_audit(&filter, limit, cursor.as_deref())
        .await?;
    let data = page.data.into_iter().map(AuditView::try_from).collect::<Result<_, _>>()?;
    Ok(Json(Page::new(data, page.next_cursor)))
}
