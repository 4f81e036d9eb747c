//! The flows.

use app::views::{FlowState, FlowView};
use store::{FlowFilter, Limit};

use crate::prelude::*;

/// Which flows, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListFlows {
    /// Part of the name or the description.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Only those that stand so.
    #[param(inline)]
    state: Option<FlowState>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List the flows, most recently changed first. A workspace has at most 500.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows", tag = "flows", params(WorkspacePath, ListFlows),
    responses((status = OK, body = Page<FlowView>)))]
pub(super) async fn list_flows(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Query(query): Query<ListFlows>,
) -> Result<Json<Page<FlowView>>, ApiError> {
    let filter = FlowFilter {
        text: query.q,
        state: query.state.map(Into::into),
    };
    let limit = query.limit.map_or_else(Limit::default, Limit::clamped);
    let page = app.flows().list(member.workspace_id, &filter, limit, query.cursor.as_deref()).await?;
    Ok(Json(page.into()))
}
