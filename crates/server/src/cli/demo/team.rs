//! Who works at the demo's workspace, and what the demo remembers of them between starts.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use anyhow::Context as _;
use app::{Actor, App, Person};
use model::{Role, SessionId, UserId, WorkspaceId};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use store::NewUser;

use super::stories::Act;
use crate::auth::hasher::Hasher;
use crate::cli::user::make_up;
use crate::config::Config;

const WORKSPACE: &str = "Lumen Home";

/// Role, address and name; the owner first, since the workspace needs one.
pub(super) const TEAM: [(Role, &str, &str); 4] = [
    (Role::Owner, "owner@demo.prismwa.test", "Olivia Reyes"),
    (Role::Admin, "admin@demo.prismwa.test", "Adam Okafor"),
    (Role::Agent, "agent@demo.prismwa.test", "Asha Nair"),
    (Role::Analyst, "analyst@demo.prismwa.test", "Noor Haddad"),
];

/// What a demo remembers between starts.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    pub(super) password: String,
    /// The acts of the story that are over.
    #[serde(default)]
    pub(super) played: Vec<Act>,
}

/// The team, ready to act.
pub(super) struct Team {
    pub(super) workspace: WorkspaceId,
    members: Vec<(Role, UserId)>,
}

impl Memory {
    /// What was remembered; a new password for a first start.
    pub(super) fn recall(path: &Path) -> anyhow::Result<Self> {
        match std::fs::read(path) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes).with_context(|| format!("{} cannot be read; delete its folder to start afresh", path.display()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self {
                password: make_up(),
                played: Vec::new(),
            }),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }
}

impl Team {
    /// Makes who is missing: a start that was cut short leaves some.
    pub(super) async fn gather(app: &App, config: &Config, password: &str) -> anyhow::Result<Self> {
        let (operator, mut members) = (Person::operator(), Vec::new());
        for (role, email, name) in TEAM {
            let known = app.store().system().find_user_by_email(email).await?;
            let user = match known {
                Some(user) => user.id,
                None => {
                    let password_hash = Hasher::new(&config.auth).hash(SecretString::from(password)).await?;
                    let user = NewUser {
                        email: email.to_owned(),
                        name: name.to_owned(),
                        password_hash,
                        is_instance_admin: role == Role::Owner,
                    };
                    app.users().create(user).await?.id
                }
            };
            members.push((role, user));
        }
        let (_, owner) = members[0];
        let workspace = match app.store().system().list_memberships(owner).await?.first() {
            Some(membership) => membership.workspace_id,
            None => app.workspaces().create(&operator, owner, WORKSPACE, Some("Europe/Madrid")).await?.id,
        };
        for (role, user) in &members {
            if app.store().workspace(workspace).find_member(*user).await?.is_none() {
                app.members().add(&operator, workspace, *user, *role).await?;
            }
        }
        Ok(Self { workspace, members })
    }

    /// The member of a role, acting.
    pub(super) fn actor(&self, role: Role) -> Actor {
        let (_, user_id) = self
            .members
            .iter()
            .find(|(each, _)| *each == role)
            .copied()
            .expect("the team has every role");
        Actor {
            user_id,
            workspace_id: self.workspace,
            role,
            session_id: SessionId::new(),
            key: None,
            ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            request_id: "demo".to_owned(),
        }
    }
}
