//! Everyone who may knock.

use std::time::Duration;

use app::Person;
use model::{Permission, Role, WorkspaceId};
use serde_json::json;

use crate::support::{Client, Tenant, TestApp};

/// A kind of person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// No token.
    Anonymous,
    /// A token that has expired.
    Expired,
    /// A token of a session that was ended.
    SignedOut,
    /// A token of a user who was shut out of the installation.
    DisabledUser,
    /// An owner of another workspace.
    Stranger,
    /// A member whose membership is disabled.
    DisabledMember,
    /// Was an owner, with a token that still lives.
    RemovedMember,
    /// Looks after the installation, and is no member.
    InstanceAdmin,
    /// A member.
    Role(Role),
    /// An admin's key with everything that keys may.
    FullKey,
    /// An admin's key that may only read.
    ReadingKey,
    /// A key whose maker was an owner and is an agent now.
    LoweredKey,
    /// A key that was taken back.
    RevokedKey,
    /// A key of another workspace, with everything that keys may.
    ForeignKey,
}

/// What a key of one of the actors was given.
pub fn scopes(actor: Actor) -> Vec<Permission> {
    let all = Permission::ALL.iter().copied();
    match actor {
        Actor::ReadingKey => all
            .filter(|permission| permission.is_for_keys() && permission.as_str().ends_with(":read"))
            .collect(),
        _ => all.filter(|permission| permission.is_for_keys()).collect(),
    }
}

impl Actor {
    /// Every kind.
    pub fn all() -> Vec<Self> {
        let others = [
            Self::Anonymous,
            Self::Expired,
            Self::SignedOut,
            Self::DisabledUser,
            Self::Stranger,
            Self::DisabledMember,
            Self::RemovedMember,
            Self::InstanceAdmin,
        ];
        let keys = [Self::FullKey, Self::ReadingKey, Self::LoweredKey, Self::RevokedKey, Self::ForeignKey];
        others.into_iter().chain(Role::ALL.map(Self::Role)).chain(keys).collect()
    }
}

/// One of each kind, and the workspace they knock at.
pub struct Actors {
    pub workspace: WorkspaceId,
    tenant: Tenant,
    anonymous: Client,
    expired: Client,
    signed_out: Client,
    disabled_user: Client,
    stranger: Client,
    disabled_member: Client,
    removed_member: Client,
    instance_admin: Client,
    keys: Vec<(Actor, Client)>,
}

impl Actors {
    pub async fn make(app: &TestApp) -> Self {
        let link = app.setup_link().expect("nobody can sign in yet");
        let body = json!({ "token": link.split_once("token=").unwrap().1, "email": "olga@example.com", "name": "Olga", "password": "a few plain words", "workspace_name": "First" });
        app.anyone().post("/setup", body).await.ok();
        let admin = app
            .server()
            .app
            .store()
            .system()
            .find_user_by_email("olga@example.com")
            .await
            .unwrap()
            .unwrap()
            .id;
        let early = app.user("early@example.com").await;
        let expired = app.sign_in(early).await;
        app.advance(Duration::from_secs(3600));
        let (tenant, other) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
        app.join(tenant.id, early, Role::Owner).await;
        member(app, &tenant, "out@example.com").await;
        let (out, token) = session_of(app, "out@example.com").await;
        app.server()
            .app
            .sessions()
            .end(&Person::operator(), user_of(app, "out@example.com").await, out)
            .await
            .unwrap();
        let signed_out = app.with_token(&token);
        let disabled_user = member(app, &tenant, "shut@example.com").await;
        app.server()
            .app
            .users()
            .disable(&Person::operator(), user_of(app, "shut@example.com").await)
            .await
            .unwrap();
        let disabled_member = member(app, &tenant, "disabled@example.com").await;
        let path = format!("/members/{}", user_of(app, "disabled@example.com").await);
        tenant.owner.patch(&path, json!({ "disabled": true })).await.ok();
        let removed_member = member(app, &tenant, "removed@example.com").await;
        let path = format!("/members/{}", user_of(app, "removed@example.com").await);
        tenant.owner.delete(&path).await.ok();
        let lowered = member(app, &tenant, "lowered@example.com").await;
        let (revoked, id) = key(app, &tenant.admin, Actor::RevokedKey).await;
        tenant.admin.delete(&format!("/api-keys/{id}")).await.ok();
        let keys = vec![
            (Actor::FullKey, key(app, &tenant.admin, Actor::FullKey).await.0),
            (Actor::ReadingKey, key(app, &tenant.admin, Actor::ReadingKey).await.0),
            (Actor::LoweredKey, key(app, &lowered, Actor::LoweredKey).await.0),
            (Actor::RevokedKey, revoked),
            (Actor::ForeignKey, key(app, &other.owner, Actor::ForeignKey).await.0),
        ];
        let path = format!("/members/{}", user_of(app, "lowered@example.com").await);
        tenant.owner.patch(&path, json!({ "role": "AGENT" })).await.ok();
        Self {
            keys,
            workspace: tenant.id,
            anonymous: app.anyone(),
            expired,
            signed_out,
            disabled_user,
            stranger: other.owner.clone(),
            disabled_member,
            removed_member,
            instance_admin: app.sign_in(admin).await,
            tenant,
        }
    }

    pub fn client(&self, actor: Actor) -> &Client {
        match actor {
            Actor::Anonymous => &self.anonymous,
            Actor::Expired => &self.expired,
            Actor::SignedOut => &self.signed_out,
            Actor::DisabledUser => &self.disabled_user,
            Actor::Stranger => &self.stranger,
            Actor::DisabledMember => &self.disabled_member,
            Actor::RemovedMember => &self.removed_member,
            Actor::InstanceAdmin => &self.instance_admin,
            Actor::Role(role) => self.tenant.client(role),
            Actor::FullKey | Actor::ReadingKey | Actor::LoweredKey | Actor::RevokedKey | Actor::ForeignKey => {
                let found = self.keys.iter().find(|(of, _)| *of == actor);
                &found.expect("each has a key").1
            }
        }
    }
}

/// A key of this member, as a program uses it, and its id.
async fn key(app: &TestApp, maker: &Client, actor: Actor) -> (Client, String) {
    let made = maker.post("/api-keys", json!({ "name": "K", "scopes": scopes(actor) })).await.ok();
    let id = made["api_key"]["id"].as_str().expect("an id").to_owned();
    (app.with_token(made["secret"].as_str().expect("a key")), id)
}

/// An owner besides the tenant's own.
async fn member(app: &TestApp, tenant: &Tenant, email: &str) -> Client {
    let user = app.user(email).await;
    app.join(tenant.id, user, Role::Owner).await;
    app.sign_in(user).await.at(tenant.id)
}

async fn user_of(app: &TestApp, email: &str) -> model::UserId {
    app.server().app.store().system().find_user_by_email(email).await.unwrap().unwrap().id
}

async fn session_of(app: &TestApp, email: &str) -> (model::SessionId, String) {
    app.session(user_of(app, email).await).await
}
