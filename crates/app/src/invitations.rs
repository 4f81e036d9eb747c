//! Invitations: links that make somebody a member, once.

use std::time::Duration;

use model::{InvitationId, Permission, Role, UserId, WorkspaceId};
use serde_json::json;
use store::{InvitationRow, NewEvent, NewInvitation, NewSession, NewUser, Tx, WorkspaceTx};

use crate::actor::Person;
use crate::members::may_manage;
use crate::views::{InvitationView, MemberView, UserView};
use crate::{Actor, App, Error, Result, sessions, text, users};

/// What invitations can be asked.
pub struct Invitations<'a>(&'a App);

/// What the person with the link sees before accepting.
#[derive(Debug, Clone)]
pub struct Open {
    /// The invitation.
    pub invitation: InvitationView,
    /// The name of the workspace.
    pub workspace_name: String,
    /// The user with the invited address, when there is one.
    pub existing: Option<UserId>,
}

/// Who accepts.
#[derive(Debug, Clone)]
pub enum Joining {
    /// Somebody who has an account, and proved it with their password.
    Existing(UserId),
    /// Somebody new.
    New {
        /// Their name.
        name: String,
        /// The hash of the password they chose.
        password_hash: String,
    },
}

impl App {
    /// Invitations.
    #[must_use]
    pub fn invitations(&self) -> Invitations<'_> {
        Invitations(self)
    }
}

impl Invitations<'_> {
    /// Invites an address; open invitations for the same address no longer work.
    pub async fn create(&self, actor: &Actor, email: &str, role: Role, token_hash: [u8; 32], life: Duration) -> Result<InvitationView> {
        let email = text::email("/email", email)?;
        let mut tx = self.0.store().begin().await?;
        if let Some(user) = tx.system().find_user_by_email(&email).await?
            && tx.workspace(actor.workspace_id).find_member(user.id).await?.is_some()
        {
            return Err(Error::conflict("member.exists", "The person with this e-mail is a member already."));
        }
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        may_invite(&mut workspace, actor, role).await?;
        workspace.revoke_invitations_for(&email).await?;
        let expires_at = workspace.now() + life;
        let row = workspace
            .create_invitation(&NewInvitation {
                email,
                role,
                token_hash,
                invited_by: actor.user_id,
                expires_at,
            })
            .await?;
        let view = InvitationView::try_from(row)?;
        workspace
            .append_audit(&actor.audit("invitation.created", "invitation", view.id, json!({ "role": role })))
            .await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Withdraws an invitation; withdrawing twice is fine.
    pub async fn revoke(&self, actor: &Actor, id: InvitationId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let invitation = workspace.get_invitation(id).await.map_err(|error| match error {
            store::Error::NotFound(_) => Error::not_found("invitation.not_found", "There is no such invitation in this workspace."),
            error => error.into(),
        })?;
        if invitation.accepted_at.is_some() {
            return Err(Error::conflict("invitation.used", "The invitation was accepted already.").remedy("Remove the member instead."));
        }
        may_manage(actor.role, invitation.role()?, "this invitation")?;
        if workspace.revoke_invitation(id).await? {
            workspace
                .append_audit(&actor.audit("invitation.revoked", "invitation", id, json!({ "role": invitation.role()? })))
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What is behind a link: fails when it is unknown, used, withdrawn or too old.
    pub async fn open(&self, workspace: WorkspaceId, token_hash: &[u8; 32]) -> Result<Open> {
        let store = self.0.store();
        let tenant = match store.workspace(workspace).get_workspace().await {
            Err(store::Error::NotFound(_)) => return Err(unknown()),
            other => other?,
        };
        let invitation = usable(store.workspace(workspace).find_invitation_by_token(token_hash).await?, self.0.now())?;
        let existing = store.system().find_user_by_email(&invitation.email).await?.map(|user| user.id);
        Ok(Open {
            invitation: invitation.try_into()?,
            workspace_name: tenant.name,
            existing,
        })
    }

    /// Makes the person a member, and signs them in.
    pub async fn accept(
        &self,
        person: &Person,
        workspace: WorkspaceId,
        token_hash: &[u8; 32],
        joining: Joining,
        session: impl FnOnce(UserId) -> NewSession,
    ) -> Result<UserView> {
        let mut tx = self.0.store().begin().await?;
        tx.workspace(workspace).lock_workspace().await.map_err(|_| unknown())?;
        let now = tx.now();
        let invitation = usable(tx.workspace(workspace).find_invitation_by_token(token_hash).await?, now)?;
        let user = join(&mut tx, &invitation, joining).await?;
        let mut tenant = tx.workspace(workspace);
        if !tenant.accept_invitation(invitation.id, user).await? {
            return Err(Error::conflict("invitation.used", "This invitation was accepted already."));
        }
        let role = invitation.role()?;
        let member = match tenant.find_member(user).await? {
            Some(member) => member,
            None => tenant.create_member(user, role).await?,
        };
        let actor = Actor {
            user_id: user,
            workspace_id: workspace,
            role,
            session_id: model::SessionId::new(),
            key: None,
            ip: person.ip.parse().unwrap_or(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED)),
            request_id: person.request_id.clone(),
        };
        tenant
            .append_audit(&actor.audit("invitation.accepted", "invitation", invitation.id, json!({ "role": role, "user": user })))
            .await?;
        let view = sessions::open_in(&mut tx, person, session(user)).await?;
        let member = MemberView::try_from(member)?;
        tx.workspace(workspace)
            .append_events(&[NewEvent::new("member.updated", None, &json!({ "member": member }))?])
            .await?;
        tx.commit().await?;
        Ok(view)
    }
}

async fn may_invite(workspace: &mut WorkspaceTx<'_>, actor: &Actor, role: Role) -> Result<()> {
    let inviter = workspace.find_member(actor.user_id).await?.filter(|member| !member.is_disabled());
    let inviter = inviter
        .map(|member| member.role())
        .transpose()?
        .filter(|role| role.may(Permission::ManageInvitations));
    let inviter = inviter.ok_or_else(|| Error::forbidden("access.denied", "You no longer invite people here."))?;
    may_manage(inviter, role, "the invited role")
}

/// The user who joins: the one with the invited address, and no other.
async fn join(tx: &mut Tx, invitation: &InvitationRow, joining: Joining) -> Result<UserId> {
    let existing = tx.system().find_user_by_email(&invitation.email).await?;
    match (joining, existing) {
        (Joining::Existing(user), Some(existing)) if existing.id == user => Ok(users::active(existing)?.id),
        (Joining::New { name, password_hash }, None) => {
            let user = users::checked(NewUser {
                email: invitation.email.clone(),
                name,
                password_hash,
                is_instance_admin: false,
            })?;
            Ok(tx.system().create_user(&user).await.map_err(users::taken)?.id)
        }
        // Somebody made or renamed the account between looking and accepting.
        (Joining::Existing(_) | Joining::New { .. }, _) => Err(Error::conflict(
            "user.exists",
            "The account for this e-mail changed; open the link again.",
        )),
    }
}

fn unknown() -> Error {
    Error::not_found("invitation.not_found", "There is no such invitation.")
}

fn usable(invitation: Option<InvitationRow>, now: model::Timestamp) -> Result<InvitationRow> {
    let invitation = invitation.ok_or_else(unknown)?;
    if invitation.accepted_at.is_some() {
        return Err(Error::conflict("invitation.used", "This invitation was accepted already."));
    }
    if invitation.revoked_at.is_some() || invitation.expires_at <= now {
        return Err(Error::conflict("invitation.expired", "This invitation is too old or was withdrawn."));
    }
    Ok(invitation)
}
