//! Forms to start from.

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(list_wa_flow_starters))
}

/// A form to start from.
#[derive(Debug, Serialize, ToSchema)]
struct WaFlowStarterView {
    /// Its word, for `starter` when a form is made.
    slug: &'static str,
    /// Its name.
    title: &'static str,
    /// What it asks.
    description: &'static str,
    /// Meta's category for it.
    category: &'static str,
    /// Flow JSON.
    json: &'static str,
    /// The function that answers it; made, published and set as its endpoint along with the form. `null` where nobody is asked.
    function: Option<&'static str>,
}

/// List forms to start from. Each can be published as it is.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flow-starters", tag = "wa-flows", params(WorkspacePath),
    responses((status = OK, body = Page<WaFlowStarterView>)))]
async fn list_wa_flow_starters(State(_app): State<App>, _member: Member<perm::ReadWaFlows>) -> Result<Json<Page<WaFlowStarterView>>, ApiError> {
    let view = |starter: &app::wa_flows::Starter| WaFlowStarterView {
        slug: starter.slug,
        title: starter.title,
        description: starter.description,
        category: starter.category,
        json: starter.json,
        function: starter.function,
    };
    Ok(Json(Page::whole(app::wa_flows::STARTERS.iter().map(view).collect())))
}
