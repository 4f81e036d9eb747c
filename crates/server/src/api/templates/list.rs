//! The templates, name by name.

use app::views::{TemplateGroupView, TemplateSyncView};
use store::{Limit, StoredTemplateFilter};

use crate::prelude::*;

/// Which templates, and from where. A name fits when one of its languages does.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListMessageTemplates {
    /// Only in this state, such as `APPROVED`.
    #[param(max_length = 40)]
    status: Option<String>,
    /// Only of this category.
    #[param(max_length = 40)]
    category: Option<String>,
    /// Only of this quality: `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    #[param(max_length = 40)]
    quality: Option<String>,
    /// Only in this language, such as `en_US`.
    #[param(max_length = 16)]
    language: Option<String>,
    /// Exactly this name, with all its languages.
    #[param(max_length = 512)]
    name: Option<String>,
    /// Part of the name or of the words.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Names of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Names with their languages, and how the last look at Meta's list went.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MessageTemplateList {
    /// The names of this page, by name.
    data: Vec<TemplateGroupView>,
    /// Where the list goes on.
    page: app::views::PageInfo,
    /// The last look at Meta's whole list; `null` when there was none yet.
    sync: Option<TemplateSyncView>,
}

/// List the templates, each name with all its languages.
///
/// They are Meta's as last told: by a look at the whole list each day, on connecting and on request, and by every webhook about one of them.
#[utoipa::path(get, path = "/workspaces/{workspace}/templates", tag = "templates", params(WorkspacePath, ListMessageTemplates),
    responses((status = OK, body = MessageTemplateList)))]
pub(super) async fn list_message_templates(
    State(app): State<App>,
    member: Member<perm::ReadTemplates>,
    Query(query): Query<ListMessageTemplates>,
) -> Result<Json<MessageTemplateList>, ApiError> {
    let upper = |word: Option<String>| word.filter(|word| !word.is_empty()).map(|word| word.to_uppercase());
    let filter = StoredTemplateFilter {
        status: upper(query.status),
        category: upper(query.category),
        quality: upper(query.quality),
        language: query.language.filter(|code| !code.is_empty()),
        name: query.name.filter(|name| !name.is_empty()),
        text: query.q.filter(|text| !text.trim().is_empty()),
    };
    let limit = query.limit.map_or_else(Limit::default, Limit::clamped);
    let found = app.templates().list(member.workspace_id, &filter, limit, query.cursor.as_deref()).await?;
    let page: Page<TemplateGroupView> = found.page.into();
    Ok(Json(MessageTemplateList {
        data: page.data,
        page: page.page,
        sync: found.sync,
    }))
}
