//! Search by words over messages, notes and contacts: one index, the same words on both databases, newest first.
//!
//! A document is the words of a message, a note or a contact, and words of ours that say who wrote it, where, and what it carries: `¤` begins them, and no text
//! can hold them. Every word begins with letters of the workspace, so that each workspace has an index to itself. `search/index.rs` writes documents,
//! `search/sources.rs` finds what is in them.

use std::collections::BTreeSet;

use model::search::{Has, Term};
use model::{ContactId, ConversationId, TagId, TeamId, Timestamp, UserId, WorkspaceId};
use uuid::Uuid;

use crate::db::{Connection, Rows as _, build_all, row};
use crate::page::{Limit, Page};
use crate::{Result, Workspace};

mod index;
mod sources;

pub use index::{SearchEvent, SearchSubject};
pub use sources::SearchSource;

/// Bits of an order number that tell what was said at the same time apart.
pub(crate) const SAME_TIME: u32 = 21;
/// Documents that are looked through for one page when the conversation must fit, too; the page may be shorter then, and the search goes on with its cursor.
const MOST_LOOKED: i64 = 10_000;

/// Where is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SearchIn {
    /// In messages and notes.
    #[default]
    Said,
    /// In messages.
    Messages,
    /// In notes.
    Notes,
    /// In contacts.
    Contacts,
}

/// Who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchAuthor {
    /// The contact.
    Customer,
    /// A member of the team, here or on the phone.
    Agent,
    /// A flow or a program.
    Automation,
    /// This member.
    Member(UserId),
}

/// What is looked for. Everything must fit.
#[derive(Debug, Clone, Default)]
pub struct SearchFilter {
    /// Where.
    pub place: SearchIn,
    /// Words that must occur.
    pub terms: Vec<Term>,
    /// Words that must not occur.
    pub without: Vec<Term>,
    /// Written by one of these; everybody when empty.
    pub from: Vec<SearchAuthor>,
    /// Written by none of these.
    pub not_from: Vec<SearchAuthor>,
    /// With all of this.
    pub has: Vec<Has>,
    /// With none of this.
    pub has_not: Vec<Has>,
    /// Messages that were not delivered, or others.
    pub failed: Option<bool>,
    /// In one of these conversations; none when empty.
    pub conversations: Option<Vec<ConversationId>>,
    /// From this moment on.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// With contacts of all these tags.
    pub tags: Vec<TagId>,
    /// In this member's conversations (`Some(None)`: nobody's).
    pub assignee: Option<Option<UserId>>,
    /// In this team's conversations (`Some(None)`: those of no team).
    pub team: Option<Option<TeamId>>,
    /// In conversations of this status.
    pub status: Option<&'static str>,
}

row! {
    struct Found {
        ordinal: i64,
        kind: String,
        subject_id: Uuid,
    }
}

/// Our words for what a document is about.
pub(crate) mod about {
    /// Every document.
    pub(crate) const ALL: &str = "¤";
    pub(crate) const MESSAGE: &str = "¤message";
    pub(crate) const NOTE: &str = "¤note";
    pub(crate) const FAILED: &str = "¤failed";
    /// Before what a message carries.
    pub(crate) const HAS: &str = "¤has";
    /// Before who wrote it, in general.
    pub(crate) const FROM: &str = "¤from";
    /// Before the id of the member who wrote it.
    pub(crate) const MEMBER: &str = "¤member";
    /// Before the id of its conversation.
    pub(crate) const CONVERSATION: &str = "¤in";
    /// Before an end of a number.
    pub(crate) const NUMBER: &str = "¦";
}

/// What every word of a workspace begins with: letters of its id, and whether it was said or belongs to a person.
pub(crate) fn realm(workspace_id: WorkspaceId, of_contacts: bool) -> String {
    let id = workspace_id.uuid().simple().to_string();
    format!("{}{}", &id[id.len() - 12..], if of_contacts { 'p' } else { 's' })
}

/// Words in a row.
struct Atom {
    words: Vec<String>,
    prefix: bool,
}

