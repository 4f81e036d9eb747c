//! Seats: each connected socket, whose it is, and what it has been let see.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use model::{ConversationId, Permission, Role, SessionId, UserId, WorkspaceId};
use serde_json::json;
use socketioxide::extract::{Extension, SocketRef, State};
use socketioxide::socket::Sid;
use store::Whisper;

use super::elsewhere::Elsewhere;
use super::limits::{Bucket, Verdict};
use super::presence::Presence;
use super::relay::Relay;
use super::{follow, hint, presence, rooms};
use crate::auth::Member;
use crate::state::Server;

/// Sockets of one person on this node: tabs in several workspaces.
const MOST_SOCKETS_OF_A_USER: usize = 20;
/// Conversations a socket is remembered to have been let see.
const MOST_REMEMBERED: usize = 1000;

/// The live part of the server. Clones share everything.
#[derive(Clone)]
pub(crate) struct Realtime(Arc<Inner>);

struct Inner {
    server: Server,
    relay: Relay,
    presence: Presence,
    elsewhere: Elsewhere,
    seats: Mutex<HashMap<Sid, (SocketRef, Who)>>,
}

/// Whose socket it is. Clones share everything.
#[derive(Clone)]
pub(super) struct Who(Arc<Person>);

struct Person {
    workspace: WorkspaceId,
    user: UserId,
    session: SessionId,
    name: String,
    after: Option<i64>,
    role: Mutex<Role>,
    bucket: Mutex<Bucket>,
    seen: Mutex<HashSet<ConversationId>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Who {
    pub(super) fn new<P>(member: &Member<P>, after: Option<i64>) -> Self {
        Self(Arc::new(Person {
            workspace: member.workspace_id,
            user: member.user_id(),
            session: member.account.session_id,
            name: member.account.name.clone(),
            after,
            role: Mutex::new(member.role),
            bucket: Mutex::new(Bucket::new(Instant::now())),
            seen: Mutex::default(),
        }))
    }

    pub(super) fn workspace(&self) -> WorkspaceId {
        self.0.workspace
    }

    pub(super) fn user(&self) -> UserId {
        self.0.user
    }

    pub(super) fn session(&self) -> SessionId {
        self.0.session
    }

    pub(super) fn name(&self) -> &str {
        &self.0.name
    }

    /// The last event the client had when it connected.
    pub(super) fn after(&self) -> Option<i64> {
        self.0.after
    }

    pub(super) fn may(&self, permission: Permission) -> bool {
        lock(&self.0.role).may(permission)
    }

    pub(super) fn set_role(&self, role: Role) {
        *lock(&self.0.role) = role;
    }
}

impl Realtime {
    pub(super) fn new(server: Server) -> Self {
        Self(Arc::new(Inner {
            server,
            relay: Relay::default(),
            presence: Presence::default(),
            elsewhere: Elsewhere::default(),
            seats: Mutex::default(),
        }))
    }

    pub(super) fn server(&self) -> &Server {
        &self.0.server
    }

    pub(super) fn relay(&self) -> &Relay {
        &self.0.relay
    }

    pub(super) fn presence(&self) -> &Presence {
        &self.0.presence
    }

    pub(super) fn elsewhere(&self) -> &Elsewhere {
        &self.0.elsewhere
    }

    /// Has this person as many sockets as one can need?
    pub(super) fn is_crowded(&self, user: UserId) -> bool {
        lock(&self.0.seats).values().filter(|(_, who)| who.user() == user).count() >= MOST_SOCKETS_OF_A_USER
    }

    /// Every socket and whose it is.
    pub(super) fn all(&self) -> Vec<(SocketRef, Who)> {
        lock(&self.0.seats).values().cloned().collect()
    }

    /// Some socket that is wanted.
    pub(super) fn any_socket(&self, is_wanted: impl Fn(&SocketRef, &Who) -> bool) -> Option<SocketRef> {
        let seats = lock(&self.0.seats);
        seats
            .values()
            .find(|(socket, who)| is_wanted(socket, who))
            .map(|(socket, _)| socket.clone())
    }

    /// May this signal be answered? A flood ends the socket.
    pub(super) fn hears(&self, socket: &SocketRef, who: &Who) -> bool {
        let verdict = lock(&who.0.bucket).take(Instant::now());
        if verdict == Verdict::End {
            tracing::warn!(user.id = %who.user(), "a socket said too much and was ended");
            // A full buffer keeps it; the watch ends it then.
            let _ = socket.clone().disconnect();
        }
        verdict == Verdict::Fine
    }

    /// Is this conversation one of the socket's workspace? Asked of the database once.
    pub(super) async fn may_see(&self, who: &Who, id: ConversationId) -> bool {
        if lock(&who.0.seen).contains(&id) {
            return true;
        }
        let found = self
            .server()
            .app
            .store()
            .workspace(who.workspace())
            .get_conversation(id, None)
            .await
            .is_ok();
        if found {
            let mut seen = lock(&who.0.seen);
            if seen.len() >= MOST_REMEMBERED {
                seen.clear();
            }
            seen.insert(id);
        }
        found
    }

    fn forget(&self, sid: Sid) -> Option<(SocketRef, Who)> {
        lock(&self.0.seats).remove(&sid)
    }
}

/// The socket is connected: it takes its seat and begins to follow the workspace.
pub(super) async fn take(socket: SocketRef, Extension(who): Extension<Who>, State(realtime): State<Realtime>) {
    lock(&realtime.0.seats).insert(socket.id, (socket.clone(), who.clone()));
    socket.join(rooms::workspace(who.workspace()));
    let online = &realtime.server().online;
    let first = online.arrive(who.workspace(), who.user());
    let users = json!({ "users": online.users(who.workspace()) });
    hint(&socket, "online", &users);
    if first {
        realtime.server().app.bus().whisper(Whisper::Online(who.workspace(), who.user()));
        let _ = socket.to(rooms::workspace(who.workspace())).emit("online", &users).await;
    }
    let app = realtime.server().app.clone();
    app.spawn(follow::follow(realtime.clone(), socket.clone(), who));
    if !socket.connected() {
        // It left before it sat: its farewell found no seat.
        leave(socket, State(realtime)).await;
    }
}

/// The socket is gone, however it went.
pub(super) async fn leave(socket: SocketRef, State(realtime): State<Realtime>) {
    let Some((_, who)) = realtime.forget(socket.id) else { return };
    presence::forget(&realtime, &socket, &who).await;
    let online = &realtime.server().online;
    if online.leave(who.workspace(), who.user()) {
        realtime.server().app.bus().whisper(Whisper::Offline(who.workspace(), who.user()));
        let users = json!({ "users": online.users(who.workspace()) });
        let _ = socket.to(rooms::workspace(who.workspace())).emit("online", &users).await;
    }
}
