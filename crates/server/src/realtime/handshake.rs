//! Who may connect: the same guard as HTTP, and only pages of our own address.

use std::fmt;

use http::header;
use model::WorkspaceId;
use model::access::perm;
use serde::Deserialize;
use socketioxide::extract::{SocketRef, State, TryData};

use super::seats::{Realtime, Who};
use super::{presence, rooms};
use crate::auth::member::member_of;
use crate::error::Code;

/// What a client says when it connects.
#[derive(Debug, Deserialize)]
pub(super) struct Hello {
    token: String,
    workspace: String,
    /// The last event it has; nothing for a page that was just loaded and wants what comes from now on.
    after: Option<i64>,
}

/// Why a client may not connect; the word is what `connect_error` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// No token, a bad one, or a page of another address.
    Unauthorized,
    /// Not a member there, or no longer.
    WorkspaceNotFound,
    /// The member has as many sockets open as one person can need.
    TooManySockets,
    /// The database is away.
    Unavailable,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unauthorized => "unauthorized",
            Self::WorkspaceNotFound => "workspace.not_found",
            Self::TooManySockets => "too_many_sockets",
            Self::Unavailable => "unavailable",
        })
    }
}

/// Lets a member in and gives them a seat. Listeners are put up before the client hears that it is connected, so that nothing it says is lost.
pub(super) async fn admit(socket: SocketRef, TryData(hello): TryData<Hello>, State(realtime): State<Realtime>) -> Result<(), Refused> {
    let hello = hello.map_err(|_| Refused::Unauthorized)?;
    if !is_own_page(&socket, &realtime) {
        return Err(Refused::Unauthorized);
    }
    let workspace: WorkspaceId = hello.workspace.parse().map_err(|_| Refused::WorkspaceNotFound)?;
    let server = realtime.server();
    let member = member_of::<perm::ReadConversations>(&server.app, &server.auth, &hello.token, workspace)
        .await
        .map_err(|error| match Code::parse(error.code()) {
            Some(Code::WorkspaceNotFound | Code::AccessMemberDisabled | Code::AccessDenied) => Refused::WorkspaceNotFound,
            Some(code) if code.status().is_server_error() => Refused::Unavailable,
            _ => Refused::Unauthorized,
        })?;
    if realtime.is_crowded(member.user_id()) {
        return Err(Refused::TooManySockets);
    }
    socket.extensions.insert(Who::new(&member, hello.after));
    socket.on("conversation:join", rooms::join);
    socket.on("conversation:leave", rooms::leave);
    socket.on("typing", presence::typing);
    socket.on("presence", presence::look);
    socket.on_disconnect(super::seats::leave);
    Ok(())
}

/// Browsers say which page connects; a page of somebody else's must not use our visitor's browser. Programs say nothing and need their token anyway.
fn is_own_page(socket: &SocketRef, realtime: &Realtime) -> bool {
    let headers = &socket.req_parts().headers;
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let own = realtime.server().settings.server.public_url.trim_end_matches('/');
    // Behind no proxy the page may also have been opened by another name of this machine.
    let by_host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).is_some_and(|host| {
        origin
            .split_once("://")
            .is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
    });
    origin.eq_ignore_ascii_case(own) || by_host
}
