//! Who asks for a change: written into the audit log, and what authorship and events carry.

use std::net::IpAddr;

use model::{ApiKeyId, Permission, Role, SessionId, UserId, WorkspaceId};
use store::{AuditActor, NewAudit};

/// The API key that a program asks with, for the member who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKeyUse {
    /// The key.
    pub id: ApiKeyId,
    /// What it may do; never more than its maker.
    pub scopes: Vec<Permission>,
}

/// A signed-in member acting in a workspace. The server makes one after its guard let the request through.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The person.
    pub user_id: UserId,
    /// Where they act.
    pub workspace_id: WorkspaceId,
    /// What they are there.
    pub role: Role,
    /// The browser they sit at.
    pub session_id: SessionId,
    /// The key, when it is a program that acts for them.
    pub key: Option<ApiKeyUse>,
    /// Where the request came from.
    pub ip: IpAddr,
    /// Finds the request in the log.
    pub request_id: String,
}

impl Actor {
    /// Does their role hold `permission`, and the key they use?
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission) && self.key.as_ref().is_none_or(|key| key.scopes.contains(&permission))
    }

    /// The audit entry of what they did. `detail` is a JSON object without secrets and without customers' words.
    #[must_use]
    pub fn audit(&self, action: &'static str, target_kind: &'static str, target_id: impl std::fmt::Display, detail: serde_json::Value) -> NewAudit {
        NewAudit {
            actor: self
                .key
                .as_ref()
                .map_or(AuditActor::User(self.user_id), |key| AuditActor::ApiKey(key.id, self.user_id)),
            action,
            target_kind,
            target_id: target_id.to_string(),
            detail,
            ip: self.ip.to_string(),
            request_id: self.request_id.clone(),
        }
    }
}

/// A signed-in person acting on their own account, or an operator at the command line.
#[derive(Debug, Clone)]
pub struct Person {
    /// The person; nobody at the command line.
    pub user_id: Option<UserId>,
    /// The browser they sit at.
    pub session_id: Option<SessionId>,
    /// Where the request came from.
    pub ip: String,
    /// Finds the request in the log.
    pub request_id: String,
}

impl Person {
    /// Somebody at the server's command line.
    #[must_use]
    pub fn operator() -> Self {
        Self {
            user_id: None,
            session_id: None,
            ip: String::new(),
            request_id: String::new(),
        }
    }

    /// The audit entry of what they did. `detail` is a JSON object without secrets.
    #[must_use]
    pub fn audit(&self, action: &'static str, target_kind: &'static str, target_id: impl std::fmt::Display, detail: serde_json::Value) -> NewAudit {
        NewAudit {
            actor: self.user_id.map_or(AuditActor::Operator, AuditActor::User),
            action,
            target_kind,
            target_id: target_id.to_string(),
            detail,
            ip: self.ip.clone(),
            request_id: self.request_id.clone(),
        }
    }
}
