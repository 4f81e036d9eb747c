//! Every text and blob of the database, to look for what must not be there.

use std::sync::PoisonError;

use model::WorkspaceId;
use rusqlite::types::ValueRef;
use sqlx::{AssertSqlSafe, Row as _};

use super::TestStore;
use crate::Result;
use crate::db::{Backend, fetch_all};

impl TestStore {
    /// Everything every table holds, as one text.
    pub async fn dump(&self) -> String {
        self.dump_tables(None).await.expect("a test database can be read")
    }

    /// Everything the tables that name a workspace hold of this one, as one text.
    pub async fn dump_of(&self, workspace: WorkspaceId) -> String {
        self.dump_tables(Some(workspace)).await.expect("a test database can be read")
    }

    async fn dump_tables(&self, workspace: Option<WorkspaceId>) -> Result<String> {
        let mut text = String::new();
        for (table, columns) in self.tables().await? {
            let of_tenant = columns.iter().any(|column| column == "workspace_id");
            let Some(statement) = statement(&table, workspace.is_some(), of_tenant) else {
                continue;
            };
            let mut connection = self.system().connection().await?;
            match connection.backend() {
                Backend::Sqlite(connection) => {
                    let connection = connection.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let mut select = connection.prepare(&statement)?;
                    let columns = select.column_count();
                    if let Some(workspace) = workspace {
                        select.raw_bind_parameter(1, workspace)?;
                    }
                    let mut rows = select.raw_query();
                    while let Some(row) = rows.next()? {
                        for at in 0..columns {
                            match row.get_ref(at)? {
                                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => text.push_str(&String::from_utf8_lossy(bytes)),
                                ValueRef::Integer(number) => text.push_str(&number.to_string()),
                                ValueRef::Real(number) => text.push_str(&number.to_string()),
                                ValueRef::Null => {}
                            }
                            text.push('\n');
                        }
                    }
                }
                Backend::Postgres(connection) => {
                    let mut query = sqlx::query::<sqlx::Postgres>(AssertSqlSafe(statement));
                    if let Some(workspace) = workspace {
                        query = query.bind(workspace);
                    }
                    for row in query.fetch_all(connection).await? {
                        for at in 0..row.len() {
                            // In the binary format texts and byte strings are their bytes.
                            let bytes = row
                                .try_get_raw(at)
                                .ok()
                                .and_then(|value| value.as_bytes().ok().map(<[u8]>::to_vec))
                                .unwrap_or_default();
                            text.push_str(&String::from_utf8_lossy(&bytes));
                            text.push('\n');
                        }
                    }
                }
            }
        }
        Ok(text)
    }

    /// Names of tables that have one of these columns.
    pub async fn tables_with_columns(&self, wanted: &[&str]) -> Vec<String> {
        let tables = self.tables().await.expect("a test database can be read");
        let has = |columns: &[String]| columns.iter().any(|column| wanted.contains(&column.as_str()));
        tables.into_iter().filter(|(_, columns)| has(columns)).map(|(table, _)| table).collect()
    }

    async fn tables(&self) -> Result<Vec<(String, Vec<String>)>> {
        let rows: Vec<(String, String)> = if self.is_shared() {
            fetch_all!(
                self.system(),
                (String, String),
                "select table_name::text, column_name::text from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position"
            )?
        } else {
            fetch_all!(
                self.system(),
                (String, String),
                "select tables.name, columns.name
                   from sqlite_master tables, pragma_table_info(tables.name) columns
                  where tables.type = 'table'
                  order by tables.name, columns.cid"
            )?
        };
        let mut tables: Vec<(String, Vec<String>)> = Vec::new();
        for (table, column) in rows {
            match tables.last_mut() {
                Some((last, columns)) if *last == table => columns.push(column),
                _ => tables.push((table, vec![column])),
            }
        }
        Ok(tables)
    }
}

/// Table names come from the database itself, and this is for tests.
fn statement(table: &str, one_workspace: bool, of_tenant: bool) -> Option<String> {
    match (one_workspace, of_tenant) {
        (false, _) => Some(format!("select * from \"{table}\"")),
        (true, true) => Some(format!("select * from \"{table}\" where workspace_id = $1")),
        (true, false) => None,
    }
}
