//! Custom fields: which of a contact's own fields have a type, what it is, and in which order they are shown.

use model::{CustomFieldId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, WorkspaceTx};

/// More fields than this no form has.
pub const MAX_CUSTOM_FIELDS: i64 = 50;

row! {
    /// A field that contacts may have.
    #[derive(PartialEq, Eq)]
    pub struct CustomFieldRow {
        /// Its id.
        pub id: CustomFieldId,
        /// The name of its value in `contacts.attributes`; lower-case letters, digits and `_`.
        pub key: String,
        /// What people call it.
        pub label: String,
        /// A word of `FieldKind`.
        pub kind: String,
        /// What can be chosen, a JSON list of texts.
        pub choices: String,
        /// Its place among the others.
        pub position: i64,
    }
}

reads! {
    /// One field.
    fn get_custom_field(id: CustomFieldId) -> CustomFieldRow = get;
    /// Every field, in the order they are shown.
    fn list_custom_fields() -> Vec<CustomFieldRow> = list;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: CustomFieldId) -> Result<CustomFieldRow> {
    fetch_optional!(
        connection,
        CustomFieldRow,
        "select id, key, label, kind, choices, position from custom_fields where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("custom field"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<CustomFieldRow>> {
    fetch_all!(
        connection,
        CustomFieldRow,
        "select id, key, label, kind, choices, position from custom_fields where workspace_id = $1 order by position, id limit $2",
        workspace_id,
        MAX_CUSTOM_FIELDS
    )
}

impl WorkspaceTx<'_> {
    /// Adds a field; [`Error::Duplicate`] when the key is taken.
    pub async fn create_custom_field(&mut self, key: &str, label: &str, kind: &str, choices: &str, position: i64) -> Result<CustomFieldRow> {
        let (workspace_id, id, now) = (self.id(), CustomFieldId::new(), self.now());
        execute!(
            self,
            "insert into custom_fields (workspace_id, id, key, label, kind, choices, position, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
            workspace_id,
            id,
            key,
            label,
            kind,
            choices,
            position,
            now
        )?;
        self.get_custom_field(id).await
    }

    /// Changes a field; its key and kind stay.
    pub async fn update_custom_field(&mut self, id: CustomFieldId, label: &str, choices: &str, position: i64) -> Result<CustomFieldRow> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update custom_fields set label = $3, choices = $4, position = $5, updated_at = $6 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            label,
            choices,
            position,
            now
        )?;
        self.get_custom_field(id).await
    }

    /// Takes a field away; the values stay where they are, without a type.
    pub async fn delete_custom_field(&mut self, id: CustomFieldId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from custom_fields where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("custom field")) } else { Ok(()) }
    }
}
