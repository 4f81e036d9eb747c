//! Imports of contacts: the file while it is needed, how far it has come, the rows that did not fit, and what was made of it.

use model::{ContactId, ImportId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, Rows as _, build_all, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Store, Workspace, WorkspaceTx};

/// Rows that did not fit which are kept of one import.
pub const MAX_IMPORT_ERRORS: i64 = 10_000;

row! {
    /// An import, without its file.
    pub struct ImportRow {
        /// Its id.
        pub id: ImportId,
        /// What the file was called.
        pub file_name: String,
        /// How its bytes were read.
        pub encoding: String,
        /// What stands between its cells.
        pub delimiter: String,
        /// The first line's cells, a JSON list.
        pub header: String,
        /// The first rows, a JSON list of lists.
        pub sample: String,
        /// How many rows it has, the header aside.
        pub row_count: i64,
        /// What each column is, a JSON list.
        pub mapping: String,
        /// What is done with contacts that are there: `skip` or `update`.
        pub on_existing: String,
        /// `uploaded`, `checking`, `checked`, `running`, `done`, `undoing` or `undone`.
        pub state: String,
        /// Rows looked at in this state.
        pub done_count: i64,
        /// Contacts that were, or would be, made.
        pub created_count: i64,
        /// Contacts that were, or would be, changed.
        pub updated_count: i64,
        /// Rows left alone, as the contact is there.
        pub skipped_count: i64,
        /// Rows that do not fit.
        pub failed_count: i64,
        /// Who.
        pub created_by: UserId,
        /// When.
        pub created_at: Timestamp,
        /// When it was done.
        pub finished_at: Option<Timestamp>,
    }
}

row! {
    /// A row that does not fit.
    pub struct ImportErrorRow {
        /// The row's number; the first after the header is 1.
        pub row_number: i64,
        /// What of it is wrong.
        pub field: String,
        /// Why.
        pub detail: String,
        /// The row's cells, a JSON list.
        pub line: String,
    }
}

/// An import to begin.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// What the file is called.
    pub file_name: String,
    /// Its bytes, in UTF-8.
    pub body: Vec<u8>,
    /// How they were read.
    pub encoding: String,
    /// What stands between cells.
    pub delimiter: String,
    /// The first line's cells, a JSON list.
    pub header: String,
    /// The first rows, a JSON list of lists.
    pub sample: String,
    /// How many rows it has.
    pub row_count: i64,
    /// What each column is thought to be, a JSON list.
    pub mapping: String,
    /// Who.
    pub created_by: UserId,
}

/// What one lot of rows came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportLot {
    /// Rows looked at.
    pub rows: i64,
    /// Contacts made.
    pub created: i64,
    /// Contacts changed.
    pub updated: i64,
    /// Rows left alone.
    pub skipped: i64,
    /// Rows that do not fit.
    pub failed: i64,
}

macro_rules! select_import {
    ($rest:literal) => {
        concat!(
            "select id, file_name, encoding, delimiter, header, sample, row_count, mapping, on_existing, state, done_count, created_count, updated_count,
                    skipped_count, failed_count, created_by, created_at, finished_at
               from imports ",
            $rest
        )
    };
}

reads! {
    /// One import.
    fn get_import(id: ImportId) -> ImportRow = get;
    /// The file of an import; nothing once it is done.
    fn find_import_body(id: ImportId) -> Option<Vec<u8>> = find_body;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: ImportId) -> Result<ImportRow> {
    fetch_optional!(
        connection,
        ImportRow,
        select_import!("where workspace_id = $1 and id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("import"))
}

async fn find_body(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: ImportId) -> Result<Option<Vec<u8>>> {
    let found: Option<(Option<Vec<u8>>,)> = fetch_optional!(
        connection,
        (Option<Vec<u8>>,),
        "select body from imports where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?;
    Ok(found.and_then(|(body,)| body))
}

impl Workspace<'_> {
    /// How many rows of these imports were looked at in their state, and how many there are.
    pub async fn import_progress(&self, ids: &[ImportId]) -> Result<Vec<(ImportId, i64, i64)>> {
        build_all!(self, (ImportId, i64, i64), |query| {
            query
                .push("select id, done_count, row_count from imports where workspace_id = ")
                .push_bind(self.id())
                .push(" and id");
            query.push_ids(ids.iter().map(|id| id.uuid()));
        })
    }

    /// The imports, newest first.
    pub async fn list_imports(&self, limit: Limit, cursor: Option<&str>) -> Result<Page<ImportRow>> {
        const TAG: &str = "imports";
        let (before,): (Option<ImportId>,) = match cursor {
            Some(cursor) => self.decode_cursor(TAG, cursor)?,
            None => (None,),
        };
        let rows = fetch_all!(
            self,
            ImportRow,
            select_import!("where workspace_id = $1 and ($2 is null or id < $2) order by id desc limit $3"),
            self.id(),
            before,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(Some(last.id),))))
    }

    /// Rows of an import that do not fit, after the row with this number.
    pub async fn list_import_errors(&self, id: ImportId, after: i64, limit: Limit) -> Result<Vec<ImportErrorRow>> {
        fetch_all!(
            self,
            ImportErrorRow,
            "select row_number, field, detail, line
               from import_errors
              where workspace_id = $1 and import_id = $2 and row_number > $3
              order by row_number
              limit $4",
            self.id(),
            id,
            after,
            limit.fetch() - 1
        )
    }
}