/// What must be there (of each list one), and what must not.
#[derive(Default)]
struct Expression {
    must: Vec<Vec<Atom>>,
    must_not: Vec<Atom>,
}

impl Expression {
    fn of(workspace_id: WorkspaceId, filter: &SearchFilter) -> Self {
        let realm = realm(workspace_id, filter.place == SearchIn::Contacts);
        let said = |about: String| Atom {
            words: vec![format!("{realm}{about}")],
            prefix: false,
        };
        let term = |term: &Term| match term {
            Term::Words { words, prefix } => Atom {
                words: words.iter().map(|word| format!("{realm}{word}")).collect(),
                prefix: *prefix,
            },
            Term::Number(digits) => Atom {
                words: vec![format!("{realm}{}{digits}", about::NUMBER)],
                prefix: true,
            },
        };
        let author = |author: &SearchAuthor| match author {
            SearchAuthor::Customer => said(format!("{}customer", about::FROM)),
            SearchAuthor::Agent => said(format!("{}agent", about::FROM)),
            SearchAuthor::Automation => said(format!("{}automation", about::FROM)),
            SearchAuthor::Member(id) => said(format!("{}{}", about::MEMBER, id.uuid().simple())),
        };
        let has = |has: &Has| said(format!("{}{}", about::HAS, has.word()));
        let mut expression = Self::default();
        expression.must.extend(filter.terms.iter().map(|wanted| vec![term(wanted)]));
        expression.must_not.extend(filter.without.iter().map(term));
        match filter.place {
            SearchIn::Messages => expression.must.push(vec![said(about::MESSAGE.to_owned())]),
            SearchIn::Notes => expression.must.push(vec![said(about::NOTE.to_owned())]),
            SearchIn::Said | SearchIn::Contacts => {}
        }
        if !filter.from.is_empty() {
            expression.must.push(filter.from.iter().map(author).collect());
        }
        expression.must_not.extend(filter.not_from.iter().map(author));
        expression.must.extend(filter.has.iter().map(|wanted| vec![has(wanted)]));
        expression.must_not.extend(filter.has_not.iter().map(has));
        match filter.failed {
            Some(true) => expression.must.push(vec![said(about::FAILED.to_owned())]),
            Some(false) => expression.must_not.push(said(about::FAILED.to_owned())),
            None => {}
        }
        if let Some(conversations) = &filter.conversations {
            let conversation = |id: &ConversationId| said(format!("{}{}", about::CONVERSATION, id.uuid().simple()));
            expression.must.push(conversations.iter().map(conversation).collect());
        }
        if expression.must.is_empty() {
            expression.must.push(vec![said(about::ALL.to_owned())]);
        }
        expression
    }

    /// In the words of SQLite's FTS5.
    fn sqlite(&self) -> String {
        let atom = |atom: &Atom| format!("\"{}\"{}", atom.words.join(" "), if atom.prefix { " *" } else { "" });
        let any = |atoms: &[Atom]| format!("({})", atoms.iter().map(atom).collect::<Vec<_>>().join(" OR "));
        let must = self.must.iter().map(|atoms| any(atoms)).collect::<Vec<_>>().join(" AND ");
        if self.must_not.is_empty() {
            must
        } else {
            format!("({must}) NOT {}", any(&self.must_not))
        }
    }

    /// In the words of PostgreSQL's text search.
    fn postgres(&self) -> String {
        let atom = |atom: &Atom| {
            let last = atom.words.len() - 1;
            let word = |(at, word): (usize, &String)| format!("'{word}'{}", if at == last && atom.prefix { ":*" } else { "" });
            let words: Vec<String> = atom.words.iter().enumerate().map(word).collect();
            format!("({})", words.join(" <-> "))
        };
        let any = |atoms: &[Atom]| format!("({})", atoms.iter().map(atom).collect::<Vec<_>>().join(" | "));
        let mut all: Vec<String> = self.must.iter().map(|atoms| any(atoms)).collect();
        if !self.must_not.is_empty() {
            all.push(format!("!{}", any(&self.must_not)));
        }
        all.join(" & ")
    }
}

