//! A workspace with a member of every role.

use app::Person;
use model::{Role, UserId, WorkspaceId};

use super::{Client, TestApp};

/// A workspace and its people, signed in.
pub struct Tenant {
    /// The workspace.
    pub id: WorkspaceId,
    /// Its owner, with the workspace in mind.
    pub owner: Client,
    /// An admin.
    pub admin: Client,
    /// An agent.
    pub agent: Client,
    /// An analyst.
    pub analyst: Client,
    /// Their ids, in the order of `Role::ALL`.
    pub users: [UserId; 4],
}

impl Tenant {
    pub(super) async fn make(app: &TestApp, name: &str) -> Self {
        let slug: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let mut users = Vec::new();
        for role in Role::ALL {
            users.push(app.user(&format!("{}@{slug}.example", role.as_str().to_lowercase())).await);
        }
        let users: [UserId; 4] = users.try_into().expect("one for each role");
        let [analyst, agent, admin, owner] = users;
        let workspace = app
            .server()
            .app
            .workspaces()
            .create(&Person::operator(), owner, name, None)
            .await
            .expect("the name is good");
        for (user, role) in [(analyst, Role::Analyst), (agent, Role::Agent), (admin, Role::Admin)] {
            app.join(workspace.id, user, role).await;
        }
        let id = workspace.id;
        Self {
            id,
            owner: app.sign_in(owner).await.at(id),
            admin: app.sign_in(admin).await.at(id),
            agent: app.sign_in(agent).await.at(id),
            analyst: app.sign_in(analyst).await.at(id),
            users,
        }
    }

    /// The member of a role.
    pub fn client(&self, role: Role) -> &Client {
        match role {
            Role::Analyst => &self.analyst,
            Role::Agent => &self.agent,
            Role::Admin => &self.admin,
            Role::Owner => &self.owner,
        }
    }

    /// The user of a role.
    pub fn user(&self, role: Role) -> UserId {
        let place = Role::ALL.iter().position(|each| *each == role).expect("ALL has every role");
        self.users[place]
    }

    /// The actions in the audit log, newest first, sign-ins left out.
    pub async fn audited(&self) -> Vec<String> {
        let page = self.owner.get("/audit?limit=500").await.ok();
        let actions = page["data"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|entry| entry["action"].as_str().expect("a word").to_owned());
        actions.filter(|action| action != "user.signed_in").collect()
    }
}
