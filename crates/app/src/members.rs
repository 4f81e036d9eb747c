//! Members: roles, disabling and removing, with the rules that keep a workspace from losing its last owner and people from lifting themselves.

use model::{Permission, Role, UserId, WorkspaceId};
use serde_json::json;
use store::{MemberRow, NewEvent, WorkspaceTx};

use crate::views::MemberView;
use crate::{Actor, App, Error, Person, Result};

/// What members can be asked to become.
pub struct Members<'a>(&'a App);

/// What to change about a member; what is absent stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct MemberPatch {
    /// Another role.
    pub role: Option<Role>,
    /// Disable or enable.
    pub disabled: Option<bool>,
}

impl App {
    /// Members.
    #[must_use]
    pub fn members(&self) -> Members<'_> {
        Members(self)
    }
}

impl Members<'_> {
    /// Makes somebody a member, from the command line.
    pub async fn add(&self, person: &Person, workspace_id: WorkspaceId, user: UserId, role: Role) -> Result<MemberView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(workspace_id);
        workspace.lock_workspace().await?;
        let added = workspace.create_member(user, role).await;
        let member = added.map_err(|error| {
            if error.is_duplicate() {
                Error::conflict("member.exists", "They are a member already.")
            } else {
                error.into()
            }
        })?;
        let view = MemberView::try_from(member)?;
        workspace
            .append_audit(&person.audit("member.added", "member", user, json!({ "role": role })))
            .await?;
        workspace
            .append_events(&[NewEvent::new("member.updated", None, &json!({ "member": view }))?])
            .await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes a member's role or disables them. Nobody changes themselves, or somebody above what they may manage.
    pub async fn update(&self, actor: &Actor, user: UserId, patch: MemberPatch) -> Result<MemberView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let manager = manager(&mut workspace, actor).await?;
        let member = target(&mut workspace, user).await?;
        if user == actor.user_id {
            return Err(
                Error::forbidden("member.above_you", "Nobody changes their own role or disables themselves.").remedy("Ask another owner or admin."),
            );
        }
        let (role, now) = (patch.role.unwrap_or(member.role()?), workspace.now());
        may_manage(manager, member.role()?, &member.name)?;
        may_manage(manager, role, "a member of that role")?;
        let disabled_at = match patch.disabled {
            Some(true) => member.disabled_at.or(Some(now)),
            Some(false) => None,
            None => member.disabled_at,
        };
        if role != Role::Owner || disabled_at.is_some() {
            keep_an_owner(&mut workspace, &member).await?;
        }
        let before = json!({ "role": member.role()?, "disabled": member.disabled_at.is_some() });
        let view = MemberView::try_from(workspace.update_member(user, role, disabled_at).await?)?;
        let after = json!({ "role": role, "disabled": disabled_at.is_some() });
        workspace
            .append_audit(&actor.audit("member.updated", "member", user, json!({ "before": before, "after": after })))
            .await?;
        workspace
            .append_events(&[NewEvent::new("member.updated", None, &json!({ "member": view }))?])
            .await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Hands the workspace over: another active member becomes owner, and the asking owner an admin.
    pub async fn transfer(&self, actor: &Actor, user: UserId) -> Result<MemberView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let asking = workspace.find_member(actor.user_id).await?.filter(|member| !member.is_disabled());
        if asking.map(|member| member.role()).transpose()? != Some(Role::Owner) {
            return Err(Error::forbidden("access.denied", "You are no owner here any more."));
        }
        let member = target(&mut workspace, user).await?;
        if user == actor.user_id || member.role()? == Role::Owner {
            return Err(Error::invalid("/user", "invalid_value", "Choose a member who is no owner yet."));
        }
        if member.is_disabled() {
            return Err(Error::invalid(
                "/user",
                "invalid_value",
                "A disabled member cannot own the workspace. Enable them first.",
            ));
        }
        let new = MemberView::try_from(workspace.update_member(user, Role::Owner, None).await?)?;
        let old = MemberView::try_from(workspace.update_member(actor.user_id, Role::Admin, None).await?)?;
        let detail = json!({ "from": actor.user_id, "to": user, "before": member.role()? });
        workspace
            .append_audit(&actor.audit("workspace.ownership_transferred", "workspace", actor.workspace_id, detail))
            .await?;
        workspace
            .append_events(&[
                NewEvent::new("member.updated", None, &json!({ "member": new }))?,
                NewEvent::new("member.updated", None, &json!({ "member": old }))?,
            ])
            .await?;
        tx.commit().await?;
        Ok(new)
    }

    /// Takes a member out; people may take themselves out.
    pub async fn remove(&self, actor: &Actor, user: UserId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let manager = manager(&mut workspace, actor).await?;
        let member = target(&mut workspace, user).await?;
        if user != actor.user_id {
            may_manage(manager, member.role()?, &member.name)?;
        }
        keep_an_owner(&mut workspace, &member).await?;
        workspace.delete_member(user).await?;
        workspace
            .append_audit(&actor.audit("member.removed", "member", user, json!({ "role": member.role()? })))
            .await?;
        workspace
            .append_events(&[NewEvent::new("member.removed", None, &json!({ "user_id": user }))?])
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The role of who asks as this transaction sees it: it may have changed since the request was let in.
async fn manager(workspace: &mut WorkspaceTx<'_>, actor: &Actor) -> Result<Role> {
    let member = workspace.find_member(actor.user_id).await?.filter(|member| !member.is_disabled());
    let role = member.map(|member| member.role()).transpose()?;
    role.filter(|role| role.may(Permission::ManageMembers))
        .ok_or_else(|| Error::forbidden("access.denied", "You no longer manage members here."))
}

async fn target(workspace: &mut WorkspaceTx<'_>, user: UserId) -> Result<MemberRow> {
    workspace
        .find_member(user)
        .await?
        .ok_or_else(|| Error::not_found("member.not_found", "There is no such member in this workspace."))
}

/// May a member of the `manager` role touch `other`?
pub(crate) fn may_manage(manager: Role, other: Role, who: &str) -> Result<()> {
    if manager.may_manage(other) {
        Ok(())
    } else {
        Err(Error::forbidden(
            "member.above_you",
            format!("{} is above what {} may manage ({who}).", other.as_str(), manager.as_str()),
        ))
    }
}

/// An active owner may only go when another one stays.
async fn keep_an_owner(workspace: &mut WorkspaceTx<'_>, member: &MemberRow) -> Result<()> {
    let is_active_owner = member.role()? == Role::Owner && !member.is_disabled();
    if is_active_owner && workspace.count_other_owners(member.user_id).await? == 0 {
        return Err(Error::conflict("member.last_owner", "This is the last active owner of the workspace."));
    }
    Ok(())
}
