//! Opening hours.

use std::collections::BTreeMap;

use app::views::BusinessHours;

use crate::prelude::*;

/// Opening hours by name; `default` is what flows use unless they name another.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PutBusinessHours {
    /// Each as `{time_zone, week: [{day, from, to}], days: [{date, from, to}]}`: day 1 is Monday, times like `09:00`, an empty zone is the workspace's.
    #[schema(value_type = Object)]
    calendars: BTreeMap<String, serde_json::Value>,
}

/// Get the opening hours.
#[utoipa::path(get, path = "/workspaces/{workspace}/business-hours", tag = "flow settings", params(WorkspacePath),
    responses((status = OK, body = BusinessHours)))]
pub(super) async fn get_business_hours(State(app): State<App>, member: Member<perm::ReadFlows>) -> Result<Json<BusinessHours>, ApiError> {
    Ok(Json(app.runs().business_hours(member.workspace_id).await?))
}

/// Replace the opening hours.
#[utoipa::path(put, path = "/workspaces/{workspace}/business-hours", tag = "flow settings", params(WorkspacePath),
    responses((status = OK, body = BusinessHours)))]
pub(super) async fn put_business_hours(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Json(request): Json<PutBusinessHours>,
) -> Result<Json<BusinessHours>, ApiError> {
    Ok(Json(app.runs().set_business_hours(&member.actor(), request.calendars).await?))
}