/// The first order number of a moment.
fn ordinal_at(at: Timestamp) -> i64 {
    at.millis().clamp(0, i64::MAX >> SAME_TIME) << SAME_TIME
}

impl SearchFilter {
    /// Must the conversation fit, beyond what the index knows?
    fn is_about_threads(&self) -> bool {
        !self.tags.is_empty() || self.assignee.is_some() || self.team.is_some() || self.status.is_some()
    }
}

impl Workspace<'_> {
    /// What fits, the newest first.
    ///
    /// The index gives documents in their order, so a page costs what its words cost: SQLite reads on from the cursor, PostgreSQL collects what holds the rarest
    /// word. When conversations must fit, too, at most ten thousand documents are looked through for a page; it may then be short, even empty, and its cursor
    /// says where to go on.
    pub async fn search(&self, filter: &SearchFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<SearchSource>> {
        const TAG: &str = "search";
        let before: i64 = cursor.map(|cursor| self.decode_cursor(TAG, cursor)).transpose()?.unwrap_or(i64::MAX);
        let end = filter.until.map_or(i64::MAX, ordinal_at).min(before);
        let nothing = Page {
            data: Vec::new(),
            next_cursor: None,
        };
        if filter.conversations.as_ref().is_some_and(Vec::is_empty) {
            return Ok(nothing);
        }
        let look = Look {
            words: Expression::of(self.id(), filter),
            start: filter.since.map_or(0, ordinal_at),
            end,
            most: if filter.is_about_threads() { MOST_LOOKED } else { limit.fetch() },
        };
        let mut connection = self.connection().await?;
        let found = look
            .documents(&mut connection, self.id(), self.store().is_shared(), filter, limit)
            .await?;
        let is_full = found.len() > limit.rows();
        let mut page = Page::cut(found, limit, |row| self.encode_cursor(TAG, &row.ordinal));
        if !is_full && filter.is_about_threads() {
            let (looked, last) = look.extent(&mut connection, self.id(), self.store().is_shared()).await?;
            page.next_cursor = last.filter(|_| looked >= MOST_LOOKED).map(|last| self.encode_cursor(TAG, &last));
        }
        let sources = sources::of(
            &mut connection,
            self.id(),
            page.data.iter().map(|row| (row.kind.as_str(), row.subject_id)),
        )
        .await?;
        let data = page
            .data
            .iter()
            .filter_map(|row| sources.get(&row.subject_id).filter(|source| source.is_there()).cloned())
            .collect();
        Ok(Page {
            data,
            next_cursor: page.next_cursor,
        })
    }

    /// Conversations with these contacts.
    pub async fn conversations_with(&self, contacts: &[ContactId]) -> Result<Vec<ConversationId>> {
        let rows: Vec<(ConversationId,)> = build_all!(
            self,
            (ConversationId,),
            fixed | query | {
                query.push("select id from conversations where workspace_id = ").push_bind(self.id());
                query.push(" and contact_id");
                query.push_ids(contacts.iter().map(|contact| contact.uuid()));
            }
        )?;
        Ok(rows.into_iter().map(|(id,)| id).collect::<BTreeSet<_>>().into_iter().collect())
    }
}

/// One look into the index.
struct Look {
    words: Expression,
    /// The first order number that fits.
    start: i64,
    /// The one after the last.
    end: i64,
    most: i64,
}

/// Pushes what the index gives, the newest first, onto a statement of either database.
macro_rules! push_candidates {
    ($query:ident, $look:expr, $workspace:expr, $shared:expr) => {
        if $shared {
            $query
                .push("select document.ordinal, document.kind, document.subject_id, document.conversation_id from search_documents document where document.workspace_id = ")
                .push_bind($workspace);
            $query.push(" and document.words @@ cast(").push_bind($look.words.postgres()).push(" as tsquery)");
            $query.push(" and document.ordinal < ").push_bind($look.end);
            $query.push(" and document.ordinal >= ").push_bind($look.start);
            $query.push(" order by document.ordinal desc limit ").push_bind($look.most);
        } else {
            $query
                .push("select document.ordinal, document.kind, document.subject_id, document.conversation_id from search_index cross join search_documents document on document.workspace_id = ")
                .push_bind($workspace);
            $query.push(" and document.ordinal = search_index.rowid where search_index match ").push_bind($look.words.sqlite());
            $query.push(" and search_index.rowid < ").push_bind($look.end);
            $query.push(" and search_index.rowid >= ").push_bind($look.start);
            $query.push(" order by search_index.rowid desc limit ").push_bind($look.most);
        }
    };
}

