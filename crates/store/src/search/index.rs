//! Keeps the index: documents are written beside the busy path, from the event log, from a queue of what stands in no event, and once from what was there before.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;

use model::search::document;
use model::{ContactId, ConversationId, MessageId, NoteId, Timestamp, WorkspaceId};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::sources::{self, SearchSource};
use super::{SAME_TIME, about, ordinal_at, realm};
use crate::db::{Column, Connection, Rows as _, build_all, build_execute, execute, fetch_all, row};
use crate::{Result, Seq, System, Workspace, WorkspaceTx};

/// Places of words that PostgreSQL tells apart; further ones are found, too, but not in a row.
const LAST_PLACE: usize = 16_383;

/// Bits of an order number that tell what came in the same millisecond apart.
const SAME_MOMENT: u32 = 5;

/// Something that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SearchSubject {
    /// A message.
    Message(MessageId),
    /// A note.
    Note(NoteId),
    /// A contact.
    Contact(ContactId),
}

impl SearchSubject {
    const fn kind(self) -> &'static str {
        match self {
            Self::Message(_) => "message",
            Self::Note(_) => "note",
            Self::Contact(_) => "contact",
        }
    }

    const fn uuid(self) -> Uuid {
        match self {
            Self::Message(id) => id.uuid(),
            Self::Note(id) => id.uuid(),
            Self::Contact(id) => id.uuid(),
        }
    }

    fn of(kind: &str, id: Uuid) -> Self {
        match kind {
            "note" => Self::Note(NoteId::from_uuid(id)),
            "contact" => Self::Contact(ContactId::from_uuid(id)),
            _ => Self::Message(MessageId::from_uuid(id)),
        }
    }
}

row! {
    /// An event, as far as the index needs it.
    pub struct SearchEvent {
        /// Its place in the log.
        pub seq: Seq,
        /// Its type.
        pub kind: String,
        /// How its data begins: with the noun and its id.
        pub head: String,
    }
}

impl SearchEvent {
    /// What is new or changed by it; nothing when it is none of the index's business. What is deleted leaves the index in the same transaction.
    #[must_use]
    pub fn subject(&self) -> Option<SearchSubject> {
        let id = self.head.split_once("\"id\":\"")?.1.split('"').next()?;
        match self.kind.as_str() {
            "message.created" | "message.updated" => id.parse().ok().map(SearchSubject::Message),
            "note.created" | "note.updated" => id.parse().ok().map(SearchSubject::Note),
            "contact.updated" => id.parse().ok().map(SearchSubject::Contact),
            _ => None,
        }
    }
}

/// What is written of a document.
struct Written {
    subject: SearchSubject,
    at: Timestamp,
    conversation_id: Option<ConversationId>,
    words: String,
    digest: i64,
}

row! {
    struct Known {
        subject_id: Uuid,
        ordinal: i64,
        digest: i64,
    }
}

