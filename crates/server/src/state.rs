//! What the router hands to every handler.

use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::App;
use axum::extract::FromRef;
use model::{UserId, WorkspaceId};
use simulator::Simulator;

use crate::auth::Auth;
use crate::config::Config;
use crate::far::Far;

/// Everything a handler may take with `State(…)`, one by one.
#[derive(Clone)]
pub struct Server {
    /// What PrismWA can do.
    pub app: App,
    /// Sign-in.
    pub auth: Auth,
    /// The settings.
    pub settings: Settings,
    /// Who has the console open.
    pub online: Online,
    /// The pretend Meta, when it runs.
    pub simulator: Option<Simulator>,
}

/// The settings, shared.
#[derive(Clone)]
pub struct Settings(pub Arc<Config>);

impl Deref for Settings {
    type Target = Config;

    fn deref(&self) -> &Config {
        &self.0
    }
}

/// Who has the console open: counted by their sockets on this node, and what other nodes told of theirs.
#[derive(Clone, Default)]
pub struct Online(Arc<Mutex<Consoles>>);

#[derive(Default)]
struct Consoles {
    here: HashMap<(WorkspaceId, UserId), usize>,
    elsewhere: Far<(WorkspaceId, UserId), ()>,
}

impl Online {
    fn lock(&self) -> MutexGuard<'_, Consoles> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A socket of this member opened. True when it is their first on this node.
    pub fn arrive(&self, workspace: WorkspaceId, user: UserId) -> bool {
        let mut consoles = self.lock();
        let count = consoles.here.entry((workspace, user)).or_default();
        *count += 1;
        *count == 1
    }

    /// A socket of this member closed. True when it was their last on this node.
    pub fn leave(&self, workspace: WorkspaceId, user: UserId) -> bool {
        let mut consoles = self.lock();
        let Some(count) = consoles.here.get_mut(&(workspace, user)) else {
            return false;
        };
        *count -= 1;
        if *count == 0 {
            consoles.here.remove(&(workspace, user));
            return true;
        }
        false
    }

    /// Does this member have the console open, on any node?
    #[must_use]
    pub fn is_online(&self, workspace: WorkspaceId, user: UserId) -> bool {
        let consoles = self.lock();
        let key = (workspace, user);
        consoles.here.contains_key(&key) || consoles.elsewhere.from(key, |far| *far == key).next().is_some()
    }

    /// The members of a workspace who have the console open on any node, in order of their ids.
    #[must_use]
    pub fn users(&self, workspace: WorkspaceId) -> Vec<UserId> {
        let consoles = self.lock();
        let here = consoles.here.keys().filter(|(of, _)| *of == workspace).map(|(_, user)| *user);
        let first = (workspace, UserId::from_uuid(uuid::Uuid::nil()));
        let elsewhere = consoles.elsewhere.from(first, |(of, _)| *of == workspace).map(|((_, user), ())| user);
        let users: BTreeSet<UserId> = here.chain(elsewhere).collect();
        users.into_iter().collect()
    }

    /// Whoever has the console open on this node.
    pub(crate) fn here(&self) -> Vec<(WorkspaceId, UserId)> {
        self.lock().here.keys().copied().collect()
    }

    /// What other nodes told.
    pub(crate) fn elsewhere<T>(&self, work: impl FnOnce(&mut Far<(WorkspaceId, UserId), ()>) -> T) -> T {
        work(&mut self.lock().elsewhere)
    }
}

impl FromRef<Server> for App {
    fn from_ref(server: &Server) -> Self {
        server.app.clone()
    }
}

impl FromRef<Server> for Auth {
    fn from_ref(server: &Server) -> Self {
        server.auth.clone()
    }
}

impl FromRef<Server> for Settings {
    fn from_ref(server: &Server) -> Self {
        server.settings.clone()
    }
}

impl FromRef<Server> for Online {
    fn from_ref(server: &Server) -> Self {
        server.online.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_online_from_the_first_socket_to_the_last() {
        let (online, workspace, user) = (Online::default(), WorkspaceId::new(), UserId::new());
        assert!(online.arrive(workspace, user));
        assert!(!online.arrive(workspace, user));
        assert!(!online.leave(workspace, user));
        assert!(online.is_online(workspace, user));
        assert!(!online.is_online(WorkspaceId::new(), user));
        assert!(online.leave(workspace, user));
        assert!(!online.leave(workspace, user));
        assert_eq!(online.users(workspace), []);
    }
}
