//! What happened after a number.

use app::views::{EventPage, EventView};

use crate::prelude::*;

/// From where, and how much.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListEvents {
    /// The number of the last event you have; 0 for none.
    #[param(minimum = 0)]
    after: i64,
    /// Events at once, 1 to 500; 500 when absent.
    #[param(minimum = 1, maximum = 500, default = 500)]
    limit: Option<u32>,
}

/// List what happened after an event, in order.
///
/// Call again with the last `seq` until it equals `last_seq`. `reset` says that the number is too old to tell what came after it (events are kept for a
/// week) or was never given out here: load everything again, and go on from `last_seq`.
#[utoipa::path(get, path = "/workspaces/{workspace}/events", tag = "events", params(WorkspacePath, ListEvents), responses((status = OK, body = EventPage)))]
pub(super) async fn list_events(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Query(query): Query<ListEvents>,
) -> Result<Json<EventPage>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    // The bounds first: what is written in between is in the list, and nothing is missing from it.
    let (oldest, last_seq) = workspace.event_bounds().await?;
    let reset = query.after > last_seq || (query.after < last_seq && oldest.is_none_or(|oldest| query.after + 1 < oldest));
    if reset {
        return Ok(Json(EventPage {
            data: Vec::new(),
            last_seq,
            reset,
        }));
    }
    let events = workspace
        .list_events(query.after, store::Limit::clamped(query.limit.unwrap_or(500)))
        .await?;
    let last_seq = events.last().map_or(last_seq, |event| event.seq.max(last_seq));
    Ok(Json(EventPage {
        data: events.into_iter().map(EventView::from).collect(),
        last_seq,
        reset,
    }))
}