impl WorkspaceTx<'_> {
    /// Brings the index up to date with these: what is new is added, what changed is written anew, what is no more or was taken back is taken out.
    pub async fn index_for_search(&mut self, subjects: &[SearchSubject]) -> Result<()> {
        let subjects: BTreeSet<SearchSubject> = subjects.iter().copied().collect();
        let subjects: Vec<SearchSubject> = subjects.into_iter().collect();
        for subjects in subjects.chunks(500) {
            self.index_some(subjects).await?;
        }
        Ok(())
    }

    async fn index_some(&mut self, subjects: &[SearchSubject]) -> Result<()> {
        let (workspace_id, shared) = (self.id(), self.store().is_shared());
        let mut connection = self.connection().await?;
        let named = subjects.iter().map(|subject| (subject.kind(), subject.uuid()));
        let mut sources = sources::of(&mut connection, workspace_id, named).await?;
        sources.retain(|_, source| source.is_there());
        let known = known(&mut connection, workspace_id, subjects.iter().map(|subject| subject.uuid())).await?;
        let mut new = Vec::new();
        for subject in subjects {
            let id = subject.uuid();
            match (sources.get(&id), known.get(&id)) {
                (None, None) => {}
                (None, Some(_)) => unindex(&mut connection, workspace_id, id).await?,
                (Some(source), before) => {
                    let written = written(workspace_id, source, shared);
                    match before {
                        None => new.push(written),
                        Some(before) if before.digest == written.digest => {}
                        Some(before) => change(&mut connection, workspace_id, shared, before.ordinal, &written).await?,
                    }
                }
            }
        }
        // No event tells of a new contact but that of their first message.
        let writers: BTreeSet<ContactId> = new
            .iter()
            .filter(|written| matches!(written.subject, SearchSubject::Message(_)))
            .filter_map(|written| Some(sources.get(&written.subject.uuid())?.contact_id))
            .collect();
        let indexed = self::known(&mut connection, workspace_id, writers.iter().map(|id| id.uuid())).await?;
        let strangers = writers
            .iter()
            .map(|id| id.uuid())
            .filter(|id| !indexed.contains_key(id) && !sources.contains_key(id));
        let strangers = sources::of(&mut connection, workspace_id, strangers.map(|id| ("contact", id))).await?;
        new.extend(strangers.values().map(|source| written(workspace_id, source, shared)));
        insert(&mut connection, workspace_id, shared, new).await
    }

    /// Takes something out of the index that is deleted in this transaction.
    pub(crate) async fn unindex(&mut self, id: Uuid) -> Result<()> {
        let workspace_id = self.id();
        unindex(&mut self.connection().await?, workspace_id, id).await
    }

    /// Has these indexed soon, in a transaction of their own. For what stands in no event.
    pub async fn queue_for_search(&mut self, subjects: &[SearchSubject]) -> Result<()> {
        let workspace_id = self.id();
        for subjects in subjects.chunks(500) {
            build_execute!(
                self,
                fixed | query | {
                    query.push("with given (workspace_id, subject_id, kind) as (");
                    query.push_table(vec![
                        Column::Ids(vec![workspace_id.uuid(); subjects.len()]),
                        Column::Ids(subjects.iter().map(|subject| subject.uuid()).collect()),
                        Column::Texts(subjects.iter().map(|subject| subject.kind().to_owned()).collect()),
                    ]);
                    query.push(
                        ") insert into search_queue (workspace_id, subject_id, kind) select workspace_id, subject_id, kind from given where 0 = 0
                         on conflict (workspace_id, subject_id) do nothing",
                    );
                }
            )?;
        }
        Ok(())
    }

    /// The documents of a thread belong to another one; they are written anew soon.
    pub(crate) async fn move_in_search(&mut self, from: ConversationId, into: ConversationId) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "insert into search_queue (workspace_id, subject_id, kind)
             select workspace_id, subject_id, kind from search_documents where workspace_id = $1 and conversation_id = $2
             on conflict (workspace_id, subject_id) do nothing",
            workspace_id,
            from
        )?;
        execute!(
            self,
            "update search_documents set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            workspace_id,
            from,
            into
        )?;
        Ok(())
    }

    /// Takes some of the queue and indexes it; gives how many.
    pub async fn index_queue(&mut self, limit: i64) -> Result<usize> {
        let workspace_id = self.id();
        let taken: Vec<(Uuid, String)> = fetch_all!(
            self,
            (Uuid, String),
            "delete from search_queue
              where workspace_id = $1 and subject_id in (select subject_id from search_queue where workspace_id = $1 order by subject_id limit $2)
             returning subject_id, kind",
            workspace_id,
            limit
        )?;
        let subjects: Vec<SearchSubject> = taken.into_iter().map(|(id, kind)| SearchSubject::of(&kind, id)).collect();
        self.index_for_search(&subjects).await?;
        Ok(subjects.len())
    }

    /// Indexes some of what was there before the index; false when there is nothing more.
    pub async fn index_backlog(&mut self, limit: i64) -> Result<bool> {
        let workspace_id = self.id();
        let lock = self.store().row_lock();
        let place: Vec<(String, Uuid)> = build_all!(self, (String, Uuid), |query| {
            query
                .push("select kind, after_id from search_backfills where workspace_id = ")
                .push_bind(workspace_id);
            query.push(" order by kind limit 1").push(lock);
        })?;
        let Some((kind, after)) = place.into_iter().next() else {
            return Ok(false);
        };
        let table = match kind.as_str() {
            "note" => "notes",
            "contact" => "contacts",
            _ => "messages",
        };
        let ids: Vec<(Uuid,)> = build_all!(self, (Uuid,), |query| {
            query
                .push("select id from ")
                .push(table)
                .push(" where workspace_id = ")
                .push_bind(workspace_id);
            query.push(" and id > ").push_bind(after).push(" order by id limit ").push_bind(limit);
        })?;
        let subjects: Vec<SearchSubject> = ids.iter().map(|(id,)| SearchSubject::of(&kind, *id)).collect();
        self.index_for_search(&subjects).await?;
        match ids.last() {
            Some((last,)) if i64::try_from(ids.len()).unwrap_or(limit) >= limit => execute!(
                self,
                "update search_backfills set after_id = $3 where workspace_id = $1 and kind = $2",
                workspace_id,
                kind.as_str(),
                *last
            )?,
            _ => execute!(
                self,
                "delete from search_backfills where workspace_id = $1 and kind = $2",
                workspace_id,
                kind.as_str()
            )?,
        };
        Ok(true)
    }

    /// Has everything of the workspace looked at again: for events that are no more.
    pub async fn begin_search_backlog(&mut self) -> Result<()> {
        let workspace_id = self.id();
        for kind in ["contact", "message", "note"] {
            execute!(
                self,
                "insert into search_backfills (workspace_id, kind, after_id) values ($1, $2, $3)
                 on conflict (workspace_id, kind) do update set after_id = excluded.after_id",
                workspace_id,
                kind,
                Uuid::nil()
            )?;
        }
        Ok(())
    }
}

