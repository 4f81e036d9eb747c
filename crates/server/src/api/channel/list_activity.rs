//! What Meta said about the number.

use app::views::{ActivitySeverity, ChannelActivityView};
use store::{ActivityFilter, Limit};

use crate::prelude::*;

/// Which entries, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListActivity {
    /// Only about this: `account`, `calling`, `limits`, `name`, `preference`, `quality`, `security`, `template` or `token`.
    #[param(max_length = 40)]
    area: Option<String>,
    /// Only of this weight.
    severity: Option<ActivitySeverity>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List what Meta said about the number, its account and its templates, newest first.
///
/// The list only grows: bans, restrictions, quality, limits, names, PINs, templates and the access token, each in a sentence with what to do.
#[utoipa::path(get, path = "/workspaces/{workspace}/channel/activity", tag = "channel", params(WorkspacePath, ListActivity),
    responses((status = OK, body = Page<ChannelActivityView>)))]
pub(super) async fn list_channel_activity(
    State(app): State<App>,
    member: Member<perm::ReadChannel>,
    Query(query): Query<ListActivity>,
) -> Result<Json<Page<ChannelActivityView>>, ApiError> {
    let filter = ActivityFilter {
        area: query.area.filter(|area| !area.is_empty()),
        severity: query.severity.map(|severity| severity.as_str().to_owned()),
    };
    let limit = query.limit.map_or_else(Limit::default, Limit::clamped);
    let workspace = app.store().workspace(member.workspace_id);
    let page = workspace.list_channel_activity(&filter, limit, query.cursor.as_deref()).await?;
    Ok(Json(page.map(ChannelActivityView::from).into()))
}
