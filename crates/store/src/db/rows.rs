//! Lists and tables as parameters of a statement, in the way each database is quickest with.

use model::ChannelId;
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::statement::Statement;

/// Lists as parameters: PostgreSQL takes an array, so that the statement's text stays the same and is parsed and planned once; SQLite takes one parameter
/// for each value.
pub(crate) trait Rows {
    /// ` in (…)`, or ` = any($n)`.
    fn push_ids(&mut self, ids: impl Iterator<Item = Uuid>) -> &mut Self;

    /// `select * from unnest(…)` on PostgreSQL, `values (…), (…)` on SQLite: a table with these columns.
    fn push_table(&mut self, columns: Vec<Column>) -> &mut Self;
}

/// A column of a table of parameters. All columns of a table are equally long.
#[derive(Debug)]
pub(crate) enum Column {
    /// Ids that are always there.
    Ids(Vec<Uuid>),
    /// Ids that may be missing.
    MaybeIds(Vec<Option<Uuid>>),
    /// Text that is always there.
    Texts(Vec<String>),
    /// Text that may be missing.
    MaybeTexts(Vec<Option<String>>),
    /// Numbers and times that are always there.
    Numbers(Vec<i64>),
    /// Numbers and times that may be missing.
    MaybeNumbers(Vec<Option<i64>>),
    /// Bytes that are always there.
    Bytes(Vec<Vec<u8>>),
}

impl Rows for QueryBuilder<Postgres> {
    fn push_ids(&mut self, ids: impl Iterator<Item = Uuid>) -> &mut Self {
        self.push(" = any(").push_bind(ids.collect::<Vec<_>>()).push(")")
    }

    fn push_table(&mut self, columns: Vec<Column>) -> &mut Self {
        self.push("select * from unnest(");
        for (at, column) in columns.into_iter().enumerate() {
            if at > 0 {
                self.push(", ");
            }
            match column {
                Column::Ids(values) => self.push_bind(values).push("::uuid[]"),
                Column::MaybeIds(values) => self.push_bind(values).push("::uuid[]"),
                Column::Texts(values) => self.push_bind(values).push("::text[]"),
                Column::MaybeTexts(values) => self.push_bind(values).push("::text[]"),
                Column::Numbers(values) => self.push_bind(values).push("::bigint[]"),
                Column::MaybeNumbers(values) => self.push_bind(values).push("::bigint[]"),
                Column::Bytes(values) => self.push_bind(values).push("::bytea[]"),
            };
        }
        self.push(")")
    }
}

impl Rows for Statement {
    fn push_ids(&mut self, ids: impl Iterator<Item = Uuid>) -> &mut Self {
        self.push(" in (");
        let mut list = self.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        self.push(")")
    }

    fn push_table(&mut self, columns: Vec<Column>) -> &mut Self {
        let mut columns: Vec<Values> = columns.into_iter().map(Values::from).collect();
        self.push("values ");
        for row in 0.. {
            if !columns[0].has_next() {
                break;
            }
            self.push(if row == 0 { "(" } else { ", (" });
            for (at, column) in columns.iter_mut().enumerate() {
                if at > 0 {
                    self.push(", ");
                }
                column.push_next(self);
            }
            self.push(")");
        }
        self
    }
}

/// The two columns of a list of messages by Meta's ids.
pub(crate) fn pairs<'w>(wamids: impl Iterator<Item = (ChannelId, &'w str)>) -> Vec<Column> {
    let (channels, wamids) = wamids.map(|(channel, wamid)| (channel.uuid(), wamid.to_owned())).unzip();
    vec![Column::Ids(channels), Column::Texts(wamids)]
}

/// A column that is being handed out value by value.
enum Values {
    Ids(std::vec::IntoIter<Option<Uuid>>),
    Texts(std::vec::IntoIter<Option<String>>),
    Numbers(std::vec::IntoIter<Option<i64>>),
    Bytes(std::vec::IntoIter<Vec<u8>>),
}

impl From<Column> for Values {
    fn from(column: Column) -> Self {
        fn all<T>(values: Vec<T>) -> std::vec::IntoIter<Option<T>> {
            values.into_iter().map(Some).collect::<Vec<_>>().into_iter()
        }
        match column {
            Column::Ids(values) => Self::Ids(all(values)),
            Column::MaybeIds(values) => Self::Ids(values.into_iter()),
            Column::Texts(values) => Self::Texts(all(values)),
            Column::MaybeTexts(values) => Self::Texts(values.into_iter()),
            Column::Numbers(values) => Self::Numbers(all(values)),
            Column::MaybeNumbers(values) => Self::Numbers(values.into_iter()),
            Column::Bytes(values) => Self::Bytes(values.into_iter()),
        }
    }
}

impl Values {
    fn has_next(&self) -> bool {
        match self {
            Self::Ids(values) => values.len() > 0,
            Self::Texts(values) => values.len() > 0,
            Self::Numbers(values) => values.len() > 0,
            Self::Bytes(values) => values.len() > 0,
        }
    }

    fn push_next(&mut self, statement: &mut Statement) {
        match self {
            Self::Ids(values) => statement.push_bind(values.next().flatten()),
            Self::Texts(values) => statement.push_bind(values.next().flatten()),
            Self::Numbers(values) => statement.push_bind(values.next().flatten()),
            Self::Bytes(values) => statement.push_bind(values.next()),
        };
    }
}
