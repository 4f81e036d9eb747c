//! A SQLite statement put together at run time, in the words of `sqlx::QueryBuilder`, so that one block of code makes it for either database.

use std::fmt::{Display, Write as _};
use std::sync::Mutex;

use rusqlite::Connection;
use rusqlite::types::{ToSql, ToSqlOutput, Value};

use super::sqlite::{self, FromSqlite};
use crate::Result;

/// The text and the values of a statement.
#[derive(Debug, Default)]
pub(crate) struct Statement {
    text: String,
    values: Vec<Value>,
}

/// Adds to a statement with a separator in between.
#[derive(Debug)]
pub(crate) struct Separated<'s> {
    statement: &'s mut Statement,
    separator: &'static str,
    is_first: bool,
}

impl Statement {
    /// Adds text.
    pub(crate) fn push(&mut self, text: impl Display) -> &mut Self {
        write!(self.text, "{text}").expect("a string takes everything");
        self
    }

    /// Adds a value, and its place in the text.
    pub(crate) fn push_bind(&mut self, value: impl ToSql) -> &mut Self {
        self.text.push('?');
        self.values.push(owned(&value));
        self
    }

    /// All its rows.
    pub(crate) fn fetch_all<T: FromSqlite>(&self, connection: &mut Mutex<Connection>) -> Result<Vec<T>> {
        sqlite::fetch_all(connection, &self.text, &self.parameters())
    }

    /// Runs it for what it changes; gives the number of rows.
    pub(crate) fn execute(&self, connection: &mut Mutex<Connection>) -> Result<u64> {
        sqlite::execute(connection, &self.text, &self.parameters())
    }

    fn parameters(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(|value| value as &dyn ToSql).collect()
    }

    /// What is pushed onto the result stands apart by `separator`.
    pub(crate) fn separated(&mut self, separator: &'static str) -> Separated<'_> {
        Separated {
            statement: self,
            separator,
            is_first: true,
        }
    }

    /// `values (…), (…)`.
    pub(crate) fn push_values<T>(&mut self, rows: impl IntoIterator<Item = T>, mut push_row: impl FnMut(Separated<'_>, T)) -> &mut Self {
        self.push("values ");
        for (at, row) in rows.into_iter().enumerate() {
            self.push(if at == 0 { "(" } else { ", (" });
            push_row(self.separated(", "), row);
            self.push(")");
        }
        self
    }
}

impl Separated<'_> {
    fn separate(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.statement.push(self.separator);
        }
    }

    /// Adds text.
    pub(crate) fn push(&mut self, text: impl Display) -> &mut Self {
        self.separate();
        self.statement.push(text);
        self
    }

    /// Adds a value.
    pub(crate) fn push_bind(&mut self, value: impl ToSql) -> &mut Self {
        self.separate();
        self.statement.push_bind(value);
        self
    }

    /// Adds text that belongs to what was pushed last.
    pub(crate) fn push_unseparated(&mut self, text: impl Display) -> &mut Self {
        self.statement.push(text);
        self
    }

    /// Adds a value that belongs to what was pushed last.
    pub(crate) fn push_bind_unseparated(&mut self, value: impl ToSql) -> &mut Self {
        self.statement.push_bind(value);
        self
    }
}

fn owned(value: &impl ToSql) -> Value {
    match value.to_sql().expect("ids, times, numbers, texts and bytes are values of SQLite") {
        ToSqlOutput::Borrowed(value) => Value::try_from(value).expect("texts are UTF-8"),
        ToSqlOutput::Owned(value) => value,
        other => unreachable!("{other:?} is neither borrowed nor owned"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_lists_stand_apart() {
        let mut statement = Statement::default();
        statement.push("insert into t (a, b) ");
        statement.push_values([(1, "x"), (2, "y")], |mut row, (a, b)| {
            row.push_bind(a).push("upper(").push_bind_unseparated(b).push_unseparated(")");
        });
        assert_eq!(statement.text, "insert into t (a, b) values (?, upper(?)), (?, upper(?))");
        assert_eq!(statement.values.len(), 4);
        assert_eq!(statement.values[1], Value::Text("x".to_owned()));
    }
}
