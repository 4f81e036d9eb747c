//! Search messages, notes and contacts.

use app::search::{SearchRequest, SearchScope};
use app::views::SearchHitView;
use model::Permission;

use crate::prelude::*;

/// What is looked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchQuery {
    /// Words that must all occur (the last one may be the beginning of a longer one), in any case and without minding accents; `"a phrase"`, `-not`, and operators:
    /// `from:customer|agent|automation|me|<member>`, `in:message|note`, `contact:`, `tag:`, `assignee:me|none|<member>`, `team:`, `status:open|snoozed|closed`,
    /// `has:media|image|video|audio|document|sticker|location|link`, `failed:yes|no`, `before:`, `after:` and `on:` with `2026-11-23`, `today`, `yesterday` or
    /// `7d`, `2w`, `3m`, `1y` ago, by the workspace's calendar; `before` ends before that day, `after` begins with it. At most 512 characters. Numbers of three
    /// digits or more are found by any part.
    q: String,
    /// Where; `messages` (and notes) when absent.
    #[param(inline)]
    scope: Option<Scope>,
    /// Only in this conversation.
    conversation: Option<ConversationId>,
    /// Rows of a page, 1 to 500; 50 when absent. A page may be shorter although there is a `next_cursor`.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before, asked for with the same query.
    cursor: Option<String>,
}

/// Where is searched.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Scope {
    /// In messages and notes.
    Messages,
    /// In contacts.
    Contacts,
}

/// Search messages and notes, or contacts, the newest first. What was just said is found within a second or so; what was taken back or erased is not found.
#[utoipa::path(get, path = "/workspaces/{workspace}/search", tag = "search", params(WorkspacePath, SearchQuery),
    responses((status = OK, body = Page<SearchHitView>)))]
pub(super) async fn search(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Query(query): Query<SearchQuery>,
) -> Result<Json<Page<SearchHitView>>, ApiError> {
    let actor = member.actor();
    let scope = match query.scope {
        None | Some(Scope::Messages) => SearchScope::Messages,
        Some(Scope::Contacts) => SearchScope::Contacts,
    };
    if scope == SearchScope::Contacts && !actor.may(Permission::ReadContacts) {
        return Ok(Json(Page {
            data: Vec::new(),
            page: app::views::PageInfo { next_cursor: None },
        }));
    }
    let request = SearchRequest {
        query: query.q,
        scope,
        conversation: query.conversation,
        limit: query.limit.map_or_else(store::Limit::default, store::Limit::clamped),
        cursor: query.cursor,
    };
    Ok(Json(app.search().find(&actor, &request).await?.into()))
}
