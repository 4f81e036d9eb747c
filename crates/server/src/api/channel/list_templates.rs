//! The account's message templates.

use app::channels::TemplateFilter;
use app::views::TemplateView;

use crate::prelude::*;

/// Which templates.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListTemplates {
    /// Only in this state, such as `APPROVED`.
    status: Option<String>,
    /// Part of the name or of the words.
    q: Option<String>,
    /// Ask Meta now instead of giving what is remembered.
    fresh: Option<bool>,
}

/// The templates, by name, then language.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TemplateList {
    /// All that fit.
    data: Vec<TemplateView>,
}

/// List the account's templates, as Meta has them now (remembered for a minute).
#[utoipa::path(get, path = "/workspaces/{workspace}/channel/templates", tag = "channel", params(WorkspacePath, ListTemplates),
    responses((status = OK, body = TemplateList)))]
pub(super) async fn list_templates(
    State(app): State<App>,
    member: Member<perm::ReadChannel>,
    Query(query): Query<ListTemplates>,
) -> Result<Json<TemplateList>, ApiError> {
    let data = app
        .channels()
        .templates(
            &member.actor(),
            &TemplateFilter {
                status: query.status,
                text: query.q,
                fresh: query.fresh.unwrap_or(false),
            },
        )
        .await?;
    Ok(Json(TemplateList { data }))
}
