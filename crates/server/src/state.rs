//! What the router hands to every handler.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use app::App;
use axum::extract::FromRef;
use model::{UserId, WorkspaceId};
use simulator::Simulator;

use crate::auth::Auth;
use crate::config::Config;

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

/// Who has the console open, counted by their sockets on this node.
#[derive(Clone, Default)]
pub struct Online(Arc<Mutex<HashMap<(WorkspaceId, UserId), usize>>>);

impl Online {
    /// A socket of this member opened. True when it is their first.
    pub fn arrive(&self, workspace: WorkspaceId, user: UserId) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((workspace, user)).or_default();
        *count += 1;
        *count == 1
    }

    /// A socket of this member closed. True when it was their last.
    pub fn leave(&self, workspace: WorkspaceId, user: UserId) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(count) = counts.get_mut(&(workspace, user)) else { return false };
        *count -= 1;
        if *count == 0 {
            counts.remove(&(workspace, user));
            return true;
        }
        false
    }

    /// Does this member have the console open?
    #[must_use]
    pub fn is_online(&self, workspace: WorkspaceId, user: UserId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&(workspace, user))
    }

    /// The members of a workspace who have the console open, in order of their ids.
    #[must_use]
    pub fn users(&self, workspace: WorkspaceId) -> Vec<UserId> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut users: Vec<UserId> = counts.keys().filter(|(of, _)| *of == workspace).map(|(_, user)| *user).collect();
        users.sort();
        users
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
