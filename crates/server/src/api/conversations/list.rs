//! The inbox list.

use app::views::{ConversationView, Priority};
use model::TeamId;
use store::{ConversationFilter, ConversationSort, InboxView};

use crate::prelude::*;

/// Which conversations, in which order, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListConversations {
    /// The view; `all_open` when absent.
    #[param(inline)]
    view: Option<View>,
    /// Part of the contact's name, number or username, or of the last message.
    q: Option<String>,
    /// Only with contacts that have this tag.
    tag: Option<TagId>,
    /// Only this member's: a user's id, `me`, or `none` for nobody's.
    assignee: Option<String>,
    /// Only this team's: a team's id, or `none` for those of no team.
    team: Option<String>,
    /// Only those that matter so much.
    #[param(inline)]
    priority: Option<Priority>,
    /// The order; `newest` when absent.
    #[param(inline)]
    sort: Option<Sort>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before, asked for with the same `sort`.
    cursor: Option<String>,
}

/// A view of the inbox.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum View {
    Mine,
    Unassigned,
    AllOpen,
    NeedsReply,
    WindowClosing,
    Bot,
    Failed,
    Snoozed,
    Closed,
    All,
}

/// An order of the inbox.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Sort {
    /// The newest message first.
    Newest,
    /// The oldest last message first.
    Oldest,
    /// Who has waited longest first.
    Waiting,
    /// Whose 24-hour window closes next first.
    Window,
}

/// List conversations, as you see them: `unread_count` is yours.
#[utoipa::path(get, path = "/workspaces/{workspace}/conversations", tag = "conversations", params(WorkspacePath, ListConversations),
    responses((status = OK, body = Page<ConversationView>)))]
pub(super) async fn list_conversations(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Query(query): Query<ListConversations>,
) -> Result<Json<Page<ConversationView>>, ApiError> {
    let filter = ConversationFilter {
        view: query.view.map_or_else(InboxView::default, InboxView::from),
        text: query.q,
        tag: query.tag,
        assignee: query.assignee.map(|assignee| parse_assignee(&assignee, member.user_id())).transpose()?,
        team: query.team.as_deref().map(parse_team).transpose()?,
        priority: query.priority.map(Priority::number),
        sort: query.sort.map_or_else(ConversationSort::default, ConversationSort::from),
    };
    let limit = query.limit.map_or_else(store::Limit::default, store::Limit::clamped);
    let page = app
        .store()
        .workspace(member.workspace_id)
        .list_conversations(member.user_id(), &filter, limit, query.cursor.as_deref())
        .await?;
    let now = app.now();
    Ok(Json(page.map(|conversation| ConversationView::of(conversation, now)).into()))
}

fn parse_team(text: &str) -> Result<Option<TeamId>, ApiError> {
    if text == "none" {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| ApiError::invalid_field("?team", "invalid_value", "Write a team's id, or `none`."))
}

fn parse_assignee(text: &str, me: UserId) -> Result<Option<UserId>, ApiError> {
    match text {
        "none" => Ok(None),
        "me" => Ok(Some(me)),
        id => id
            .parse()
            .map(Some)
            .map_err(|_| ApiError::invalid_field("?assignee", "invalid_value", "Write a user's id, `me` or `none`.")),
    }
}

impl From<View> for InboxView {
    fn from(view: View) -> Self {
        match view {
            View::Mine => Self::Mine,
            View::Unassigned => Self::Unassigned,
            View::AllOpen => Self::AllOpen,
            View::NeedsReply => Self::NeedsReply,
            View::WindowClosing => Self::WindowClosing,
            View::Bot => Self::Bot,
            View::Failed => Self::Failed,
            View::Snoozed => Self::Snoozed,
            View::Closed => Self::Closed,
            View::All => Self::All,
        }
    }
}

impl From<Sort> for ConversationSort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Newest => Self::Newest,
            Sort::Oldest => Self::Oldest,
            Sort::Waiting => Self::Waiting,
            Sort::Window => Self::Window,
        }
    }
}
