//! Secrets that flows and functions use by name. Their values are sealed for their row and leave it only to be sent.

use model::{Timestamp, UserId, WorkspaceId};
use uuid::Uuid;

use crate::db::{Connection, build_all, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::secrets::{Place, Sealed};
use crate::{Result, Workspace, WorkspaceTx};

/// Secrets of a workspace.
pub const MAX_SECRETS: i64 = 200;

row! {
    /// A secret, without its value.
    #[derive(PartialEq, Eq)]
    pub struct SecretRow {
        /// What flows and functions call it.
        pub name: String,
        /// The end of the value, to tell one from another.
        pub hint: String,
        /// Who set it last.
        pub updated_by: UserId,
        /// Their name now.
        pub updated_by_name: Option<String>,
        /// When.
        pub updated_at: Timestamp,
    }
}

row! {
    /// A sealed value with what opens it.
    pub struct SealedSecret {
        /// What flows and functions call it.
        pub name: String,
        /// The row it is sealed for.
        pub id: Uuid,
        /// The sealed value.
        pub value: Vec<u8>,
    }
}

impl SealedSecret {
    /// Where a secret with this id is sealed.
    #[must_use]
    pub fn place(id: Uuid) -> Place {
        Place {
            column: "workspace_secrets.value",
            row: id,
        }
    }
}

reads! {
    /// The secrets, by name: at most [`MAX_SECRETS`].
    fn list_secrets() -> Vec<SecretRow> = list;
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<SecretRow>> {
    fetch_all!(
        connection,
        SecretRow,
        "select secret.name, secret.hint, secret.updated_by, person.name as updated_by_name, secret.updated_at
           from workspace_secrets secret
           left join users person on person.id = secret.updated_by
          where secret.workspace_id = $1
          order by secret.name
          limit $2",
        workspace_id,
        MAX_SECRETS
    )
}

impl Workspace<'_> {
    /// The sealed values of these names; those that are not there are missing from the answer.
    pub async fn sealed_secrets(&self, names: &[&str]) -> Result<Vec<SealedSecret>> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        build_all!(self, SealedSecret, |query| {
            query
                .push("select name, id, value from workspace_secrets where workspace_id = ")
                .push_bind(self.id());
            query.push(" and name in (");
            let mut list = query.separated(", ");
            for name in names {
                list.push_bind(*name);
            }
            list.push_unseparated(")");
        })
    }
}

impl WorkspaceTx<'_> {
    /// Sets a secret, in place of what was there.
    pub async fn put_secret(&mut self, name: &str, id: Uuid, value: &Sealed, hint: &str, by: UserId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into workspace_secrets (workspace_id, name, id, value, hint, updated_by, updated_at) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (workspace_id, name) do update set id = excluded.id, value = excluded.value, hint = excluded.hint,
               updated_by = excluded.updated_by, updated_at = excluded.updated_at",
            workspace_id,
            name,
            id,
            value.as_bytes(),
            hint,
            by,
            now
        )?;
        Ok(())
    }

    /// Is there a secret with this name?
    pub async fn has_secret(&mut self, name: &str) -> Result<bool> {
        let workspace_id = self.id();
        let found: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "select cast(1 as bigint) from workspace_secrets where workspace_id = $1 and name = $2",
            workspace_id,
            name
        )?;
        Ok(found.is_some())
    }

    /// Removes a secret. False when there was none.
    pub async fn delete_secret(&mut self, name: &str) -> Result<bool> {
        let workspace_id = self.id();
        let deleted = execute!(
            self,
            "delete from workspace_secrets where workspace_id = $1 and name = $2",
            workspace_id,
            name
        )?;
        Ok(deleted > 0)
    }
}
