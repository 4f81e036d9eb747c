//! THE LIST of REST resources, below `/api/v1`. One file a resource, one file a verb below it.

use serde::{Deserialize, Serialize};
use store::Limit;
use utoipa::IntoParams;

use crate::routes::Routes;
use model::WorkspaceId;

mod audit;
mod auth;
mod channel;
mod contacts;
mod conversations;
mod events;
mod invitations;
mod me;
mod media;
mod members;
mod messages;
mod notes;
mod setup;
pub(crate) mod simulator;
mod system;
mod tags;
mod webhook_events;
mod workspaces;

/// Every resource.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .merge(audit::routes())
        .merge(auth::routes())
        .merge(channel::routes())
        .merge(contacts::routes())
        .merge(conversations::routes())
        .merge(events::routes())
        .merge(invitations::routes())
        .merge(me::routes())
        .merge(media::routes())
        .merge(members::routes())
        .merge(messages::routes())
        .merge(notes::routes())
        .merge(setup::routes())
        .merge(system::routes())
        .merge(tags::routes())
        .merge(webhook_events::routes())
        .merge(workspaces::routes())
}

/// Paths that name only the workspace.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct WorkspacePath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    pub(crate) workspace: WorkspaceId,
}

/// How much of a list, and from where.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    pub(crate) limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub(crate) cursor: Option<String>,
}

impl PageQuery {
    /// The rows of a page, brought into bounds.
    pub(crate) fn limit(&self) -> Limit {
        self.limit.map_or_else(Limit::default, Limit::clamped)
    }

    /// Where to go on.
    pub(crate) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}
