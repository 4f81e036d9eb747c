//! What is in a document of the index: read from the messages, notes and contacts themselves, to index them and to show what was found.

use std::collections::HashMap;

use model::search::{content_texts, template_texts};
use model::{ContactId, ConversationId, MessageId, NoteId, Timestamp, WorkspaceId};
use uuid::Uuid;

use super::index::SearchSubject;
use crate::contacts;
use crate::db::{Connection, Rows as _, build_all, row};
use crate::{Contact, Result};

/// Characters of one text that are read.
const LONGEST_TEXT: usize = 32_768;

/// A message, a note or a contact as search sees it.
#[derive(Debug, Clone)]
pub struct SearchSource {
    /// Which.
    pub subject: SearchSubject,
    /// Where it was said.
    pub conversation_id: Option<ConversationId>,
    /// With whom, or who it is.
    pub contact_id: ContactId,
    /// `contact`, `agent`, `flow`, `api`, `phone_app` or `system`.
    pub author_kind: String,
    /// Whose id, by `author_kind`.
    pub author_id: Option<Uuid>,
    /// The member's name.
    pub author_name: Option<String>,
    /// WhatsApp's word for the kind of a message.
    pub message_kind: Option<String>,
    /// `inbound` or `outbound`, of a message.
    pub direction: Option<String>,
    /// A word of `MessageStatus`, of a message.
    pub status: Option<String>,
    /// It has a file.
    pub has_file: bool,
    /// When it was said, or the contact was first known.
    pub at: Timestamp,
    /// Taken back by its author.
    pub is_revoked: bool,
    /// The message where the thread is to be opened to see it: itself, or the one before a note.
    pub anchor: Option<MessageId>,
    /// What people read in it.
    pub texts: Vec<String>,
}

impl SearchSource {
    /// Is it still there to be found? Not what was taken back, and not our own reactions, which are drawn on what they answer.
    pub(super) fn is_there(&self) -> bool {
        !self.is_revoked && self.message_kind.as_deref() != Some("reaction")
    }
}

/// Those that are there, by their ids.
pub(super) async fn of(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    subjects: impl Iterator<Item = (&str, Uuid)>,
) -> Result<HashMap<Uuid, SearchSource>> {
    let (mut messages, mut notes, mut contacts) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, id) in subjects {
        match kind {
            "note" => notes.push(id),
            "contact" => contacts.push(ContactId::from_uuid(id)),
            _ => messages.push(id),
        }
    }
    let mut found = HashMap::new();
    for ids in messages.chunks(500) {
        found.extend(of_messages(connection, workspace_id, ids).await?);
    }
    for ids in notes.chunks(500) {
        found.extend(of_notes(connection, workspace_id, ids).await?);
    }
    if !contacts.is_empty() {
        let rows = contacts::by_ids(connection, workspace_id, &contacts).await?;
        found.extend(rows.into_iter().map(|contact| (contact.row.id.uuid(), of_contact(&contact))));
    }
    Ok(found)
}

row! {
    struct Said {
        id: Uuid,
        conversation_id: ConversationId,
        contact_id: ContactId,
        author_kind: String,
        author_id: Option<Uuid>,
        author_name: Option<String>,
        kind: String,
        direction: String,
        content: String,
        status: String,
        filename: Option<String>,
        has_file: i64,
        sent_at: Timestamp,
        revoked_at: Option<Timestamp>,
    }
}

async fn of_messages(connection: &mut Connection<'_>, workspace_id: WorkspaceId, ids: &[Uuid]) -> Result<Vec<(Uuid, SearchSource)>> {
    let rows: Vec<Said> = build_all!(
        connection,
        Said,
        fixed | query | {
            query.push(
                "select message.id, message.conversation_id, thread.contact_id, message.author_kind, message.author_id, author.name as author_name,
                        message.kind, message.direction, message.content, message.status, file.filename,
                        cast(case when message.media_id is null then 0 else 1 end as bigint) as has_file, message.sent_at, message.revoked_at
                   from messages message
                   join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
                   left join media file on file.workspace_id = message.workspace_id and file.id = message.media_id
                   left join users author on message.author_kind = 'agent' and author.id = message.author_id
                  where message.workspace_id = ",
            );
            query.push_bind(workspace_id).push(" and message.id");
            query.push_ids(ids.iter().copied());
        }
    )?;
    let definitions = definitions(connection, workspace_id, &rows).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut texts = Vec::new();
            if row.kind == "template" {
                let definition = key_of(&row.content).and_then(|key| definitions.get(&key));
                texts.extend(definition.map(|components| template_texts(&row.content, components)).unwrap_or_default());
            }
            texts.extend(content_texts(&row.content));
            texts.extend(row.filename.filter(|name| !texts.contains(name)));
            let source = SearchSource {
                subject: SearchSubject::Message(MessageId::from_uuid(row.id)),
                conversation_id: Some(row.conversation_id),
                contact_id: row.contact_id,
                author_kind: row.author_kind,
                author_id: row.author_id,
                author_name: row.author_name,
                message_kind: Some(row.kind),
                direction: Some(row.direction),
                status: Some(row.status),
                has_file: row.has_file > 0,
                at: row.sent_at,
                is_revoked: row.revoked_at.is_some(),
                anchor: Some(MessageId::from_uuid(row.id)),
                texts: short(texts),
            };
            (row.id, source)
        })
        .collect())
}

