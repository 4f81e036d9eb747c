//! What cannot take effect at once: notices about people who are not known yet, ids that changed hands, and the address book of the phone app.

use std::collections::HashSet;

use model::{ChannelId, ContactId, Timestamp};

use crate::db::{build_all, build_execute, execute, row};
use crate::{Result, WorkspaceTx};

row! {
    /// A notice of changed ids. Empty is none.
    #[derive(PartialEq, Eq)]
    pub struct IdentityNotice {
        /// The user id until then.
        pub previous_bsuid: String,
        /// The user id from then on.
        pub bsuid: String,
        /// The line until then.
        pub previous_phone: String,
        /// The line from then on.
        pub phone: String,
        /// Its phone as it was given.
        pub given: String,
        /// When.
        pub at: Timestamp,
    }
}

/// An id that went from one contact to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdentityMove {
    /// `phone`, `parent_bsuid` or `username`.
    pub kind: &'static str,
    /// The id itself.
    pub value: String,
    /// Who had it.
    pub from: ContactId,
    /// Who has it.
    pub to: ContactId,
    /// When it was seen with the second.
    pub at: Timestamp,
}

/// An entry of the phone app's address book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookEntry {
    /// Whose address book.
    pub channel_id: ChannelId,
    /// The line.
    pub line: String,
    /// The name; nothing when it was removed.
    pub name: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl WorkspaceTx<'_> {
    /// Keeps notices for later.
    pub async fn keep_identity_notices(&mut self, notices: &[IdentityNotice]) -> Result<()> {
        let workspace_id = self.id();
        for notices in notices.chunks(500) {
            build_execute!(self, |query| {
                query.push("insert into identity_notices (workspace_id, previous_bsuid, bsuid, previous_phone, phone, given, at) ");
                query.push_values(notices, |mut values, notice| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(notice.previous_bsuid.as_str())
                        .push_bind(notice.bsuid.as_str());
                    values.push_bind(notice.previous_phone.as_str()).push_bind(notice.phone.as_str());
                    values.push_bind(notice.given.as_str()).push_bind(notice.at);
                });
                query.push(" on conflict do nothing");
            })?;
        }
        Ok(())
    }

    /// Takes out the notices that name one of these user ids or lines. The table holds only notices about strangers: a few rows.
    pub async fn take_identity_notices(&mut self, bsuids: &[&str], lines: &[&str]) -> Result<Vec<IdentityNotice>> {
        let workspace_id = self.id();
        let mut taken: Vec<IdentityNotice> = Vec::new();
        for (columns, values) in [(["previous_bsuid", "bsuid"], bsuids), (["previous_phone", "phone"], lines)] {
            for values in values.chunks(1000) {
                taken.extend(build_all!(self, IdentityNotice, |query| {
                    query
                        .push("delete from identity_notices where workspace_id = ")
                        .push_bind(workspace_id)
                        .push(" and (");
                    for (at, column) in columns.into_iter().enumerate() {
                        query.push(if at == 0 { "" } else { " or " }).push(column).push(" in (");
                        let mut list = query.separated(", ");
                        for value in values {
                            list.push_bind(*value);
                        }
                        query.push(")");
                    }
                    query.push(") returning previous_bsuid, bsuid, previous_phone, phone, given, at");
                })?);
            }
        }
        taken.sort_by(|one, other| (one.at, &one.bsuid, &one.phone).cmp(&(other.at, &other.bsuid, &other.phone)));
        Ok(taken)
    }

    /// Notes that ids changed hands: the two contacts may be one person.
    pub async fn note_identity_moves(&mut self, moves: &[IdentityMove]) -> Result<()> {
        let workspace_id = self.id();
        for moves in moves.chunks(500) {
            build_execute!(self, |query| {
                query.push("insert into identity_moves (workspace_id, kind, value, from_id, to_id, at) ");
                query.push_values(moves, |mut values, moved| {
                    values.push_bind(workspace_id).push_bind(moved.kind).push_bind(moved.value.as_str());
                    values.push_bind(moved.from).push_bind(moved.to).push_bind(moved.at);
                });
                query.push(" on conflict do nothing");
            })?;
        }
        Ok(())
    }

    /// Writes address book entries; gives the places of those that are the latest word about their line.
    pub async fn put_address_book(&mut self, entries: &[BookEntry]) -> Result<HashSet<usize>> {
        let workspace_id = self.id();
        let mut current = HashSet::new();
        for (at, entry) in entries.iter().enumerate() {
            let written = execute!(
                self,
                "insert into address_book (workspace_id, channel_id, line, name, at) values ($1, $2, $3, $4, $5)
                 on conflict (workspace_id, channel_id, line) do update set name = excluded.name, at = excluded.at where address_book.at <= excluded.at",
                workspace_id,
                entry.channel_id,
                entry.line.as_str(),
                entry.name.as_deref(),
                entry.at
            )?;
            if written > 0 {
                current.insert(at);
            }
        }
        Ok(current)
    }
}