impl WorkspaceTx<'_> {
    /// Begins an import.
    pub async fn create_import(&mut self, import: &NewImport) -> Result<ImportRow> {
        let (workspace_id, id, now) = (self.id(), ImportId::new(), self.now());
        execute!(
            self,
            "insert into imports
               (workspace_id, id, file_name, body, encoding, delimiter, header, sample, row_count, mapping, state, created_by, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'uploaded', $11, $12)",
            workspace_id,
            id,
            import.file_name.as_str(),
            import.body.as_slice(),
            import.encoding.as_str(),
            import.delimiter.as_str(),
            import.header.as_str(),
            import.sample.as_str(),
            import.row_count,
            import.mapping.as_str(),
            import.created_by,
            now
        )?;
        self.get_import(id).await
    }

    /// Begins one of its stretches anew: a check, or the real run. Counts and errors of the stretch before go.
    pub async fn begin_import_stretch(&mut self, id: ImportId, state: &str, mapping: &str, on_existing: &str) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update imports
                set state = $3, mapping = $4, on_existing = $5, done_count = 0, created_count = 0, updated_count = 0, skipped_count = 0,
                    failed_count = 0
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            state,
            mapping,
            on_existing
        )?;
        execute!(
            self,
            "delete from import_errors where workspace_id = $1 and import_id = $2",
            workspace_id,
            id
        )?;
        Ok(())
    }

    /// Adds a lot's figures, if the import still stands where the lot began. False when another worker was there.
    pub async fn advance_import(&mut self, id: ImportId, state: &str, from: i64, lot: ImportLot) -> Result<bool> {
        let workspace_id = self.id();
        let changed = execute!(
            self,
            "update imports
                set done_count = done_count + $5, created_count = created_count + $6, updated_count = updated_count + $7,
                    skipped_count = skipped_count + $8, failed_count = failed_count + $9
              where workspace_id = $1 and id = $2 and state = $3 and done_count = $4",
            workspace_id,
            id,
            state,
            from,
            lot.rows,
            lot.created,
            lot.updated,
            lot.skipped,
            lot.failed
        )?;
        Ok(changed == 1)
    }

    /// Ends a stretch; a finished import keeps no file, one that was only looked at does.
    pub async fn end_import_stretch(&mut self, id: ImportId, from: &str, to: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let finished = (!matches!(to, "checked" | "uploaded")).then_some(now);
        execute!(
            self,
            "update imports
                set state = $4, finished_at = $5, body = case when $5 is null then body else null end,
                    sample = case when $5 is null then sample else '[]' end
              where workspace_id = $1 and id = $2 and state = $3",
            workspace_id,
            id,
            from,
            to,
            finished
        )?;
        Ok(())
    }

    /// Keeps a row that does not fit, for whoever mends the file.
    pub async fn note_import_error(&mut self, id: ImportId, error: &ImportErrorRow) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "insert into import_errors (workspace_id, import_id, row_number, field, detail, line) values ($1, $2, $3, $4, $5, $6)
             on conflict do nothing",
            workspace_id,
            id,
            error.row_number,
            error.field.as_str(),
            error.detail.as_str(),
            error.line.as_str()
        )?;
        Ok(())
    }

    /// Writes down that the import made this contact.
    pub async fn note_imported(&mut self, id: ImportId, contact: ContactId) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "insert into import_contacts (workspace_id, import_id, contact_id) values ($1, $2, $3) on conflict do nothing",
            workspace_id,
            id,
            contact
        )?;
        Ok(())
    }

    /// Some contacts that an import made and that nobody talked with since: those can be taken back.
    pub async fn untouched_imported(&mut self, id: ImportId, limit: i64) -> Result<Vec<ContactId>> {
        let workspace_id = self.id();
        let rows: Vec<(ContactId,)> = fetch_all!(
            self,
            (ContactId,),
            "select made.contact_id
               from import_contacts made
              where made.workspace_id = $1 and made.import_id = $2
                and not exists (select 1 from conversations thread
                                 where thread.workspace_id = made.workspace_id and thread.contact_id = made.contact_id)
              order by made.contact_id
              limit $3",
            workspace_id,
            id,
            limit
        )?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Forgets an import with its file and its errors; its contacts stay.
    pub async fn delete_import(&mut self, id: ImportId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from imports where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("import")) } else { Ok(()) }
    }
}

impl Store {
    /// Forgets imports that began before `before` and on which nobody works, with their files and the rows that did not fit. Says how many.
    pub async fn delete_old_imports(&self, before: Timestamp) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(
            tx,
            "delete from imports /* across tenants: cleaning up by the clock */
              where created_at < $1 and state not in ('checking', 'running', 'undoing')",
            before
        )?;
        tx.commit().await?;
        Ok(deleted)
    }
}

impl WorkspaceTx<'_> {
    /// Begins to take back what a finished import made; its figures stay.
    pub async fn advance_to_undoing(&mut self, id: ImportId) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update imports set state = 'undoing' where workspace_id = $1 and id = $2 and state = 'done'",
            workspace_id,
            id
        )?;
        Ok(())
    }
}
