//! Users: adding people, names and passwords, and shutting accounts. Who they are in a workspace is in `members`.

use model::UserId;
use serde_json::json;
use store::{NewUser, UserRow};

use crate::actor::Person;
use crate::audit::record_for_user;
use crate::views::UserView;
use crate::{App, Error, Result, text};

/// What users can be asked to become.
pub struct Users<'a>(&'a App);

impl App {
    /// Users.
    #[must_use]
    pub fn users(&self) -> Users<'_> {
        Users(self)
    }
}

impl Users<'_> {
    /// Adds a person who is not yet a member anywhere.
    pub async fn create(&self, user: NewUser) -> Result<UserView> {
        let user = checked(user)?;
        let mut tx = self.0.store().begin().await?;
        let created = tx.system().create_user(&user).await.map_err(taken)?;
        tx.commit().await?;
        Ok(created.into())
    }

    /// Gives the person another name.
    pub async fn rename(&self, person: &Person, user: UserId, name: &str) -> Result<UserView> {
        let name = text::name("/name", name)?;
        let mut tx = self.0.store().begin().await?;
        let renamed = tx.system().rename_user(user, &name).await?;
        record_for_user(&mut tx, person, user, "user.renamed", json!({})).await?;
        tx.commit().await?;
        Ok(renamed.into())
    }

    /// Gives the person another password; every session but the one that asks is over.
    pub async fn change_password(&self, person: &Person, user: UserId, password_hash: &str) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        tx.system().set_password(user, password_hash).await?;
        let ended = tx.system().revoke_sessions(user, person.session_id, "password changed").await?;
        record_for_user(&mut tx, person, user, "user.password_changed", json!({ "sessions_ended": ended })).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps a stronger hash of the same password.
    pub async fn strengthen_password(&self, user: UserId, password_version: i64, password_hash: &str) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        tx.system().strengthen_password(user, password_version, password_hash).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Shuts the account: no sign-in, every session over.
    pub async fn disable(&self, person: &Person, user: UserId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let now = tx.now();
        tx.system().set_user_disabled(user, Some(now)).await?;
        tx.system().revoke_sessions(user, None, "account disabled").await?;
        record_for_user(&mut tx, person, user, "user.disabled", json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Opens a shut account again.
    pub async fn enable(&self, person: &Person, user: UserId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        tx.system().set_user_disabled(user, None).await?;
        record_for_user(&mut tx, person, user, "user.enabled", json!({})).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A new user with tidy name and address.
pub(crate) fn checked(user: NewUser) -> Result<NewUser> {
    Ok(NewUser {
        email: text::email("/email", &user.email)?,
        name: text::name("/name", &user.name)?,
        ..user
    })
}

/// A second user with the same address.
pub(crate) fn taken(error: store::Error) -> Error {
    if error.is_duplicate() {
        Error::conflict("user.exists", "A user with this e-mail exists already.")
    } else {
        error.into()
    }
}

/// The person must be allowed to sign in.
pub(crate) fn active(user: UserRow) -> Result<UserRow> {
    if user.disabled_at.is_some() {
        Err(Error::forbidden("auth.account_disabled", "This account is disabled."))
    } else {
        Ok(user)
    }
}