impl Look {
    /// The documents that fit, the newest first: a page and one more.
    async fn documents(
        &self,
        connection: &mut Connection<'_>,
        workspace_id: WorkspaceId,
        shared: bool,
        filter: &SearchFilter,
        limit: Limit,
    ) -> Result<Vec<Found>> {
        build_all!(connection, Found, |query| {
            if filter.is_about_threads() {
                query.push("select found.ordinal, found.kind, found.subject_id from (");
                push_candidates!(query, self, workspace_id, shared);
                query
                    .push(") found join conversations thread on thread.workspace_id = ")
                    .push_bind(workspace_id)
                    .push(" and thread.id = found.conversation_id where 0 = 0");
                match filter.assignee {
                    Some(Some(assignee)) => {
                        query.push(" and thread.assignee_id = ").push_bind(assignee);
                    }
                    Some(None) => {
                        query.push(" and thread.assignee_id is null");
                    }
                    None => {}
                }
                match filter.team {
                    Some(Some(team)) => {
                        query.push(" and thread.team_id = ").push_bind(team);
                    }
                    Some(None) => {
                        query.push(" and thread.team_id is null");
                    }
                    None => {}
                }
                if let Some(status) = filter.status {
                    query.push(" and thread.status = ").push_bind(status);
                }
                for tag in &filter.tags {
                    query.push(" and exists (select 1 from contact_tags link where link.workspace_id = thread.workspace_id and link.contact_id = thread.contact_id and link.tag_id = ");
                    query.push_bind(*tag).push(")");
                }
                query.push(" order by found.ordinal desc limit ").push_bind(limit.fetch());
            } else {
                push_candidates!(query, self, workspace_id, shared);
            }
        })
    }

    /// How many documents the look goes through, and the last of them.
    async fn extent(&self, connection: &mut Connection<'_>, workspace_id: WorkspaceId, shared: bool) -> Result<(i64, Option<i64>)> {
        let rows: Vec<(i64, Option<i64>)> = build_all!(connection, (i64, Option<i64>), |query| {
            query.push("select count(*), min(found.ordinal) from (");
            push_candidates!(query, self, workspace_id, shared);
            query.push(") found");
        })?;
        Ok(rows.into_iter().next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_are_asked_the_same() {
        let workspace = WorkspaceId::from_uuid(Uuid::from_u128(0xabc));
        let filter = SearchFilter {
            terms: model::search::parse("\"red fox\" lo 5678").unwrap().terms,
            without: model::search::parse("cat").unwrap().terms,
            from: vec![SearchAuthor::Customer, SearchAuthor::Agent],
            ..SearchFilter::default()
        };
        let expression = Expression::of(workspace, &filter);
        let r = "000000000abcs";
        assert_eq!(
            expression.sqlite(),
            format!("((\"{r}red {r}fox\") AND (\"{r}lo\") AND (\"{r}¦5678\" *) AND (\"{r}¤fromcustomer\" OR \"{r}¤fromagent\")) NOT (\"{r}cat\" *)")
        );
        assert_eq!(
            expression.postgres(),
            format!("(('{r}red' <-> '{r}fox')) & (('{r}lo')) & (('{r}¦5678':*)) & (('{r}¤fromcustomer') | ('{r}¤fromagent')) & !(('{r}cat':*))")
        );
        let all = Expression::of(workspace, &SearchFilter::default());
        assert_eq!(all.sqlite(), format!("(\"{r}¤\")"));
    }
}
