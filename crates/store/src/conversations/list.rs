//! The inbox list: a view, narrower filters, four orders, pages by cursor.

use model::{ConversationId, TagId, TeamId, Timestamp, UserId};

use super::inbox_view::push_parameters;
use super::{Conversation, ConversationRow, InboxView, select_conversation, with_tags};
use crate::contacts::like_patterns;
use crate::db::build_all;
use crate::page::{Limit, Page};
use crate::{Result, Workspace};

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ConversationSort {
    /// The newest message first.
    #[default]
    Newest,
    /// The oldest last message first.
    Oldest,
    /// Who has waited longest first.
    Waiting,
    /// Whose window closes next first.
    Window,
}

/// Which conversations.
#[derive(Debug, Clone, Default)]
pub struct ConversationFilter {
    /// The view.
    pub view: InboxView,
    /// What a person typed: part of a name, number, username or of the last message.
    pub text: Option<String>,
    /// Only with contacts of this tag.
    pub tag: Option<TagId>,
    /// Only this member's (`Some(None)`: nobody's).
    pub assignee: Option<Option<UserId>>,
    /// Only this team's (`Some(None)`: those of no team).
    pub team: Option<Option<TeamId>>,
    /// Only those that matter so much: -1 low, 0 normal, 1 high, 2 urgent.
    pub priority: Option<i64>,
    /// In which order.
    pub sort: ConversationSort,
}

/// Sorts after every time.
const NEVER: i64 = i64::MAX;

impl ConversationSort {
    const fn tag(self) -> &'static str {
        match self {
            Self::Newest => "conversations|newest",
            Self::Oldest => "conversations|oldest",
            Self::Waiting => "conversations|waiting",
            Self::Window => "conversations|window",
        }
    }

    /// What is sorted by. The bare column where the view has no nulls in it, so that its index gives the order.
    const fn key(self, view: InboxView) -> &'static str {
        match (self, view) {
            (Self::Newest | Self::Oldest, _) => "thread.last_message_at",
            (Self::Waiting, InboxView::NeedsReply) => "thread.waiting_since",
            (Self::Waiting, _) => "coalesce(thread.waiting_since, 9223372036854775807)",
            (Self::Window, InboxView::WindowClosing) => "thread.window_expires_at",
            (Self::Window, _) => "coalesce(thread.window_expires_at, 9223372036854775807)",
        }
    }

    fn value(self, row: &ConversationRow) -> i64 {
        let millis = |time: Option<Timestamp>| time.map_or(NEVER, Timestamp::millis);
        match self {
            Self::Newest | Self::Oldest => row.last_message_at.millis(),
            Self::Waiting => millis(row.waiting_since),
            Self::Window => millis(row.window_expires_at),
        }
    }
}

impl Workspace<'_> {
    /// A page of the inbox, as `reader` sees it, with contacts and tags: two queries, whatever the page holds.
    ///
    /// Newest and oldest read the view's index from where the cursor stands, so a page costs the same at any depth. Waiting and window do, too, in views of
    /// open conversations (`conversations_open_waiting`, `conversations_open_window`); in the others these two orders sort the view once. A text is looked
    /// for along the order until the page is full; in the worst case (nothing matches) it reads the view once, contacts included, some 2 µs a conversation.
    pub async fn list_conversations(
        &self,
        reader: UserId,
        filter: &ConversationFilter,
        limit: Limit,
        cursor: Option<&str>,
    ) -> Result<Page<Conversation>> {
        let tag = filter.sort.tag();
        let after: Option<(i64, ConversationId)> = cursor.map(|cursor| self.decode_cursor(tag, cursor)).transpose()?;
        let patterns = filter.text.as_deref().map(like_patterns).unwrap_or_default();
        let key = filter.sort.key(filter.view);
        let now = self.store().now();
        let (comparison, direction) = if filter.sort == ConversationSort::Newest {
            ("<", " desc")
        } else {
            (">", "")
        };
        let mut connection = self.connection().await?;
        let rows: Vec<ConversationRow> = build_all!(connection, ConversationRow, |query| {
            query.push(select_conversation!()).push_bind(reader);
            query
                .push(" where thread.workspace_id = ")
                .push_bind(self.id())
                .push(filter.view.condition());
            push_parameters!(query, filter.view, reader, now);
            match filter.assignee {
                Some(Some(assignee)) => {
                    query.push(" and thread.assignee_id = ").push_bind(assignee);
                }
                Some(None) => {
                    query.push(" and thread.assignee_id is null");
                }
                None => {}
            }
            match filter.priority {
                // Said apart, so that the partial index applies.
                Some(priority) if priority != 0 => {
                    query.push(" and thread.priority <> 0 and thread.priority = ").push_bind(priority);
                }
                Some(_) => {
                    query.push(" and thread.priority = 0");
                }
                None => {}
            }
            match filter.team {
                Some(Some(team)) => {
                    query.push(" and thread.team_id = ").push_bind(team);
                }
                Some(None) => {
                    query.push(" and thread.team_id is null");
                }
                None => {}
            }
            if !patterns.is_empty() {
                query.push(" and (");
                let mut any = query.separated(" or ");
                for pattern in &patterns {
                    any.push("contact.search_text like ")
                        .push_bind_unseparated(pattern.as_str())
                        .push_unseparated(" escape '\\'");
                    any.push("lower(thread.last_message_preview) like ")
                        .push_bind_unseparated(pattern.as_str())
                        .push_unseparated(" escape '\\'");
                }
                query.push(")");
            }
            if let Some(tag) = filter.tag {
                query.push(" and exists (select 1 from contact_tags link where link.workspace_id = thread.workspace_id and link.contact_id = thread.contact_id and link.tag_id = ");
                query.push_bind(tag).push(")");
            }
            if let Some((value, id)) = after {
                query
                    .push(" and (")
                    .push(key)
                    .push(", thread.id) ")
                    .push(comparison)
                    .push(" (")
                    .push_bind(value)
                    .push(", ")
                    .push_bind(id)
                    .push(")");
            }
            query.push(" order by ").push(key).push(direction).push(", thread.id").push(direction);
            query.push(" limit ").push_bind(limit.fetch());
        })?;
        let page = Page::cut(rows, limit, |row| self.encode_cursor(tag, &(filter.sort.value(row), row.id)));
        Ok(Page {
            data: with_tags(&mut connection, self.id(), page.data).await?,
            next_cursor: page.next_cursor,
        })
    }
}
