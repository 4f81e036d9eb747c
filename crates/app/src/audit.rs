//! The audit log: every change leaves exactly one entry in the transaction that makes it; refusals are noted too.

use model::{Permission, UserId};
use serde_json::{Value, json};
use store::Tx;

use crate::actor::Person;
use crate::{Actor, App, Result};

/// The audit log's door.
pub struct Audit<'a>(&'a App);

impl App {
    /// The audit log.
    #[must_use]
    pub fn audit(&self) -> Audit<'_> {
        Audit(self)
    }
}

impl Audit<'_> {
    /// Notes that a member asked for what their role may not.
    pub async fn denied(&self, actor: &Actor, permission: Permission) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let detail = json!({ "permission": permission.as_str(), "role": actor.role.as_str() });
        tx.workspace(actor.workspace_id)
            .append_audit(&actor.audit("access.denied", "permission", permission.as_str(), detail))
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Adds the entry of a change to a person's account to every workspace they are in, since their owners answer for who gets in.
pub(crate) async fn record_for_user(tx: &mut Tx, person: &Person, user: UserId, action: &'static str, detail: Value) -> Result<()> {
    let entry = person.audit(action, "user", user, detail);
    for membership in tx.system().list_memberships(user).await? {
        tx.workspace(membership.workspace_id).append_audit(&entry).await?;
    }
    Ok(())
}