impl Workspace<'_> {
    /// Events after `seq`, in order, as far as the index needs them.
    pub async fn list_search_events(&self, after: Seq, limit: i64) -> Result<Vec<SearchEvent>> {
        fetch_all!(
            self,
            SearchEvent,
            "select seq, type as kind, substr(data, 1, 80) as head
               from events
              where workspace_id = $1 and seq > $2
              order by seq
              limit $3",
            self.id(),
            after,
            limit
        )
    }
}

impl System<'_> {
    /// Workspaces whose log is longer than the index has read, or that have something in the queue or the backlog.
    pub async fn workspaces_to_index(&self, reader: &str) -> Result<Vec<WorkspaceId>> {
        let found: Vec<(WorkspaceId,)> = fetch_all!(
            self,
            (WorkspaceId,),
            "select workspace.id
               from workspaces workspace
              where workspace.deleted_at is null
                and (workspace.event_seq > coalesce((select seq from event_cursors place where place.workspace_id = workspace.id and place.reader = $1), 0)
                     or exists (select 1 from search_queue waiting where waiting.workspace_id = workspace.id)
                     or exists (select 1 from search_backfills backlog where backlog.workspace_id = workspace.id))",
            reader
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }
}

/// What the index holds of these.
async fn known(connection: &mut Connection<'_>, workspace_id: WorkspaceId, ids: impl ExactSizeIterator<Item = Uuid>) -> Result<HashMap<Uuid, Known>> {
    if ids.len() == 0 {
        return Ok(HashMap::new());
    }
    let rows: Vec<Known> = build_all!(
        connection,
        Known,
        fixed | query | {
            query
                .push("select subject_id, ordinal, digest from search_documents where workspace_id = ")
                .push_bind(workspace_id)
                .push(" and subject_id");
            query.push_ids(ids);
        }
    )?;
    Ok(rows.into_iter().map(|row| (row.subject_id, row)).collect())
}

async fn unindex(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: Uuid) -> Result<()> {
    execute!(
        connection,
        "delete from search_documents where workspace_id = $1 and subject_id = $2",
        workspace_id,
        id
    )?;
    Ok(())
}

async fn change(connection: &mut Connection<'_>, workspace_id: WorkspaceId, shared: bool, ordinal: i64, written: &Written) -> Result<()> {
    build_execute!(connection, |query| {
        query.push("update search_documents set words = cast(").push_bind(written.words.as_str());
        query
            .push(if shared { " as tsvector), digest = " } else { " as text), digest = " })
            .push_bind(written.digest);
        query.push(", conversation_id = ").push_bind(written.conversation_id);
        query
            .push(" where workspace_id = ")
            .push_bind(workspace_id)
            .push(" and ordinal = ")
            .push_bind(ordinal);
    })?;
    Ok(())
}

