//! Users: the people who sign in. They belong to no tenant; memberships tie them to workspaces.

use model::{Timestamp, UserId};

use crate::db::{execute, fetch_all, fetch_one, fetch_optional, row};
use crate::{Error, Result, System, SystemTx};

row! {
    /// A person who signs in.
    pub struct UserRow {
        /// Their id.
        pub id: UserId,
        /// Their address, in lower case.
        pub email: String,
        /// Their name.
        pub name: String,
        /// May they see what concerns the whole installation?
        pub is_instance_admin: bool,
        /// Since when they cannot sign in.
        pub disabled_at: Option<Timestamp>,
        /// When they were added.
        pub created_at: Timestamp,
    }
}

row! {
    /// What a sign-in is checked against.
    pub struct Credentials {
        /// Whose.
        pub user_id: UserId,
        /// Argon2id, in PHC form.
        pub password_hash: String,
        /// Counts changes of the password.
        pub password_version: i64,
        /// Since when they cannot sign in.
        pub disabled_at: Option<Timestamp>,
    }
}

/// A person to add.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Their address, in lower case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Argon2id, in PHC form.
    pub password_hash: String,
    /// May they see what concerns the whole installation?
    pub is_instance_admin: bool,
}

macro_rules! select_user {
    ($rest:literal) => {
        concat!("select id, email, name, is_instance_admin, disabled_at, created_at from users ", $rest)
    };
}

macro_rules! select_credentials {
    ($rest:literal) => {
        concat!("select id as user_id, password_hash, password_version, disabled_at from users ", $rest)
    };
}

impl System<'_> {
    /// One user.
    pub async fn get_user(&self, id: UserId) -> Result<UserRow> {
        fetch_optional!(self, UserRow, select_user!("where id = $1"), id)?.ok_or(Error::NotFound("user"))
    }

    /// The user with this address (in lower case).
    pub async fn find_user_by_email(&self, email: &str) -> Result<Option<UserRow>> {
        fetch_optional!(self, UserRow, select_user!("where email = $1"), email)
    }

    /// What a sign-in with this address (in lower case) is checked against.
    pub async fn find_credentials(&self, email: &str) -> Result<Option<Credentials>> {
        fetch_optional!(self, Credentials, select_credentials!("where email = $1"), email)
    }

    /// What a change of this user's password is checked against.
    pub async fn get_credentials(&self, id: UserId) -> Result<Credentials> {
        fetch_optional!(self, Credentials, select_credentials!("where id = $1"), id)?.ok_or(Error::NotFound("user"))
    }

    /// Every user, by address; for the command line.
    pub async fn list_users(&self) -> Result<Vec<UserRow>> {
        fetch_all!(self, UserRow, select_user!("order by email"))
    }

    /// Has anyone been added yet?
    pub async fn has_users(&self) -> Result<bool> {
        let found: Option<(i64,)> = fetch_optional!(self, (i64,), "select cast(1 as bigint) from users limit 1")?;
        Ok(found.is_some())
    }
}

impl SystemTx<'_> {
    /// Adds a person; [`Error::Duplicate`] when the address is taken.
    pub async fn create_user(&mut self, user: &NewUser) -> Result<UserRow> {
        let (id, now) = (UserId::new(), self.now());
        fetch_one!(
            self,
            UserRow,
            "insert into users (id, email, name, password_hash, is_instance_admin, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $6)
             returning id, email, name, is_instance_admin, disabled_at, created_at",
            id,
            &user.email,
            &user.name,
            &user.password_hash,
            user.is_instance_admin,
            now
        )
    }

    /// Has anyone been added yet, as this transaction sees it?
    pub async fn has_users(&mut self) -> Result<bool> {
        let found: Option<(i64,)> = fetch_optional!(self, (i64,), "select cast(1 as bigint) from users limit 1")?;
        Ok(found.is_some())
    }

    /// One user, as this transaction sees them.
    pub async fn get_user(&mut self, id: UserId) -> Result<UserRow> {
        fetch_optional!(self, UserRow, select_user!("where id = $1"), id)?.ok_or(Error::NotFound("user"))
    }

    /// The user with this address (in lower case), as this transaction sees it.
    pub async fn find_user_by_email(&mut self, email: &str) -> Result<Option<UserRow>> {
        fetch_optional!(self, UserRow, select_user!("where email = $1"), email)
    }

    /// Gives a user another name.
    pub async fn rename_user(&mut self, id: UserId, name: &str) -> Result<UserRow> {
        let now = self.now();
        fetch_optional!(
            self,
            UserRow,
            "update users set name = $2, updated_at = $3 where id = $1 returning id, email, name, is_instance_admin, disabled_at, created_at",
            id,
            name,
            now
        )?
        .ok_or(Error::NotFound("user"))
    }

    /// Gives a user another password.
    pub async fn set_password(&mut self, id: UserId, password_hash: &str) -> Result<()> {
        let now = self.now();
        let changed = execute!(
            self,
            "update users set password_hash = $2, password_version = password_version + 1, updated_at = $3 where id = $1",
            id,
            password_hash,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("user")) } else { Ok(()) }
    }

    /// Keeps a stronger hash of the same password, unless it was changed meanwhile.
    pub async fn strengthen_password(&mut self, id: UserId, password_version: i64, password_hash: &str) -> Result<()> {
        execute!(
            self,
            "update users set password_hash = $3 where id = $1 and password_version = $2",
            id,
            password_version,
            password_hash
        )?;
        Ok(())
    }

    /// Lets a user sign in again, or no more.
    pub async fn set_user_disabled(&mut self, id: UserId, disabled_at: Option<Timestamp>) -> Result<()> {
        let now = self.now();
        let changed = execute!(
            self,
            "update users set disabled_at = $2, updated_at = $3 where id = $1",
            id,
            disabled_at,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("user")) } else { Ok(()) }
    }
}
