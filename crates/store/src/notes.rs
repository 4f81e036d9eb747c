//! Notes: internal remarks on a conversation.

use std::collections::HashMap;

use model::{ConversationId, NoteId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, Rows as _, build_all, execute, fetch_all, fetch_optional, row};
use crate::page::{Limit, Page};
use crate::reads::reads;
use crate::{Error, Result, Workspace, WorkspaceTx};

row! {
    /// A remark, with its author's name.
    pub struct NoteRow {
        /// Its id.
        pub id: NoteId,
        /// On which conversation.
        pub conversation_id: ConversationId,
        /// Who wrote it.
        pub author_id: UserId,
        /// Their name.
        pub author_name: String,
        /// What it says.
        pub body: String,
        /// When it was written.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

macro_rules! select_note {
    ($rest:literal) => {
        concat!(
            "select note.id, note.conversation_id, note.author_id, coalesce(author.name, '') as author_name, note.body, note.created_at, note.updated_at
               from notes note
               left join users author on author.id = note.author_id ",
            $rest
        )
    };
}

reads! {
    /// One note.
    fn get_note(id: NoteId) -> NoteRow = get;
    /// Who is named in some notes; notes that name nobody are missing from the map.
    fn mentions_of_notes(notes: &[NoteId]) -> HashMap<NoteId, Vec<UserId>> = mentions;
}

async fn mentions(connection: &mut Connection<'_>, workspace_id: WorkspaceId, notes: &[NoteId]) -> Result<HashMap<NoteId, Vec<UserId>>> {
    let mut found: HashMap<NoteId, Vec<UserId>> = HashMap::new();
    for notes in notes.chunks(500) {
        let rows: Vec<(NoteId, UserId)> = build_all!(
            connection,
            (NoteId, UserId),
            fixed | query | {
                query
                    .push("select note_id, user_id from note_mentions where workspace_id = ")
                    .push_bind(workspace_id);
                query.push(" and note_id");
                query.push_ids(notes.iter().map(|note| note.uuid()));
                query.push(" order by note_id, user_id");
            }
        )?;
        for (note, user) in rows {
            found.entry(note).or_default().push(user);
        }
    }
    Ok(found)
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: NoteId) -> Result<NoteRow> {
    fetch_optional!(
        connection,
        NoteRow,
        select_note!("where note.workspace_id = $1 and note.id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("note"))
}

impl Workspace<'_> {
    /// The notes of a conversation, newest first; `notes_conversation` reads them in that order.
    pub async fn list_notes(&self, conversation_id: ConversationId, limit: Limit, cursor: Option<&str>) -> Result<Page<NoteRow>> {
        let tag = format!("notes|{conversation_id}");
        let (at, id) = match cursor {
            Some(cursor) => self.decode_cursor::<(i64, NoteId)>(&tag, cursor)?,
            None => (i64::MAX, NoteId::from_uuid(uuid::Uuid::max())),
        };
        let rows = fetch_all!(
            self,
            NoteRow,
            select_note!(
                "where note.workspace_id = $1 and note.conversation_id = $2 and (note.created_at, note.id) < ($3, $4)
                 order by note.created_at desc, note.id desc
                 limit $5"
            ),
            self.id(),
            conversation_id,
            at,
            id,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |note| {
            self.encode_cursor(&tag, &(note.created_at.millis(), note.id))
        }))
    }
}

impl WorkspaceTx<'_> {
    /// Adds a note to a conversation of this workspace.
    pub async fn create_note(&mut self, conversation_id: ConversationId, author_id: UserId, body: &str) -> Result<NoteRow> {
        let id = NoteId::new();
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into notes (workspace_id, id, conversation_id, author_id, body, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)",
            workspace_id,
            id,
            conversation_id,
            author_id,
            body,
            now
        )?;
        self.get_note(id).await
    }

    /// Changes what a note says.
    pub async fn update_note(&mut self, id: NoteId, body: &str) -> Result<NoteRow> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update notes set body = $3, updated_at = $4 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            body,
            now
        )?;
        self.get_note(id).await
    }

    /// Exactly these members are named in the note.
    pub async fn set_note_mentions(&mut self, id: NoteId, users: &[UserId]) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "delete from note_mentions where workspace_id = $1 and note_id = $2",
            workspace_id,
            id
        )?;
        for user in users {
            execute!(
                self,
                "insert into note_mentions (workspace_id, note_id, user_id) values ($1, $2, $3) on conflict do nothing",
                workspace_id,
                id,
                *user
            )?;
        }
        Ok(())
    }

    /// Removes a note.
    pub async fn delete_note(&mut self, id: NoteId) -> Result<()> {
        let workspace_id = self.id();
        self.unindex(id.uuid()).await?;
        let deleted = execute!(self, "delete from notes where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("note")) } else { Ok(()) }
    }
}