async fn insert(connection: &mut Connection<'_>, workspace_id: WorkspaceId, shared: bool, new: Vec<Written>) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let ordinals = free_ordinals(connection, workspace_id, shared, &new).await?;
    build_execute!(
        connection,
        fixed | query | {
            query.push("with given (workspace_id, ordinal, kind, subject_id, conversation_id, contact_id, digest, words) as (");
            query.push_table(vec![
                Column::Ids(vec![workspace_id.uuid(); new.len()]),
                Column::Numbers(ordinals.clone()),
                Column::Texts(new.iter().map(|written| written.subject.kind().to_owned()).collect()),
                Column::Ids(new.iter().map(|written| written.subject.uuid()).collect()),
                Column::MaybeIds(new.iter().map(|written| written.conversation_id.map(ConversationId::uuid)).collect()),
                Column::MaybeIds(
                    new.iter()
                        .map(|written| match written.subject {
                            SearchSubject::Contact(id) => Some(id.uuid()),
                            SearchSubject::Message(_) | SearchSubject::Note(_) => None,
                        })
                        .collect(),
                ),
                Column::Numbers(new.iter().map(|written| written.digest).collect()),
                Column::Texts(new.iter().map(|written| written.words.clone()).collect()),
            ]);
            query.push(
                ") insert into search_documents (workspace_id, ordinal, kind, subject_id, conversation_id, contact_id, digest, words)
                 select workspace_id, ordinal, kind, subject_id, conversation_id, contact_id, digest, ",
            );
            query.push(if shared { "cast(words as tsvector)" } else { "words" });
            query.push(" from given where 0 = 0 on conflict (workspace_id, subject_id) do nothing");
        }
    )?;
    Ok(())
}

/// Order numbers that nothing else has: the time, then when it came (Meta's times are whole seconds), then digits of the id. SQLite's index has one row for each
/// in the whole file.
async fn free_ordinals(connection: &mut Connection<'_>, workspace_id: WorkspaceId, shared: bool, new: &[Written]) -> Result<Vec<i64>> {
    let mut given: Vec<i64> = Vec::with_capacity(new.len());
    let mut taken: HashSet<i64> = HashSet::new();
    let wish = |written: &Written| {
        let id = written.subject.uuid().as_u128();
        let came = i64::try_from(id >> 80).expect("48 bits fit");
        let later = (came - written.at.millis()).clamp(0, (1 << (SAME_TIME - SAME_MOMENT)) - 1);
        let digits = i64::try_from(id & ((1 << SAME_MOMENT) - 1)).expect("some bits fit");
        ordinal_at(written.at) | later << SAME_MOMENT | digits
    };
    let mut wishes: Vec<i64> = new.iter().map(wish).collect();
    loop {
        let rows: Vec<(i64,)> = build_all!(
            connection,
            (i64,),
            fixed | query | {
                query.push("select ordinal from search_documents where ");
                if shared {
                    query.push("workspace_id = ").push_bind(workspace_id).push(" and ");
                }
                query.push("ordinal in (");
                query.push_table(vec![Column::Numbers(wishes.clone())]);
                query.push(")");
            }
        )?;
        let before = taken.len();
        taken.extend(rows.into_iter().map(|(ordinal,)| ordinal));
        given.clear();
        let mut used: HashSet<i64> = HashSet::new();
        for wish in &wishes {
            let mut ordinal = *wish;
            while taken.contains(&ordinal) || !used.insert(ordinal) {
                ordinal += 1;
            }
            given.push(ordinal);
        }
        // What was moved is asked for again.
        if given == wishes && taken.len() == before {
            return Ok(given);
        }
        wishes.clone_from(&given);
    }
}

