//! An import of contacts: what its file holds, how it is read, how far it has come.

use model::{ImportId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// The file is here; nothing was looked at.
    Uploaded,
    /// Every row is being looked at; nothing is changed.
    Checking,
    /// The counts say what would happen.
    Checked,
    /// Contacts are being made and changed.
    Running,
    /// It is done.
    Done,
    /// The contacts it made are being taken back.
    Undoing,
    /// The contacts it made were taken back, but for those somebody talked with.
    Undone,
}

/// An import of contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportView {
    /// Its id.
    pub id: ImportId,
    /// What the file was called.
    pub file_name: String,
    /// How its bytes were read.
    #[schema(example = "UTF-8")]
    pub encoding: String,
    /// What stands between its cells.
    #[schema(example = ";")]
    pub delimiter: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The first rows; empty once it is done.
    pub sample: Vec<Vec<String>>,
    /// How many rows it has.
    pub row_count: i64,
    /// What each column is: `phone`, `name`, `email`, `locale`, `opted_out`, `tags`, `ignore`, or `field:` and the key of a custom field. Guessed first.
    pub mapping: Vec<String>,
    /// Are contacts that are there changed, or left alone?
    pub update_existing: bool,
    /// How far it has come.
    pub state: ImportState,
    /// Rows looked at in this state.
    pub done_count: i64,
    /// Contacts that were (or, when it was only checked, would be) made.
    pub created_count: i64,
    /// Contacts that were, or would be, changed.
    pub updated_count: i64,
    /// Rows left alone, as their contact is there.
    pub skipped_count: i64,
    /// Rows that do not fit; `errors.csv` has them with the reasons.
    pub failed_count: i64,
    /// Who began it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When it was done.
    pub finished_at: Option<Timestamp>,
}

impl From<store::ImportRow> for ImportView {
    fn from(row: store::ImportRow) -> Self {
        let list = |json: &str| serde_json::from_str(json).unwrap_or_default();
        Self {
            id: row.id,
            file_name: row.file_name,
            encoding: row.encoding,
            delimiter: row.delimiter,
            header: list(&row.header),
            sample: serde_json::from_str(&row.sample).unwrap_or_default(),
            row_count: row.row_count,
            mapping: list(&row.mapping),
            update_existing: row.on_existing == "update",
            state: serde_json::from_value(row.state.into()).unwrap_or(ImportState::Uploaded),
            done_count: row.done_count,
            created_count: row.created_count,
            updated_count: row.updated_count,
            skipped_count: row.skipped_count,
            failed_count: row.failed_count,
            created_by: row.created_by,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}