type TemplateKey = (String, String);

/// Name and language of a template message.
fn key_of(content: &str) -> Option<TemplateKey> {
    let content: serde_json::Value = serde_json::from_str(content).ok()?;
    Some((content["name"].as_str()?.to_owned(), content["language"]["code"].as_str()?.to_owned()))
}

/// What the templates of these messages say; nothing is asked when none is one.
async fn definitions(connection: &mut Connection<'_>, workspace_id: WorkspaceId, rows: &[Said]) -> Result<HashMap<TemplateKey, String>> {
    let mut wanted: Vec<TemplateKey> = rows
        .iter()
        .filter(|row| row.kind == "template")
        .filter_map(|row| key_of(&row.content))
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = HashMap::new();
    for (name, language) in wanted {
        let rows: Vec<(String,)> = crate::db::fetch_all!(
            connection,
            (String,),
            "select components from templates where workspace_id = $1 and name = $2 and language = $3",
            workspace_id,
            name.as_str(),
            language.as_str()
        )?;
        if let Some((components,)) = rows.into_iter().next() {
            found.insert((name, language), components);
        }
    }
    Ok(found)
}

row! {
    struct Noted {
        id: Uuid,
        conversation_id: ConversationId,
        contact_id: ContactId,
        author_id: Uuid,
        author_name: Option<String>,
        body: String,
        created_at: Timestamp,
        anchor: Option<MessageId>,
    }
}

async fn of_notes(connection: &mut Connection<'_>, workspace_id: WorkspaceId, ids: &[Uuid]) -> Result<Vec<(Uuid, SearchSource)>> {
    let rows: Vec<Noted> = build_all!(
        connection,
        Noted,
        fixed | query | {
            query.push(
                "select note.id, note.conversation_id, thread.contact_id, note.author_id, author.name as author_name, note.body, note.created_at,
                        (select message.id
                           from messages message
                          where message.workspace_id = note.workspace_id and message.conversation_id = note.conversation_id
                            and message.sent_at <= note.created_at and message.kind <> 'reaction'
                          order by message.sent_at desc, message.id desc
                          limit 1) as anchor
                   from notes note
                   join conversations thread on thread.workspace_id = note.workspace_id and thread.id = note.conversation_id
                   left join users author on author.id = note.author_id
                  where note.workspace_id = ",
            );
            query.push_bind(workspace_id).push(" and note.id");
            query.push_ids(ids.iter().copied());
        }
    )?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let source = SearchSource {
                subject: SearchSubject::Note(NoteId::from_uuid(row.id)),
                conversation_id: Some(row.conversation_id),
                contact_id: row.contact_id,
                author_kind: "agent".to_owned(),
                author_id: Some(row.author_id),
                author_name: row.author_name,
                message_kind: None,
                direction: None,
                status: None,
                has_file: false,
                at: row.created_at,
                is_revoked: false,
                anchor: row.anchor,
                texts: short(vec![row.body]),
            };
            (row.id, source)
        })
        .collect())
}

/// Names, numbers in every spelling, addresses, fields.
fn of_contact(contact: &Contact) -> SearchSource {
    let row = &contact.row;
    let names = [
        row.name.as_deref(),
        row.book_name.as_deref(),
        Some(row.profile_name.as_str()),
        row.username.as_deref(),
        row.email.as_deref(),
    ];
    let mut texts: Vec<String> = names.into_iter().flatten().map(str::to_owned).collect();
    texts.extend(row.phone.as_deref().map(|phone| format!("+{phone}")));
    for identity in contact
        .identities
        .iter()
        .filter(|identity| identity.kind != "bsuid" && identity.kind != "parent_bsuid")
    {
        if identity.kind == "phone" {
            texts.extend(model::phone::spellings(&identity.value).into_iter().map(|digits| format!("+{digits}")));
        } else {
            texts.push(identity.value.clone());
        }
    }
    if let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(&row.attributes) {
        texts.extend(fields.into_iter().filter_map(|(_, value)| match value {
            serde_json::Value::String(text) => Some(text),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        }));
    }
    let mut seen = std::collections::HashSet::new();
    texts.retain(|text| !text.trim().is_empty() && seen.insert(text.clone()));
    SearchSource {
        subject: SearchSubject::Contact(row.id),
        conversation_id: contact.conversation_id,
        contact_id: row.id,
        author_kind: "contact".to_owned(),
        author_id: None,
        author_name: None,
        message_kind: None,
        direction: None,
        status: None,
        has_file: false,
        at: row.created_at,
        is_revoked: false,
        anchor: None,
        texts: short(texts),
    }
}

fn short(mut texts: Vec<String>) -> Vec<String> {
    for text in &mut texts {
        if text.len() > LONGEST_TEXT {
            let end = (0..=LONGEST_TEXT).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            text.truncate(end);
        }
    }
    texts
}