fn written(workspace_id: WorkspaceId, source: &SearchSource, shared: bool) -> Written {
    let of_contact = matches!(source.subject, SearchSubject::Contact(_));
    let realm = realm(workspace_id, of_contact);
    let (words, numbers) = document(&source.texts);
    let mut about = about_of(source);
    about.extend(numbers.into_iter().map(|number| format!("{}{number}", about::NUMBER)));
    let text = if shared {
        vector(&realm, &words, &about)
    } else {
        line(&realm, &words, &about)
    };
    let mut hash = Sha256::new();
    hash.update(text.as_bytes());
    hash.update(source.conversation_id.map(|id| id.uuid()).unwrap_or_default().as_bytes());
    let hash = hash.finalize();
    Written {
        subject: source.subject,
        at: source.at,
        // A contact's document goes with the contact, whatever becomes of the thread.
        conversation_id: source.conversation_id.filter(|_| !of_contact),
        digest: i64::from_be_bytes(*hash.first_chunk().expect("SHA-256 gives 32 bytes")),
        words: text,
    }
}

/// Who wrote it, where, and what it carries.
fn about_of(source: &SearchSource) -> BTreeSet<String> {
    let mut words = BTreeSet::from([about::ALL.to_owned()]);
    match source.subject {
        SearchSubject::Message(_) => {
            words.insert(about::MESSAGE.to_owned());
        }
        SearchSubject::Note(_) => {
            words.insert(about::NOTE.to_owned());
        }
        SearchSubject::Contact(_) => return words,
    }
    let from = match source.author_kind.as_str() {
        "contact" => "customer",
        "agent" | "phone_app" => "agent",
        "flow" | "api" => "automation",
        _ => "system",
    };
    words.insert(format!("{}{from}", about::FROM));
    if let Some(member) = source.author_id.filter(|_| source.author_kind == "agent") {
        words.insert(format!("{}{}", about::MEMBER, member.simple()));
    }
    if let Some(conversation) = source.conversation_id {
        words.insert(format!("{}{}", about::CONVERSATION, conversation.uuid().simple()));
    }
    if source.status.as_deref() == Some("failed") {
        words.insert(about::FAILED.to_owned());
    }
    let kind = source.message_kind.as_deref().unwrap_or_default();
    let is_file = matches!(kind, "image" | "video" | "audio" | "document" | "sticker");
    if is_file || kind == "location" {
        words.insert(format!("{}{kind}", about::HAS));
    }
    if is_file || source.has_file {
        words.insert(format!("{}media", about::HAS));
    }
    let is_link = |text: &String| ["http://", "https://", "www."].iter().any(|start| text.contains(start));
    if source.texts.iter().any(is_link) {
        words.insert(format!("{}link", about::HAS));
    }
    words
}

/// For SQLite: words with spaces between, and a sign that is no word where one text ends.
fn line(realm: &str, words: &[Option<String>], about: &BTreeSet<String>) -> String {
    let mut line = String::new();
    for word in words {
        match word {
            Some(word) => write!(line, "{realm}{word} "),
            None => write!(line, "¤ "),
        }
        .expect("a string takes everything");
    }
    if !words.is_empty() {
        line.push_str("¤ ");
    }
    for word in about {
        write!(line, "{realm}{word} ").expect("a string takes everything");
    }
    line.truncate(line.trim_end().len());
    line
}

/// For PostgreSQL: words with their places; there is no place for what stands nowhere.
fn vector(realm: &str, words: &[Option<String>], about: &BTreeSet<String>) -> String {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, word) in words.iter().enumerate() {
        if let Some(word) = word {
            places.entry(word).or_default().push(at + 1);
        }
    }
    let mut sorted: Vec<(&str, Vec<usize>)> = places.into_iter().collect();
    sorted.sort_unstable();
    let mut vector = String::new();
    for (word, places) in sorted {
        let places: Vec<String> = places
            .into_iter()
            .filter(|place| *place <= LAST_PLACE)
            .map(|place| place.to_string())
            .collect();
        write!(vector, "'{realm}{word}'").expect("a string takes everything");
        if !places.is_empty() {
            write!(vector, ":{}", places.join(",")).expect("a string takes everything");
        }
        vector.push(' ');
    }
    for word in about {
        write!(vector, "'{realm}{word}' ").expect("a string takes everything");
    }
    vector
}
