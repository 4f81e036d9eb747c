//! Runs, newest first.

use app::views::RunView;
use model::FlowId;
use store::RunFilter;

use crate::prelude::*;

/// Which runs, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListRuns {
    /// Only of this flow.
    flow: Option<FlowId>,
    /// Only in this conversation.
    conversation: Option<ConversationId>,
    /// Only with this contact.
    contact: Option<ContactId>,
    /// Only those that are `queued`, `asking`, `waiting`, `paused` or `ended`.
    #[param(max_length = 20)]
    status: Option<String>,
    /// Only those that ended so: `done`, `failed`, `handed_off` or `cancelled`.
    #[param(max_length = 20)]
    result: Option<String>,
    /// Begun at this moment or later.
    from: Option<Timestamp>,
    /// Begun before this moment.
    to: Option<Timestamp>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List runs of flows, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/runs", tag = "runs", params(WorkspacePath, ListRuns),
    responses((status = OK, body = Page<RunView>)))]
pub(super) async fn list_runs(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Query(query): Query<ListRuns>,
) -> Result<Json<Page<RunView>>, ApiError> {
    let limit = query.limit.map_or_else(store::Limit::default, store::Limit::clamped);
    let word = |word: Option<String>| word.filter(|word| !word.is_empty());
    let filter = RunFilter {
        flow: query.flow,
        conversation: query.conversation,
        contact: query.contact,
        status: word(query.status).map(|status| if status == "queued" { "new".to_owned() } else { status }),
        result: word(query.result),
        from: query.from,
        to: query.to,
    };
    let page = app.runs().list(member.workspace_id, &filter, limit, query.cursor.as_deref()).await?;
    Ok(Json(page.into()))
}
