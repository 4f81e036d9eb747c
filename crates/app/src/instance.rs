//! The installation itself: the first owner, and carrying on after a restore.

use model::Timestamp;
use store::{NewSession, NewUser};

use crate::actor::Person;
use crate::views::{UserView, WorkspaceView};
use crate::{App, Error, Result, sessions, users, workspaces};

/// What the installation can be asked.
pub struct Instance<'a>(&'a App);

/// The first owner and their workspace.
#[derive(Debug, Clone)]
pub struct FirstOwner {
    /// Who; becomes instance administrator.
    pub user: NewUser,
    /// The name of their workspace.
    pub workspace_name: String,
    /// Hash of the setup token.
    pub token_hash: [u8; 32],
}

impl App {
    /// The installation.
    #[must_use]
    pub fn instance(&self) -> Instance<'_> {
        Instance(self)
    }
}

impl Instance<'_> {
    /// Is the first owner missing?
    pub async fn needs_setup(&self) -> Result<bool> {
        Ok(!self.0.store().system().has_users().await?)
    }

    /// Keeps the hash of a new setup token; older tokens no longer work.
    pub async fn replace_setup_token(&self, token_hash: &[u8; 32], expires_at: Timestamp) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        tx.system().replace_setup_token(token_hash, expires_at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes the first owner, their workspace and their session; needs the setup token, and works only while there is no user.
    pub async fn set_up(
        &self,
        person: &Person,
        owner: FirstOwner,
        session: impl FnOnce(model::UserId) -> NewSession,
    ) -> Result<(UserView, WorkspaceView)> {
        let user = users::checked(NewUser {
            is_instance_admin: true,
            ..owner.user
        })?;
        let mut tx = self.0.store().begin().await?;
        // Using up the token comes first: its row is what two requests at once must wait for.
        if !tx.system().use_setup_token(&owner.token_hash).await? {
            let code = if tx.system().has_users().await? {
                ("setup.done", "The first owner exists already.")
            } else {
                ("setup.token_invalid", "The setup token is wrong, used or too old.")
            };
            return Err(if code.0 == "setup.done" {
                Error::conflict(code.0, code.1)
            } else {
                Error::forbidden(code.0, code.1)
            });
        }
        if tx.system().has_users().await? {
            return Err(Error::conflict("setup.done", "The first owner exists already."));
        }
        let created = tx.system().create_user(&user).await.map_err(users::taken)?;
        let person = Person {
            user_id: Some(created.id),
            ..person.clone()
        };
        let workspace = workspaces::create_in(&mut tx, &person, created.id, &owner.workspace_name, None)
            .await
            .map_err(|error| match error.pointer.as_deref() {
                Some("/name") => Error {
                    pointer: Some("/workspace_name".to_owned()),
                    ..error
                },
                _ => error,
            })?;
        let view = sessions::open_in(&mut tx, &person, session(created.id)).await?;
        tx.commit().await?;
        Ok((view, workspace))
    }

    /// Makes a database that was just restored safe to start with. Says how many messages wait for a person now.
    pub async fn mark_restored(&self) -> Result<u64> {
        let mut tx = self.0.store().begin().await?;
        let held = tx.system().mark_restored().await?;
        tx.commit().await?;
        Ok(held)
    }

    /// Lets timers run again after a restore.
    pub async fn resume_after_restore(&self) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        tx.system().resume_after_restore().await?;
        tx.commit().await?;
        Ok(())
    }
}
